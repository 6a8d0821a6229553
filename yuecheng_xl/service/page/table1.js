import { element, row, showDetail, table } from "./dom.js";

const CLASSES = { 完成: "met", 未完成: "behind" };

// Table 1 as printed, categories merged; a verdict opens its evidence.
export function table1(result) {
  const { title, target, periods, rows } = result.table1;
  const known = new Map(result.indicators.map((item) => [item.number, item]));
  const hasCategories = rows.some((line) => line.category);
  const head = [...(hasCategories ? ["类别"] : []), "指标", "单位", target, ...periods, "完成中期目标情况"];
  const body = rows.map((line, index) => {
    const cells = [];
    if (hasCategories && (index === 0 || rows[index - 1].category !== line.category)) {
      let span = 1;
      while (index + span < rows.length && rows[index + span].category === line.category) span += 1;
      const name = line.category ? "th" : "td";
      cells.push(element(name, { scope: line.category ? "rowgroup" : null, rowspan: span }, line.category));
    }
    cells.push(element("td", { class: "text" }, `${line.number}.${line.name}`), line.unit, line.target, ...line.figures);
    const button = element(
      "button",
      { type: "button", class: "link", onclick: () => evidence(known.get(line.number)) },
      line.completion || "—",
    );
    const kind = line.completion.includes("存疑") ? "doubt" : CLASSES[line.completion] || "";
    cells.push(element("td", { class: kind }, button));
    return row(cells);
  });
  return element(
    "div",
    {},
    element(
      "p",
      { class: "noprint" },
      element("button", { type: "button", onclick: () => print() }, "打印表1"),
      "点“完成情况”一栏里的结论，看它的依据。",
    ),
    table("表1", head, body, title),
  );
}

function evidence(item) {
  const facts = [
    ["完成情况", item.completion],
    ["进度等级", item.grade],
    ["计算方法", item.method],
    ["调整建议", item.recommendation],
    ["存疑", item.doubt],
  ].filter(([, value]) => value);
  showDetail(
    `${item.number}.${item.name}`,
    element("table", {}, ...facts.map(([name, value]) => row([element("th", { scope: "row" }, name), value]))),
    element("ul", {}, ...item.evidence.split("；").map((step) => element("li", {}, step))),
  );
}
