// Elements: made of text only. Nothing that was removed from a document is ever parsed as HTML.

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) {
      made.addEventListener(key.slice(2), value);
    } else if (value === true) {
      made.setAttribute(key, "");
    } else if (value !== false && value !== null && value !== undefined) {
      made.setAttribute(key, value);
    }
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

const number = new Intl.NumberFormat("en");

function counted(count, name) {
  return `${number.format(count)} ${name}${count === 1 ? "" : "s"}`;
}

function share(part, whole) {
  if (!whole) return "–";
  const percent = (100 * part) / whole;
  return percent && percent < 0.001 ? "under 0.001 %" : `${Number(percent.toPrecision(3))} %`;
}

// A list that shows some of its items, and more when asked. `make` makes one item.
function paged(holder, items, size, make, frame) {
  holder.replaceChildren();
  if (!items.length) {
    holder.append(element("p", { class: "nothing" }, "Nothing here passes the filters."));
    return;
  }
  const { outer, inner } = frame();
  holder.append(outer);
  let shown = 0;
  const button = element("button", { type: "button", class: "more", onclick: () => more(true) });
  function more(asked) {
    const added = items.slice(shown, shown + size).map(make);
    shown += added.length;
    inner.append(...added);
    const left = items.length - shown;
    button.textContent = `Show ${number.format(Math.min(left, size))} more of ${number.format(left)}`;
    if (!left) button.remove();
    if (asked) added[0]?.querySelector("button, a, [tabindex]")?.focus();
  }
  if (items.length > size) holder.append(button);
  more(false);
}

// The two buttons that judge a removal, kept in step wherever the same removal stands on the page.
function judge(removal) {
  const group = element("span", { class: "judge", role: "group", "aria-label": `Was this right? ${removal.rule.id}` });
  for (const mark of ["right", "wrong"]) {
    group.append(element("button", {
      type: "button", "data-mark": mark, "aria-pressed": String(marks.get(removal.key) === mark),
      onclick: () => toggle(removal, mark),
    }, mark === "right" ? "Right" : "Wrong"));
  }
  group.dataset.key = removal.key;
  return group;
}

function toggle(removal, mark) {
  setMark(removal.key, marks.get(removal.key) === mark ? null : mark);
  showMark(removal.key);
}

function showMark(key) {
  const mark = marks.get(key);
  for (const group of document.querySelectorAll(`.judge[data-key="${CSS.escape(key)}"]`)) {
    for (const button of group.querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(button.dataset.mark === mark));
    }
    const card = group.closest(".card");
    if (card) card.dataset.mark = mark ?? "";
  }
  for (const piece of document.querySelectorAll(`del[data-key="${CSS.escape(key)}"]`)) {
    piece.dataset.mark = mark ?? "";
  }
  showMarkCounts();
}

function ruleButton(rule) {
  return element("button", {
    type: "button", class: "plain", title: "Filter by this rule", onclick: () => filterBy({ rule: rule.id }),
  }, rule.id);
}
