import { element, row, table } from "./dom.js";

const STATES = { merged: "已汇总", merged_with_findings: "已汇总，有问题", returned: "退回", unfilled: "未填报", skipped: "未采用" };

export function submissions(result) {
  const lines = result.submissions.map((item) =>
    row([element("td", { class: "text" }, item.file), item.department, STATES[item.state] || item.state]),
  );
  return element(
    "div",
    {},
    result.missing_departments.length
      ? element("p", {}, `没有报送的单位：${result.missing_departments.join("、")}。`)
      : null,
    table("报送文件", ["文件", "单位", "状态"], lines),
  );
}

// Where each figure of the merged master comes from.
export function figures(result) {
  const lines = result.figures.map((item) =>
    row([
      String(item.number),
      element("td", { class: "text" }, item.name),
      item.item,
      item.text,
      item.fate,
      item.department,
      element("td", { class: "text" }, `${item.file}　${item.sheet}!${item.cell}`),
    ]),
  );
  return table("数据来源", ["序号", "指标", "项目", "填报的数", "处理", "单位", "来源"], lines);
}

// What the run before did not have, and which of its findings are gone.
export function compared(findings, before) {
  if (!before) return findings;
  const key = (item) => [item.file, item.code, item.where, item.message].join("\u0000");
  const known = new Set(before.map(key));
  const now = new Set(findings.map(key));
  const gone = before.filter((item) => !now.has(key(item)));
  return [
    ...findings.map((item) => ({ ...item, news: known.has(key(item)) ? "" : "新出现" })),
    ...gone.map((item) => ({ ...item, news: "已解决" })),
  ];
}
