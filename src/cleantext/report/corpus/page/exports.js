// Exports: what was marked, as files for `cleantext evaluate`, for a pack, and for whatever else.

function download(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = element("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

// Each marked document that is here to the letter, with what should remain of it.
function labelledLines(judgedWhole) {
  const lines = [];
  for (const entry of documents) {
    const found = entry.removals.map((removal) => marks.get(removal.key));
    const count = (mark) => found.filter((each) => each === mark).length;
    const unmarked = count(undefined);
    if (!entry.whole || unmarked === found.length || (judgedWhole && unmarked)) continue;
    const text = entry.parts.map((piece, index) => (index % 2 ? piece[2] : piece)).join("");
    const gold = entry.parts.map((piece, index) => (index % 2 ? (found[(index - 1) / 2] === "wrong" ? piece[2] : "") : piece)).join("");
    lines.push(JSON.stringify({
      text, gold, file: where(entry), source: data.sources[entry.source],
      marks: { right: count("right"), wrong: count("wrong"), unmarked },
    }));
  }
  return lines;
}

function leftOutOfLabelled() {
  const here = new Set(documents.filter((entry) => entry.whole).flatMap((entry) => entry.removals.map((each) => each.key)));
  return [...removals.keys()].filter((key) => marks.has(key) && !here.has(key)).length;
}

// A removed text with the rest of its line, unless something else was removed from that line or it is long.
function example(removal) {
  const { document: number, part } = removal;
  const bare = removal.removed.trim();
  if (number === undefined || !documents[number].whole) return bare;
  const { parts } = documents[number];
  const before = parts[part - 1];
  const after = parts[part + 1];
  const start = before.lastIndexOf("\n");
  const end = after.indexOf("\n");
  if ((start < 0 && part > 1) || (end < 0 && part + 2 < parts.length)) return bare;
  const line = (before.slice(start + 1) + removal.removed + (end < 0 ? after : after.slice(0, end))).trim();
  return line.length <= 600 ? line : bare;
}

function tomlString(text) {
  return JSON.stringify(text).replaceAll("\x7f", "\\u007f");
}

function keepsToml() {
  const byRule = new Map();
  for (const removal of marked("wrong")) {
    const text = example(removal);
    if (!text || !text.isWellFormed?.() && /[\ud800-\udfff]/.test(text.replace(/[\ud800-\udbff][\udc00-\udfff]/g, ""))) continue;
    byRule.set(removal.rule.id, (byRule.get(removal.rule.id) ?? new Set()).add(text));
  }
  const lines = [
    "# Removed wrongly, by rule. Put each list into the `keeps` of that rule in your pack and mend the rule until",
    "# `cleantext rules test` passes. For a rule that is not yours, --ignore leaves it out and --protect spares a phrase.",
  ];
  for (const [id, texts] of [...byRule].sort()) {
    lines.push("", "[[rule]]", `id = ${tomlString(id.slice(id.indexOf("/") + 1))} # ${id.replace(/[\x00-\x1f\x7f]/g, " ")}`, "keeps = [");
    lines.push(...[...texts].map((text) => `    ${tomlString(text)},`), "]");
  }
  return byRule.size ? `${lines.join("\n")}\n` : "";
}

function markLines() {
  return [...removals.values()].filter((removal) => marks.has(removal.key)).map((removal) => JSON.stringify({
    mark: marks.get(removal.key), rule: removal.rule.id, category: removal.rule.category, file: removal.name,
    ...(removal.line ? { line: removal.line } : {}), start: removal.start + (removal.from ?? 0), removed: removal.removed,
  }));
}

function say(message) {
  document.getElementById("export-said").textContent = message;
}

function setUpExports() {
  document.getElementById("export-labelled").addEventListener("click", () => {
    const lines = labelledLines(document.getElementById("export-judged").checked);
    const left = leftOutOfLabelled();
    const note = left ? ` ${counted(left, "mark")} of documents that are not here to the letter left out.` : "";
    if (lines.length) download("labelled.jsonl", "application/jsonl", lines.map((line) => `${line}\n`).join(""));
    say(`${lines.length ? `labelled.jsonl: ${counted(lines.length, "document")}.` : "No such document yet."}${note}`);
  });
  document.getElementById("export-keeps").addEventListener("click", () => {
    const text = keepsToml();
    if (text) download("keeps.toml", "application/toml", text);
    say(text ? "keeps.toml: what was removed wrongly." : "Nothing is marked wrong yet.");
  });
  document.getElementById("export-marks").addEventListener("click", () => {
    const lines = markLines();
    if (lines.length) download("marks.jsonl", "application/jsonl", lines.map((line) => `${line}\n`).join(""));
    say(lines.length ? `marks.jsonl: ${counted(lines.length, "mark")}.` : "Nothing is marked yet.");
  });
  document.getElementById("forget").addEventListener("click", () => {
    const keys = [...removals.keys()].filter((key) => marks.has(key));
    if (!keys.length || !window.confirm(`Forget ${counted(keys.length, "mark")}?`)) return;
    for (const key of keys) {
      setMark(key, null);
    }
    showAll();
    say("Forgotten.");
  });
}
