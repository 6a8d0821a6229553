import { element, row, table } from "./dom.js";
import { showCell } from "./preview.js";

const CLASSES = { 错误: "error", 警告: "warning", 提示: "note" };
const ORDER = Object.keys(CLASSES);

// Findings by severity or kind, searchable; each leads to its cell, as far as the sheet is at hand.
export function findings(list, sheets = [], kinds = {}) {
  const kind = (item) => [item.code, kinds[item.code]].filter(Boolean).join(" ");
  const shown = element("div");
  const search = element("input", { type: "search", id: "search", oninput: update });
  const boxes = Object.keys(CLASSES).map((severity) =>
    element("input", { type: "checkbox", checked: true, value: severity, onchange: update }),
  );
  const grouping = element(
    "select",
    { id: "grouping", onchange: update },
    ...["严重程度", "问题种类", "文件"].map((name) => element("option", {}, name)),
  );

  function update() {
    const words = search.value.trim();
    const wanted = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    const matching = list.filter(
      (item) => wanted.has(item.severity) && (!words || Object.values(item).join(" ").includes(words)),
    );
    const groups = new Map();
    matching.sort((one, other) => ORDER.indexOf(one.severity) - ORDER.indexOf(other.severity));
    for (const item of matching) {
      const key = { 严重程度: item.severity, 问题种类: kind(item), 文件: item.file || "指标总表" }[grouping.value];
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(item);
    }
    shown.replaceChildren(
      element("p", { role: "status" }, `共${list.length}条，显示${matching.length}条。`),
      ...[...groups].map(([key, items]) => group(key, items, sheets, kind)),
    );
  }

  update();
  return element(
    "div",
    {},
    element(
      "div",
      { class: "filters" },
      ...boxes.map((box) => element("label", {}, box, ` ${box.value}`)),
      element("label", {}, "分组 ", grouping),
      element("label", {}, "查找 ", search),
    ),
    shown,
  );
}

function group(title, items, sheets, kind) {
  const lines = items.map((item) =>
    row([
      element("td", { class: CLASSES[item.severity] }, item.severity),
      element("td", { class: "text" }, kind(item)),
      element("td", { class: "text" }, item.file ? `${item.file}　` : "", place(item, sheets)),
      element("td", { class: "text" }, item.message),
      element("td", { class: "text" }, item.remedy),
      ...("news" in item ? [item.news] : []),
    ]),
  );
  const head = ["严重程度", "种类", "位置", "问题", "处理办法"];
  if ("news" in items[0]) head.push("与上次比");
  return element(
    "div",
    { class: "group" },
    element("h3", {}, `${title}（${items.length}条）`),
    table(title, head, lines),
  );
}

function place(item, sheets) {
  const cut = item.where.lastIndexOf("!");
  const sheet = sheets.find((one) => one.title === item.where.slice(0, Math.max(cut, 0)));
  if (!sheet) return item.where;
  return element("button", { type: "button", class: "link", onclick: () => showCell(sheet, item.where) }, item.where);
}
