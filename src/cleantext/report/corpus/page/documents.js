// Documents: a table of those that are here, and each in a dialog with its removals in place.

const KINDS = { share: "most removed, by share", amount: "most removed, by amount", veto: "vetoed", random: "random" };

function showDocuments() {
  const kind = document.getElementById("kind").value;
  const found = documents.filter((entry) => (!kind || entry.kinds?.includes(kind)) && documentIsWanted(entry));
  if (kind === "share") found.sort((one, other) => other.removed / other.length - one.removed / one.length);
  if (kind === "amount") found.sort((one, other) => other.removed - one.removed);
  const row = (entry) => element("tr", {},
    element("th", { scope: "row" }, element("button", {
      type: "button", class: "plain", onclick: () => openDocument(entry),
    }, where(entry))),
    element("td", { class: "number" }, share(entry.removed, entry.length)),
    element("td", { class: "number" }, number.format(entry.removed)),
    element("td", { class: "number" }, number.format(entry.length)),
    element("td", { class: "number" }, number.format(entry.edits)),
    element("td", {}, (entry.kinds ?? []).map((each) => KINDS[each]).join(", ") || "of a sample"),
    element("td", {}, entry.missing ? "removals only" : entry.whole ? "whole" : "abridged"));
  paged(document.getElementById("documents-list"), found, 25, row, () => table("Table of documents", [
    element("th", { scope: "col" }, "Document"),
    ...["Removed", "Characters removed", "Characters", "Removals"].map((title) => element("th", { scope: "col", class: "number" }, title)),
    element("th", { scope: "col" }, "Why here"), element("th", { scope: "col" }, "Text"),
  ]));
  return found.length;
}

let current = null; // the removal that the foot of the dialog tells of

function openDocument(entry, part) {
  const dialog = document.getElementById("document");
  const body = document.getElementById("document-body");
  document.getElementById("document-title").textContent = where(entry);
  const text = element("div", { class: "text-body" });
  entry.parts.forEach((piece, index) => {
    text.append(...(index % 2 ? removedPiece(entry.removals[(index - 1) / 2], index) : stayedPiece(piece)).filter((each) => each !== ""));
  });
  const left = entry.edits - entry.removals.length;
  body.replaceChildren(
    element("p", { class: "about" }, `${number.format(entry.removed)} of ${number.format(entry.length)} characters removed (${share(entry.removed, entry.length)}) in ${counted(entry.edits, "removal")}`),
    ...(entry.missing ? [element("p", { class: "warning" }, `Only what was removed is shown: the text could not be had, because ${entry.missing}.`)] : []),
    ...(left > 0 ? [element("p", { class: "warning" }, `The last ${number.format(left)} removals are not shown.`)] : []),
    ...(entry.vetoes ?? []).map((veto) => element("p", { class: "warning" }, `Stopped by a guard: ${veto}`)),
    text);
  dialog.querySelector("footer").hidden = !entry.removals.length;
  dialog.showModal();
  dialog.scrollTop = 0;
  const first = body.querySelector(part === undefined ? "del" : `del[data-part="${part}"]`);
  select(first);
  if (part === undefined) {
    document.getElementById("document-close").focus();
  } else {
    first?.focus({ preventScroll: true });
    first?.scrollIntoView({ block: "center" });
  }
}

// Makes a removal the one that the foot of the dialog tells of.
function select(piece) {
  if (piece === current) return;
  current?.removeAttribute("aria-current");
  current = piece;
  if (!piece) return;
  piece.setAttribute("aria-current", "true");
  const { removal } = piece;
  document.getElementById("document-removal").replaceChildren(
    element("strong", {}, removal.rule.id), element("span", { class: "tag" }, removal.rule.category), judge(removal),
    ...(removal.evidence ? [element("p", { class: "evidence" }, `Went by: ${removal.evidence}`)] : []));
}

function step(by) {
  const pieces = [...document.querySelectorAll("#document-body del")];
  const next = pieces[pieces.indexOf(current) + by];
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: "center" });
}

function setUpDialog() {
  const dialog = document.getElementById("document");
  const body = document.getElementById("document-body");
  document.getElementById("document-close").addEventListener("click", () => dialog.close());
  document.getElementById("document-back").addEventListener("click", () => step(-1));
  document.getElementById("document-on").addEventListener("click", () => step(1));
  for (const kind of ["focusin", "click"]) {
    body.addEventListener(kind, (event) => select(event.target.closest("del") ?? current));
  }
  dialog.addEventListener("keydown", (event) => onKey(event, current?.removal, step));
  dialog.addEventListener("close", () => select(null));
}

function stayedPiece(piece) {
  if (typeof piece === "string") return [piece];
  const aside = (count, why) => element("span", { class: "aside" }, ` [${number.format(count)} characters that stayed${why}] `);
  if (typeof piece === "number") return piece ? [aside(piece, "")] : [];
  return [piece[0], aside(piece[1], ", left out here"), piece[2]];
}

function removedPiece(removal, part) {
  const pieces = gone(removal, { tabindex: 0, "data-part": part, "data-key": removal.key, "data-mark": marks.get(removal.key) ?? "" });
  pieces[1].removal = removal;
  return pieces;
}
