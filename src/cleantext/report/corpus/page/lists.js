// The lists that the filters narrow: rules, commonest texts, samples.

const order = { column: "characters", descending: true };

function judged(rule) {
  const found = judgedByRule.get(rule.number);
  return found ? `${found.right} of ${found.right + found.wrong} right` : "";
}

const judgedByRule = new Map();

function countMarks() {
  judgedByRule.clear();
  for (const removal of removals.values()) {
    const mark = marks.get(removal.key);
    if (!mark) continue;
    const found = judgedByRule.get(removal.rule.number) ?? { right: 0, wrong: 0 };
    found[mark] += 1;
    judgedByRule.set(removal.rule.number, found);
  }
}

const COLUMNS = [
  ["id", "Rule", false], ["category", "Category", false], ["level", "Level", false], ["edits", "Removals", true],
  ["characters", "Characters", true], ["documents", "Documents", true],
];

function showRules() {
  const direction = order.descending ? -1 : 1;
  const found = rules.filter((rule) => ruleIsWanted(rule)).sort((one, other) => {
    const [left, right] = [one[order.column], other[order.column]];
    return left === right ? one.number - other.number : direction * (left < right ? -1 : 1);
  });
  const heading = ([column, title, isNumber]) => element("th", {
    scope: "col", class: isNumber ? "number" : null,
    "aria-sort": order.column === column ? (order.descending ? "descending" : "ascending") : null,
  }, element("button", {
    type: "button", class: "sort", onclick: () => {
      order.descending = order.column === column ? !order.descending : isNumber;
      order.column = column;
      showRules();
      document.querySelector(`#rules-list [data-column="${column}"]`).focus();
    }, "data-column": column,
  }, title + (order.column === column ? (order.descending ? " ↓" : " ↑") : "")));
  const row = (rule) => element("tr", {},
    element("th", { scope: "row" }, ruleButton(rule)),
    element("td", {}, rule.category), element("td", {}, rule.level),
    element("td", { class: "number" }, number.format(rule.edits)),
    element("td", { class: "number" }, number.format(rule.characters)),
    element("td", { class: "number" }, number.format(rule.documents)),
    element("td", { class: "number" }, share(rule.characters, data.length)),
    element("td", { "data-judged": rule.number }, judged(rule)));
  paged(document.getElementById("rules-list"), found, 25, row, () => table("Table of rules", [
    ...COLUMNS.map(heading), element("th", { scope: "col", class: "number" }, "Share of text"),
    element("th", { scope: "col" }, "Your marks"),
  ]));
}

function table(label, headings) {
  const inner = element("tbody");
  const outer = element("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": label },
    element("table", { class: "wide" }, element("thead", {}, element("tr", {}, ...headings)), inner));
  return { outer, inner };
}

function showCommon() {
  const found = data.common.filter(([text, , , by]) => by.some((rule) => ruleIsWanted(rules[rule])) && textIsWanted(text));
  const row = ([text, count, characters, by]) => {
    const cell = element("td");
    by.forEach((rule, index) => cell.append(index ? ", " : "", ruleButton(rules[rule])));
    return element("tr", {},
      element("td", { class: "number" }, (data.commonError ? "≥ " : "") + number.format(count)),
      element("td", { class: "text" }, text || element("span", { class: "aside" }, "(white space)")), cell);
  };
  paged(document.getElementById("common-list"), found, 25, row, () => table("Table of texts", [
    element("th", { scope: "col", class: "number" }, "Count"), element("th", { scope: "col" }, "Text"),
    element("th", { scope: "col" }, "Removed by"),
  ]));
}

function showSamples() {
  const found = samples.filter(isWanted);
  paged(document.getElementById("samples-list"), found, 30, card, () => {
    const outer = element("ol", { class: "cards" });
    return { outer, inner: outer };
  });
  return found.length;
}

function card(removal) {
  const text = element("p", { class: "text-body excerpt" });
  if (removal.before === undefined) {
    text.append(...gone(removal));
  } else {
    const other = (piece) => (Array.isArray(piece)
      ? element("s", { title: "removed too" }, hidden(" [removed too: "), piece[0], hidden("] "))
      : piece);
    text.append(...removal.before.map(other), ...gone(removal), ...removal.after.map(other));
  }
  const made = element("li", { class: "card", tabindex: -1, "data-mark": marks.get(removal.key) ?? "" },
    element("div", { class: "about" }, ruleButton(removal.rule), element("span", { class: "tag" }, removal.rule.category),
      element("span", { class: "name" }, where(removal))),
    text,
    removal.before === undefined ? element("p", { class: "evidence" }, `The text around it could not be had: ${removal.missing}.`) : null,
    removal.evidence ? element("p", { class: "evidence" }, `Went by: ${removal.evidence}`) : null,
    judge(removal));
  made.removal = removal;
  if (removal.document !== undefined) {
    made.append(" ", element("button", {
      type: "button", onclick: () => openDocument(documents[removal.document], removal.part),
    }, "Show in document"));
  }
  return made;
}

// Said by screen readers only, which as a rule do not say that a text is crossed out.
function hidden(text) {
  return element("span", { class: "hidden" }, text);
}

// The removed text; the white space at its ends, which went with it, is not coloured.
function gone(removal, attributes = {}) {
  const [, before, text, after] = /^(\s*)([^]*?)(\s*)$/.exec(removal.removed);
  return [before, element("del", attributes, hidden(" [removed: "),
    text || element("span", { class: "aside" }, "white space"), hidden("] ")), after];
}

// r, w, u judge a removal; j and k go to the next and the one before.
function onKey(event, removal, step) {
  if (!removal || event.ctrlKey || event.metaKey || event.altKey) return;
  const key = event.key.toLowerCase();
  if (key === "j" || key === "k") {
    step(key === "j" ? 1 : -1);
  } else if (key === "r" || key === "w" || key === "u") {
    setMark(removal.key, { r: "right", w: "wrong", u: null }[key]);
    showMark(removal.key);
  } else {
    return;
  }
  event.preventDefault();
}

function onSampleKey(event) {
  const here = event.target.closest(".card");
  onKey(event, here?.removal, (by) => {
    const next = by > 0 ? here.nextElementSibling : here.previousElementSibling;
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
  });
}
