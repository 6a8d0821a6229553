import { drawn, element } from "./dom.js";

const WIDE = 680, HIGH = 340, SIDE = 40, TOP = 30, SPLIT = 110, BOTTOM = 45;

// Columns for the values, and above them, where it hides none, a line for the growth.
export function charts(list) {
  if (!list.length) return element("p", {}, "没有标注“配图”的指标。");
  return element("div", {}, ...list.map(figure));
}

function figure(chart, index) {
  const shown = chart.periods.map((period, place) => ({ period, value: chart.values[place], growth: chart.growth[place] }));
  const step = (WIDE - 2 * SIDE) / shown.length;
  const scale = axis(shown.map((item) => item.value), SPLIT + 20, HIGH - BOTTOM);
  const rates = axis(shown.map((item) => item.growth), TOP, SPLIT);
  const told = shown.map((item) => `${item.period}${item.value ?? "无数据"}${item.growth === null ? "" : `（增长${item.growth}%）`}`);
  const svg = drawn("svg", { class: "chart", viewBox: `0 0 ${WIDE} ${HIGH}`, role: "img", "aria-label": `${chart.name}：${told.join("，")}` });
  svg.append(
    drawn("line", { class: "axis", x1: SIDE, x2: WIDE - SIDE, y1: scale(0), y2: scale(0) }),
    drawn("text", { x: 4, y: 16 }, chart.unit),
  );
  const points = [];
  shown.forEach((item, place) => {
    const middle = SIDE + step * (place + 0.5);
    svg.append(drawn("text", { x: middle, y: HIGH - 18, "text-anchor": "middle" }, item.period));
    if (item.value !== null) {
      const [top, bottom] = [scale(item.value), scale(0)].sort((one, other) => one - other);
      svg.append(
        drawn("rect", { class: "bar", x: middle - step / 5, width: (step * 2) / 5, y: top, height: Math.max(bottom - top, 1) }),
        drawn("text", { x: middle, y: top - 5, "text-anchor": "middle" }, String(item.value)),
      );
    }
    if (item.growth !== null) points.push([middle, rates(item.growth), item.growth]);
  });
  svg.append(drawn("polyline", { class: "line", points: points.map(([x, y]) => `${x},${y}`).join(" ") }));
  for (const [x, y, growth] of points) {
    svg.append(drawn("circle", { class: "dot", cx: x, cy: y, r: 4 }), drawn("text", { x: x + 8, y: y - 8 }, `${growth}%`));
  }
  return element("figure", {}, svg, element("figcaption", {}, `图${index + 1}　${chart.name}（柱：${chart.unit || "数值"}；线：增速，%）`));
}

// Where a value stands between two heights; both nought and all values do.
function axis(values, top, bottom) {
  const there = values.filter((value) => value !== null);
  const low = Math.min(...there, 0);
  const high = Math.max(...there, 0);
  return (value) => top + ((high - value) / (high - low || 1)) * (bottom - top);
}
