import { element } from "./dom.js";
import { showCell } from "./preview.js";

const TYPED = "typed";

// The questions, each with its readings to choose from; `send` gets the answers that were given.
export function doubts(result, send) {
  if (!result.doubts.length) return element("p", {}, "没有存疑的读法。");
  const count = element("p", { role: "status" });
  const button = element("button", { type: "submit", class: "main" }, "填入指标总表，重新评估");
  const questions = result.doubts.map((doubt, index) => question(doubt, index, result.sheets));
  const given = () => questions.map((one) => one.answer()).filter(Boolean);

  function update() {
    const number = given().length;
    count.textContent = `共${questions.length}处存疑，已答复${number}处。`;
    button.disabled = number === 0;
  }

  update();
  return element(
    "form",
    {
      class: "questions",
      oninput: update,
      onsubmit: (event) => {
        event.preventDefault();
        send(given());
      },
    },
    element(
      "p",
      {},
      "下列各处有不止一种读法。知道是哪一种的，请选出来；可以只答一部分。答复写进指标总表的副本，随后重新评估；您原来的文件不会改动。",
    ),
    ...questions.map((one) => one.shown),
    count,
    button,
  );
}

function question(doubt, index, sheets) {
  const name = `doubt${index}`;
  const sheet = sheets.find((one) => doubt.where.startsWith(`${one.title}!`));
  const choice = (value, ...label) =>
    element("label", { class: "choice" }, element("input", { type: "radio", name, value }), " ", ...label);
  const typed = element("input", {
    type: "text",
    maxlength: "100",
    "aria-label": `${doubt.where}应当填写`,
    oninput: () => (shown.querySelector(`input[value=${TYPED}]`).checked = typed.value.trim() !== ""),
  });
  const shown = element(
    "fieldset",
    {},
    element("legend", {}, `${doubt.number}.${doubt.name}`),
    element("p", {}, `${doubt.what}${doubt.why}。应当读作：`),
    ...doubt.answers.map((word, place) => choice(String(place), word)),
    doubt.typed ? choice(TYPED, "都不是，这一格应当填 ", typed) : null,
    choice("", "现在不答"),
    element("p", { class: "context" }, `本行：${doubt.row}。`),
    doubt.effect ? element("p", { class: "context" }, `对结论的影响：${doubt.effect}。`) : null,
    sheet
      ? element("button", { type: "button", class: "link", onclick: () => showCell(sheet, doubt.where) }, `查看 ${doubt.where}`)
      : element("p", { class: "context" }, `位置：${doubt.where}`),
  );
  shown.querySelector("input[value='']").checked = true;

  function answer() {
    const { value } = shown.querySelector("input:checked");
    const text = typed.value.trim();
    if (value === "" || (value === TYPED && !text)) return null;
    const { number, what, choices } = doubt;
    const isTyped = value === TYPED;
    return { number, what, choices, word: isTyped ? "" : doubt.answers[Number(value)], typed: isTyped ? text : "" };
  }

  return { shown, answer };
}
