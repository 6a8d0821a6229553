import { element, showDetail } from "./dom.js";

const AROUND = 12;

function letters(number) {
  let text = "";
  for (let left = number; left > 0; left = Math.floor((left - 1) / 26)) {
    text = String.fromCharCode(65 + ((left - 1) % 26)) + text;
  }
  return text;
}

// The rows around a cell such as 指标总表!C5, the cell marked.
export function showCell(sheet, where) {
  const found = /([A-Z]+)(\d+)/.exec(where.slice(where.lastIndexOf("!") + 1));
  const [name, number] = found ? [found[1], Number(found[2])] : ["", 1];
  const numbers = Object.keys(sheet.rows)
    .map(Number)
    .filter((row) => Math.abs(row - number) <= AROUND || row <= 3);
  const columns = Array.from({ length: sheet.columns }, (_, index) => index + 1);
  const head = element("tr", {}, element("td"), ...columns.map((column) => element("th", { scope: "col" }, letters(column))));
  const lines = numbers.map((row) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, String(row)),
      ...columns.map((column) => {
        const isHere = row === number && letters(column) === name;
        return element("td", isHere ? { class: "here", "aria-current": "true" } : {}, sheet.rows[row][column] || "");
      }),
    ),
  );
  const table = element("table", { class: "sheet" }, element("thead", {}, head), element("tbody", {}, ...lines));
  showDetail(where, table);
  const here = table.querySelector(".here");
  if (here) here.scrollIntoView({ block: "center", inline: "center" });
}
