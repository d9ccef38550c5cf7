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

// What surrounds a part of a document: texts, and in lists of their own those that other removals took.
function around(entry, part) {
  if (entry.missing) {
    return {};
  }
  const piece = (index, backward) => {
    const found = entry.parts[index];
    if (index % 2) return [found[2]];
    return Array.isArray(found) ? found[backward ? 2 : 0] : found;
  };
  const length = (found) => (Array.isArray(found) ? found[0] : found).length;
  const clip = (found, from, to) => (Array.isArray(found) ? [found[0].slice(from, to)] : found.slice(from, to));
  const before = [];
  const after = [];
  for (let index = part - 1, left = CONTEXT; index >= 0 && left > 0; index -= 1) {
    const found = piece(index, true);
    before.unshift(clip(found, -left));
    left -= Array.isArray(entry.parts[index]) && index % 2 === 0 ? left : length(found);
  }
  for (let index = part + 1, left = CONTEXT; index < entry.parts.length && left > 0; index += 1) {
    const found = piece(index, false);
    after.push(clip(found, 0, left));
    left -= Array.isArray(entry.parts[index]) && index % 2 === 0 ? left : length(found);
  }
  return { before, after };
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
