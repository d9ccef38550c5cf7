"use strict";
// What the page works on: removals with their marks, and which of them the filters let through.

const data = JSON.parse(document.getElementById("data").textContent);
const rules = data.rules.map(([id, category, level, edits, characters, documents, sampled], number) => (
  { id, category, level, edits, characters, documents, sampled, number }
));

function storage(action) {
  try {
    return action(window.localStorage);
  } catch {
    return null; // forbidden or full: the marks then last as long as the page
  }
}

function where(entry) {
  const name = entry.line ? `${entry.name}:${entry.line}` : entry.name;
  return entry.from === undefined ? name : `${name}, from character ${entry.from}`;
}

// A removal: `went` is [start, rule, removed text, evidence].
function removalOf(entry, went, more) {
  const [start, rule, removed, evidence] = went;
  return {
    key: `${entry.id}:${start}:${rules[rule].id}`,
    name: entry.name, line: entry.line, from: entry.from, source: entry.source, missing: entry.missing,
    start, rule: rules[rule], removed, evidence, ...more,
  };
}

const documents = data.documents.map((entry, number) => ({
  ...entry,
  number,
  removals: entry.parts.flatMap((went, part) => (part % 2 ? [removalOf(entry, went, { document: number, part })] : [])),
}));

const CONTEXT = 160; // characters on each side of a removal

// What surrounds a part of a document, as far as the text is there.
function around(entry, part) {
  if (entry.missing) {
    return {};
  }
  const original = (index) => {
    const piece = entry.parts[index];
    return index % 2 ? piece[2] : typeof piece === "string" ? piece : null;
  };
  let before = "";
  let after = "";
  for (let index = part - 1; index >= 0 && before.length < CONTEXT; index -= 1) {
    const piece = original(index);
    before = (piece ?? entry.parts[index][2]) + before;
    if (piece === null) break;
  }
  for (let index = part + 1; index < entry.parts.length && after.length < CONTEXT; index += 1) {
    const piece = original(index);
    after += piece ?? entry.parts[index][0];
    if (piece === null) break;
  }
  return { before: before.slice(-CONTEXT), after: after.slice(0, CONTEXT) };
}

const samples = data.samples.map((entry) => {
  if (entry.document === undefined) {
    return removalOf(entry, entry.went, { before: entry.before, after: entry.after });
  }
  const whole = documents[entry.document];
  return { ...whole.removals[(entry.part - 1) / 2], ...around(whole, entry.part) };
});

// Marks are kept for all reports of this browser, so that one made anew still has those of the old one.
const MARKS = "cleantext-marks/1";
const marks = new Map(Object.entries(storage((kept) => JSON.parse(kept.getItem(MARKS))) ?? {}));

function setMark(key, mark) {
  if (mark) {
    marks.set(key, mark);
  } else {
    marks.delete(key);
  }
  storage((kept) => kept.setItem(MARKS, JSON.stringify(Object.fromEntries(marks))));
}

const removals = new Map([...documents.flatMap((entry) => entry.removals), ...samples].map((each) => [each.key, each]));

function marked(mark) {
  return [...removals.values()].filter((each) => marks.get(each.key) === mark);
}

// The filters. Each is a test of one removal; "" lets everything through.
const wanted = { category: "", rule: "", source: "", text: "", mark: "" };

const ruleIds = new Set(rules.map((rule) => rule.id));

function ruleIsWanted(rule) {
  return (!wanted.category || rule.category === wanted.category) && (!wanted.rule || (ruleIds.has(wanted.rule) ? rule.id === wanted.rule : rule.id.includes(wanted.rule)));
}

function textIsWanted(text) {
  return !wanted.text || text.toLowerCase().includes(wanted.text);
}

function isWanted(removal) {
  return (
    ruleIsWanted(removal.rule) &&
    (!wanted.source || String(removal.source) === wanted.source) &&
    (!wanted.mark || (marks.get(removal.key) ?? "none") === wanted.mark) &&
    (textIsWanted(removal.removed) || textIsWanted(where(removal)))
  );
}

function documentIsWanted(entry) {
  if (entry.removals.length) {
    return entry.removals.some(isWanted);
  }
  const filtered = wanted.category || wanted.rule || wanted.mark;
  return !filtered && (!wanted.source || String(entry.source) === wanted.source) && textIsWanted(where(entry));
}
