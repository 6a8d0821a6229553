// Elements made of text, never of markup: what stands in somebody's workbook is shown, not run.

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

export function drawn(name, attributes = {}, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

export function byId(id) {
  return document.getElementById(id);
}

export function showDetail(title, ...children) {
  byId("detail-title").textContent = title;
  byId("detail-body").replaceChildren(...children);
  byId("detail").showModal();
}

// A table with its header, which scrolls by itself where it is longer than the window.
export function table(label, head, lines, caption = null) {
  return element(
    "div",
    { class: "scroll", tabindex: "0", role: "region", "aria-label": label },
    element(
      "table",
      {},
      caption && element("caption", {}, caption),
      element("thead", {}, element("tr", {}, ...head.map((text) => element("th", { scope: "col" }, text)))),
      element("tbody", {}, ...lines),
    ),
  );
}

// A row of a table; the cells are texts or elements.
export function row(cells, name = "td") {
  return element("tr", {}, ...cells.map((cell) => (cell instanceof Element ? cell : element(name, {}, cell))));
}
