"""The report on a corpus, without a browser: what is counted and sampled, and what the page holds."""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext import Edit, Result
from cleantext.batch.originals import Missing, originals
from cleantext.cli.main import main
from cleantext.formats.entries import Form
from cleantext.formats.sidefile import Closing, DocumentEdits, Head, document_edits
from cleantext.formats.sidefile_lines import closing_line, document_line, head_line, read
from cleantext.report.corpus import choose as choosing
from cleantext.report.corpus.commonest import Commonest, gist
from cleantext.report.corpus.data import page_data
from cleantext.report.corpus.gather import gather
from cleantext.report.corpus.page import build, render
from cleantext.report.corpus.reservoir import Reservoir
from made_corpus import make_corpus

HOSTILE = (
    "</script><script>window.hacked = 1</script><img src=x onerror='window.hacked=1'>"
    '<!--<script>\u2028\ud83d\x00\x7f"\\ end'
)


def side_file(folder: Path, documents: list[DocumentEdits], name: str = "edits.jsonl", *, closed: bool = True) -> Path:
    path = folder / name
    closing = Closing(
        len(documents) + 5,
        sum(bool(document.removals) for document in documents),
        0,
        sum(len(document.removals) for document in documents),
        sum(document.original_length for document in documents) + 500,
        0,
        {str(folder): len(documents) + 5},
    )
    lines = [head_line(Head("0.1.0", "ab" * 16, {"level": "standard"})), *map(document_line, documents)]
    path.write_bytes(b"".join([*lines, closing_line(closing)] if closed else lines))
    return path


def document(
    folder: Path, name: str, text: str, *removed: str, rule: str = "x/ad", category: str = "ad"
) -> DocumentEdits:
    edits = [
        Edit(text.index(each), text.index(each) + len(each), rule, category, "light", evidence=f"“{each[:9]}”")
        for each in removed
    ]
    return document_edits(str(folder), name, 0, Result(text, tuple(edits)))


class Page(HTMLParser):
    """What a page loads and runs, and the data in it."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.scripts: list[dict[str, str | None]] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.data: Any = None
        self.feed(page.decode("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag == "script":
            self.scripts.append(dict(attrs))

    def handle_data(self, data: str) -> None:
        if self.scripts and self.scripts[-1].get("id") == "data" and self.data is None:
            self.data = json.loads(data)


def test_all_edits_are_counted(tmp_path: Path) -> None:
    side = make_corpus(tmp_path, 3_000, rules=40)
    edits, characters, documents = Counter[str](), Counter[str](), Counter[str]()
    for found in read(side):
        if isinstance(found, DocumentEdits):
            edits.update(removal.rule for removal in found.removals)
            documents.update({removal.rule for removal in found.removals})
            for removal in found.removals:
                characters[removal.rule] += len(removal.removed)
    gathering, errors = gather([side], samples=5)
    assert not errors
    assert {rule: count.edits for (_, rule), count in gathering.rules.items()} == edits
    assert {rule: count.characters for (_, rule), count in gathering.rules.items()} == characters
    assert {rule: count.documents for (_, rule), count in gathering.rules.items()} == documents
    assert sum(count.edits for count in gathering.categories.values()) == gathering.edits == 3_000
    assert sum(count for _, count in gathering.shares.bins(0)) == gathering.changed == gathering.documents
    assert all(len(count.sample.items) == min(5, count.edits) for count in gathering.rules.values())


def test_a_sample_is_of_the_rule_it_is_said_to_be(tmp_path: Path) -> None:
    gathering, _ = gather([make_corpus(tmp_path, 2_000, rules=30)], samples=4)
    data = page_data(gathering)
    assert len(data["samples"]) == sum(min(4, rule[3]) for rule in data["rules"])
    for sample in data["samples"]:
        shown = data["documents"][sample["document"]]
        assert shown["parts"][sample["part"]][1] == sample["rule"]
        assert shown["whole"]


def test_the_same_input_gives_the_same_page(tmp_path: Path) -> None:
    side = make_corpus(tmp_path, 2_000)

    def page(seed: int) -> bytes:
        gathering, _ = gather([side], samples=2, seed=seed)
        return render(gathering, page_data(gathering))

    assert page(0) == page(0)
    assert page(0) != page(1)


def test_every_item_of_a_stream_has_its_chance() -> None:
    drawn = Counter[int]()
    for seed in range(4_000):
        sample = Reservoir[int](2, str(seed))
        for number in range(10):
            sample.add(number)
        drawn.update(sample.items)
    assert all(abs(drawn[number] - 800) < 130 for number in range(10)), drawn  # 5 standard deviations


@given(st.lists(st.sampled_from("abcdefghijklmnop"), max_size=300), st.integers(1, 6))
def test_counts_are_off_by_no_more_than_is_said(texts: list[str], capacity: int) -> None:
    counts = Commonest(capacity)
    for text in texts:
        counts.add(text, "ad", "x/ad")
    found = {common.text: common.count for common in counts.top(100)}
    assert len(found) < 2 * capacity
    for text, count in Counter(texts).items():
        assert found.get(text, 0) <= count <= found.get(text, 0) + counts.error


def test_texts_are_folded_by_white_space_digits_and_case() -> None:
    assert gist("Read\u00a0more:\n  3 STORIES ") == gist("read MORE: 12 stories")
    assert gist("Read more") != gist("Read less")
    long = "a b " * 500
    counts = Commonest()
    for text in (long, long + "c", long.upper()):
        counts.add(text, "ad", "x/ad")
    assert [common.count for common in counts.top(5)] == [2, 1]


@pytest.mark.parametrize("state", ["original", "cleaned"])
@pytest.mark.parametrize("place", ["there", "elsewhere", "a file"])
def test_a_text_is_found(tmp_path: Path, state: str, place: str) -> None:
    text = "One mill.\nAD\nTwo mills.\r\n"
    found = document(tmp_path / "raw", "d/a.txt", text, "AD\n")
    kept = text if state == "original" else text.replace("AD\n", "")
    path = tmp_path / ("raw" if place == "there" else "moved") / "d" / "a.txt"
    path.parent.mkdir(parents=True)
    path.write_bytes(kept.encode())
    texts = {"there": [], "elsewhere": [tmp_path / "moved"], "a file": [path]}[place]
    assert list(originals([found], Form(), texts)) == [(found, text)]


def test_a_text_that_is_not_the_one_is_not_shown_as_it(tmp_path: Path) -> None:
    names = ["gone.txt", "other.txt", "binary.txt"]
    found = [document(tmp_path, name, "One mill. AD", " AD") for name in names]
    (tmp_path / "other.txt").write_text("Two mills AD", encoding="utf-8")
    (tmp_path / "binary.txt").write_bytes(b"\0\1")
    assert [why for _, why in originals(found, Form())] == [Missing.GONE, Missing.OTHER, Missing.UNREADABLE]


def test_records_are_found_by_line_and_digest(tmp_path: Path) -> None:
    side = make_corpus(tmp_path, 300)
    wanted = [found for found in read(side) if isinstance(found, DocumentEdits)][::3]
    corpus = tmp_path / "corpus.jsonl"
    lines = corpus.read_bytes().splitlines(keepends=True)
    texts = [json.loads(line)["text"] for line in lines]
    lines[wanted[1].line - 1] = b'{"text": "another"}\n'
    lines[wanted[2].line - 1] = b"not JSON\n"
    corpus.write_bytes(b"".join(lines))
    found = {entry.line: text for entry, text in originals(wanted, Form(field="text"))}
    assert found == {entry.line: texts[entry.line - 1] for entry in wanted} | {
        wanted[1].line: Missing.OTHER,
        wanted[2].line: Missing.OTHER,
    }


def test_nothing_that_was_removed_runs_or_loads(tmp_path: Path) -> None:
    text = f"One mill.\n{HOSTILE}\nTwo mills.\n"
    found = document(tmp_path, "<img src=x>.txt", text, HOSTILE, rule="x/<b>'\"", category="<i>")
    gathering, _ = gather([side_file(tmp_path, [found])], samples=3)
    page = render(gathering, page_data(gathering))
    parsed = Page(page)
    assert [script.get("type") for script in parsed.scripts] == ["application/json", None]
    assert not [entry for entry in parsed.attributes if entry[1] in ("src", "onerror", "onload", "onclick")]
    assert all(value.startswith("#") for _, name, value in parsed.attributes if name == "href")
    assert parsed.data["documents"][0]["parts"][1][2] == HOSTILE
    assert "default-src 'none'" in page.decode("utf-8")
    assert parsed.data["common"][0][0] == HOSTILE.strip()


@pytest.mark.parametrize("state", ["original", "cleaned"])
def test_parts_are_counted_as_one_document_and_shown_each(tmp_path: Path, state: str) -> None:
    texts = ["One mill. AD\n" * 40, "Two mills. AD\n" * 40]
    cleaned = [text.replace(" AD", "") for text in texts]
    parts = []
    for number, text in enumerate(texts):
        edits = tuple(Edit(at.start(), at.end(), "x/ad", "ad", "light") for at in re.finditer(" AD", text))
        whole = document_edits(str(tmp_path), "long.txt", 0, Result(text, edits))
        before, before_output = ("", "") if not number else (texts[0], cleaned[0])
        parts.append(replace(whole, start=len(before), output_start=len(before_output)))
    (tmp_path / "long.txt").write_text("".join(texts if state == "original" else cleaned), encoding="utf-8")
    gathering, _ = gather([side_file(tmp_path, parts)], samples=3)
    assert (gathering.changed, gathering.length) == (1, len("".join(texts)))
    assert [count.documents for count in gathering.rules.values()] == [1]
    assert [count.documents for count in gathering.sources.values()] == [1]
    assert sum(count for _, count in gathering.shares.bins(0)) == 1
    shown = page_data(gathering)["documents"]
    assert [entry["from"] for entry in shown] == [0, len(texts[0])]
    assert [
        "".join(piece if isinstance(piece, str) else piece[2] for piece in entry["parts"]) for entry in shown
    ] == texts


def test_what_is_not_at_hand_is_said(tmp_path: Path) -> None:
    found = document(tmp_path, "gone.txt", "One mill. AD Two.", " AD")
    gathering, _ = gather([side_file(tmp_path, [found])], samples=3)
    data = page_data(gathering)
    (shown,) = data["documents"]
    assert shown["parts"] == [9, [9, 0, " AD", "“ AD”"], 5]
    assert shown["missing"] == Missing.GONE.value
    assert "whole" not in shown
    assert "could not be had" in render(gathering, data).decode()


def test_documents_are_shown_as_far_as_there_is_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    side = make_corpus(tmp_path, 4_000, rules=100)
    gathering, _ = gather([side], samples=8)
    everything = page_data(gathering)
    monkeypatch.setattr(choosing, "_DOCUMENTS", 500_000)
    monkeypatch.setattr(choosing, "_EXCERPTS", 60_000)
    some = page_data(gathering)
    assert all("document" in sample for sample in everything["samples"])
    assert len(some["documents"]) < len(everything["documents"])
    excerpts = [sample for sample in some["samples"] if "document" not in sample]
    assert excerpts
    assert all(sample["went"][2] and sample["before"] and sample["after"] for sample in excerpts)
    assert len(some["samples"]) < len(everything["samples"])
    assert {sample["rule"] for sample in some["samples"]} == set(range(len(some["rules"])))  # each rule has its turn
    size = len(json.dumps(some, ensure_ascii=False).encode())
    assert size < 500_000 + 60_000 + 250_000
    assert f"{len(some['samples']):,} of them are in this file" in render(gathering, some).decode()


def test_a_page_does_not_grow_by_what_has_to_be_spelled_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    documents = []
    for number in range(60):
        text = "<'&'>" * 600 + f"\nAD {number}\n" + "<'&'>" * 600
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
        documents.append(document(tmp_path, f"{number}.txt", text, f"AD {number}\n", rule=f"x/{number}"))
    gathering, _ = gather([side_file(tmp_path, documents)], samples=3)
    monkeypatch.setattr(choosing, "_DOCUMENTS", 400_000)
    assert len(render(gathering, page_data(gathering))) > 2_000_000
    monkeypatch.setattr("cleantext.report.corpus.page._MOST", 1_000_000)
    page = build(gathering)
    assert 200_000 < len(page) <= 1_000_000
    assert len(Page(page).data["samples"]) > 20


@pytest.mark.parametrize("library", ["leather", "jinja2"])
def test_what_it_takes_is_said(
    library: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in [name for name in sys.modules if name.startswith("cleantext.report.corpus")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, library, None)
    assert main(["report", str(make_corpus(tmp_path, 3)), "-o", str(tmp_path / "r.html")]) == 2
    said = capsys.readouterr().err
    assert said == "cleantext: a report takes leather and jinja2: pip install 'cleantext-cli[report]'\n"


def test_a_long_document_is_abridged(tmp_path: Path) -> None:
    text = "a mill. " * 9_000 + "AD\n" + "b mill. " * 9_000
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    gathering, _ = gather([side_file(tmp_path, [document(tmp_path, "a.txt", text, "AD\n")])], samples=3)
    (shown,) = page_data(gathering)["documents"]
    (head, left, tail), _, (_, _, end) = shown["parts"]
    assert text.startswith(head)
    assert len(head) + left + len(tail) == text.index("AD")
    assert text.endswith(end)
    assert "whole" not in shown


def test_vetoed_documents_are_there(tmp_path: Path) -> None:
    result = Result("Nothing but menu", (), ("heuristics stopped",))
    found = document_edits(str(tmp_path), "a.txt", 0, result)
    gathering, _ = gather([side_file(tmp_path, [found])], samples=3)
    (shown,) = page_data(gathering)["documents"]
    assert (shown["kinds"], shown["vetoes"], shown["edits"]) == (["veto"], ("heuristics stopped",), 0)
    assert b"Nothing was removed." in render(gathering, page_data(gathering))


def test_a_file_that_is_cut_off_counts_as_far_as_it_goes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    whole = side_file(tmp_path, [document(tmp_path, "a.txt", "One AD", " AD")], "whole.jsonl")
    cut = side_file(tmp_path, [document(tmp_path, "b.txt", "Two AD", " AD")], "cut.jsonl", closed=False)
    out = tmp_path / "r.html"
    assert main(["report", str(whole), str(cut), "-o", str(out)]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"cleantext: {cut}:3: cut off: no closing line\n")
    page = out.read_text(encoding="utf-8")
    assert "counted only as far as it could be read" in page
    assert re.search(r"<dt>Removals</dt><dd>2</dd>", page)
    assert re.search(r"<dt>Documents</dt><dd>not known</dd>", page)


def test_what_is_no_side_file_makes_no_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "One."}\n', encoding="utf-8")
    out = tmp_path / "r.html"
    assert main(["report", str(tmp_path / "a.jsonl"), str(tmp_path / "none.jsonl"), "-o", str(out)]) == 2
    assert capsys.readouterr().err.split("\n") == [
        f"cleantext: {tmp_path}/a.jsonl:1: not a side file of cleantext --edits",
        f"cleantext: {tmp_path}/none.jsonl: No such file or directory",
        "",
    ]
    assert not out.exists()


def test_a_side_file_is_not_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    side = make_corpus(tmp_path, 3)
    before = side.read_bytes()
    assert main(["report", str(side), "-o", str(side)]) == 2
    assert "is a side file to be read" in capsys.readouterr().err
    assert side.read_bytes() == before
