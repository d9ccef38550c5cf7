"""A corpus of JSON lines made by a seed, and the side file of its edits: as many as asked for, without cleaning."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

from cleantext import Edit, Result
from cleantext.formats.jsonl import spelled
from cleantext.formats.sidefile import Closing, Head, document_edits
from cleantext.formats.sidefile_lines import closing_line, document_line, head_line

CATEGORIES = ("appeal", "newsletter", "related", "caption", "nav", "share", "legal", "ad")
STORY = "The ferry ran twice an hour until the wind turned and nobody in the harbour wanted to be the first to say so."
RESIDUE = (
    "Sign up for letter {} now",
    "READ MORE: story {}",
    "{} min read",
    "Photo: Jane Doe {}/Elm Press",
    "Support us from £{} a month",
)


def make_corpus(folder: Path, edits: int, rules: int = 300, seed: int = 7) -> Path:
    """Writes corpus.jsonl and edits.jsonl into `folder`, and says where the latter is."""
    random = Random(seed)
    corpus, side = folder / "corpus.jsonl", folder / "edits.jsonl"
    made = documents = length = removed = 0
    with corpus.open("wb") as records, side.open("wb") as out:
        out.write(head_line(Head("0.1.0", "0" * 32, {"level": "deep"}, field="text")))
        while made < edits:
            documents += 1
            text, found = _document(random, min(edits - made, random.randint(1, 12)), rules)
            result = Result(text, tuple(found))
            pieces = tuple(spelled(text[edit.start : edit.end]) for edit in found)
            records.write(json.dumps({"text": text}, ensure_ascii=False).encode() + b"\n")
            out.write(document_line(document_edits(str(folder), corpus.name, documents, result, pieces)))
            made += len(found)
            length += len(text)
            removed += sum(edit.end - edit.start for edit in found)
        out.write(closing_line(Closing(documents, documents, 0, made, length, removed, {str(corpus): documents})))
    return side


def _document(random: Random, many: int, rules: int) -> tuple[str, list[Edit]]:
    text, found = "", []
    for _ in range(many):
        text += " ".join([STORY] * random.randint(1, 4)) + "\n\n"
        start = len(text)
        text += random.choice(RESIDUE).format(random.randint(1, 99)) + random.choice(["", "", " today", "!"]) + "\n\n"
        rule = int(rules * random.random() ** 3)  # some rules fire often, most seldom
        category = CATEGORIES[rule % len(CATEGORIES)]
        found.append(Edit(start, len(text), f"made/rule-{rule}", category, "standard", evidence=f"“{rule}”"))
    return text + STORY, found
