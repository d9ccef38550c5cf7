"""The side file: what is written comes back as it was; what is damaged is refused with file and line."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleantext import Edit, Result
from cleantext.cli.main import main
from cleantext.engine.errors import CleantextError
from cleantext.formats.jsonl import Literal, spelled
from cleantext.formats.sidefile import Closing, DocumentEdits, Head, digest, document_edits
from cleantext.formats.sidefile_lines import closing_line, document_line, head_line, read

APPEAL = "Support our journalism from £2 a month."
HEAD = Head("0.1.0", "abc", {"level": "deep", "only": ["ad"]}, "latin-1", "body")
CLOSING = Closing(3, 1, 0, 2, 60, 12, {"raw/d": 3})

# No surrogates beside each other: no JSON string gives them.
TEXTS = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from("\ud83d\ude00\u2028\x7f\\\"'/é\n"), max_size=40
)


def result_of(text: str, cuts: list[int]) -> Result:
    borders = sorted({min(cut, len(text)) for cut in cuts})
    pairs = zip(borders[::2], borders[1::2])
    return Result(
        text, tuple(Edit(start, end, "x/ad", "ad", "light", evidence="“é”") for start, end in pairs), ("why",)
    )


@settings(deadline=None)
@given(text=TEXTS, cuts=st.lists(st.integers(0, 40), max_size=6), line=st.integers(0, 3))
def test_what_is_written_is_read(
    text: str, cuts: list[int], line: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "edits.jsonl"
    document = document_edits("raw\udcff", "d/a.txt", line, result_of(text, cuts))
    path.write_bytes(head_line(HEAD) + document_line(document) + closing_line(CLOSING))
    assert list(read(path)) == [HEAD, document, CLOSING]
    assert document.original_length == len(text)
    assert path.read_bytes().count(b"\n") == len(path.read_bytes().decode().splitlines()) == 3


@pytest.mark.parametrize(
    ("literal", "key"),
    [
        ("Café\\n“AD”", None),
        ("Caf\\u00e9\\n\\u201cAD\\u201d", "escaped"),
        ("Caf\\u00E9\\n“AD”", "literal"),
        ("Café\\u000a“AD”", "literal"),
        ("AD\\/AD", "literal"),
    ],
)
def test_a_spelling_is_kept_where_it_is_not_the_plainest(literal: str, key: str | None, tmp_path: Path) -> None:
    text = json.loads(f'"{literal}"')
    edit = Edit(0, len(text), "x/ad", "ad", "light")
    pieces = Literal(f'{{"text":"{literal}"}}', "text").pieces([edit])
    assert pieces == (literal,)
    line = document_line(document_edits("", "a.jsonl", 1, Result(text, (edit,)), pieces))
    (entry,) = json.loads(line)["edits"]
    assert {"escaped", "literal"} & entry.keys() == ({key} if key else set())
    path = tmp_path / "edits.jsonl"
    path.write_bytes(head_line(HEAD) + line + closing_line(CLOSING))
    _, document, _ = read(path)
    assert isinstance(document, DocumentEdits)
    assert (document.removals[0].literal or spelled(text)) == literal


def test_the_terms_of_a_score_are_left_out() -> None:
    def told(evidence: str) -> str:
        edit = Edit(0, 2, "x/ad", "ad", "light", evidence=evidence)
        return document_edits("", "a.txt", 0, Result("AD", (edit,))).removals[0].evidence

    assert told("ends in a credit: Photo: Jane Doe/Reuters") == "ends in a credit: Photo: Jane Doe/Reuters"
    assert told(f"4.2 points: {', '.join(f'term-{number} +1.0' for number in range(6))}") == "4.2 points"


GOOD = [
    head_line(HEAD),
    document_line(document_edits("", "a.txt", 0, result_of("One AD.", [3, 6]))),
    closing_line(CLOSING),
]


def broken(line: int, old: bytes, new: bytes) -> bytes:
    lines = list(GOOD)
    assert old in lines[line]
    lines[line] = lines[line].replace(old, new)
    return b"".join(lines)


# name, content, what is said
DAMAGED = [
    ("empty", b"", "edits.jsonl: empty"),
    ("text", b"One mill.\n", "edits.jsonl:1: not a side file of cleantext --edits: not JSON"),
    ("other-json", b'{"text": "x"}\n', "edits.jsonl:1: not a side file of cleantext --edits"),
    ("list", b"[]\n", "edits.jsonl:1: not a side file of cleantext --edits: not a JSON object"),
    ("schema", broken(0, b"edits/1", b"edits/2"), "edits.jsonl:1: schema 'cleantext-edits/2', this version"),
    ("head", broken(0, b'"rules"', b'"r"'), "edits.jsonl:1: damaged: no 'rules'"),
    ("cut-off", b"".join(GOOD[:2]), "edits.jsonl:3: cut off: no closing line"),
    ("half-a-line", b"".join(GOOD)[:-9], "edits.jsonl:3: damaged: not JSON"),
    ("not-utf-8", broken(1, b" AD", b"\xff"), "edits.jsonl:2: damaged: not JSON"),
    ("goes-on", b"".join(GOOD) + GOOD[1], "edits.jsonl:4: damaged: something follows the closing line"),
    ("no-edits", broken(1, b'"edits"', b'"edit"'), "edits.jsonl:2: damaged: no 'edits'"),
    ("negative", broken(1, b'"start":3', b'"start":-3'), "edits.jsonl:2: damaged: a number was expected"),
    ("order", broken(1, b'"start":3', b'"start":9'), "edits.jsonl:2: damaged: edits out of order"),
    ("text-length", broken(1, b'"removed":" AD"', b'"removed":" ADS"'), "edits.jsonl:2: damaged: an edit is not as"),
    ("lengths", broken(1, b'"output_length":4', b'"output_length":5'), "edits.jsonl:2: damaged: the lengths do not"),
    ("kind", broken(1, b'"rule":"x/ad"', b'"rule":7'), "edits.jsonl:2: damaged: a text was expected"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "said"), [row[1:] for row in DAMAGED], ids=[row[0] for row in DAMAGED])
def test_what_is_damaged_is_refused(content: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / "edits.jsonl"
    path.write_bytes(content)
    with pytest.raises(CleantextError) as error:
        list(read(path))
    assert str(error.value).startswith(f"{tmp_path}{os.sep}{said}")


def test_reading_does_not_wait_for_the_end(tmp_path: Path) -> None:
    path = tmp_path / "edits.jsonl"
    path.write_bytes(b"".join(GOOD[:2]) + b"rubbish")
    found = read(path)
    assert isinstance(next(found), Head)
    assert isinstance(next(found), DocumentEdits)


def test_the_number_of_workers_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for number in range(40):
        path = tmp_path / "raw" / f"d{number % 3}" / f"{number}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(f"Mill {number}.\n\n{APPEAL if number % 2 else 'It burned.'}\n".encode())
    (tmp_path / "raw" / "bad.txt").write_bytes(b"caf\xe9")
    for jobs in ("1", "3"):
        assert main(["--check", "-q", "-j", jobs, "--edits", f"edits{jobs}.jsonl", "raw"]) == 2
    assert Path("edits1.jsonl").read_bytes() == Path("edits3.jsonl").read_bytes()
    _, *documents, closing = read(Path("edits3.jsonl"))
    assert isinstance(closing, Closing)
    assert (closing.documents, closing.changed, closing.failed, len(documents)) == (40, 20, 1, 20)
    assert closing.sources == {"raw/d0": 14, "raw/d1": 13, "raw/d2": 13}
    assert all(isinstance(document, DocumentEdits) and Path(document.name).is_file() for document in documents)


@pytest.mark.skipif(os.name != "posix", reason="needs POSIX")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_leaves_the_edits_of_all_that_was_cleaned(jobs: str, tmp_path: Path) -> None:
    before = f"The mill burned.\n\n{APPEAL}\n\nNobody was hurt.\n".encode()
    folder = tmp_path / "corpus"
    folder.mkdir()
    for number in range(3_000):
        (folder / f"{number:04}.txt").write_bytes(before)
    edits = tmp_path / "edits.jsonl"
    with subprocess.Popen(
        [sys.executable, "-m", "cleantext", "-q", "-i", "-j", jobs, "--edits", str(edits), str(folder)],
        start_new_session=True,
    ) as process:
        deadline = time.monotonic() + 120
        while (folder / "0040.txt").read_bytes() == before and time.monotonic() < deadline:
            time.sleep(0.01)
        os.killpg(process.pid, signal.SIGINT)
        assert process.wait(120) == 130
    cleaned = {path.name for path in folder.iterdir() if path.read_bytes() != before}
    _, *documents, closing = read(edits)
    assert isinstance(closing, Closing)
    assert closing.interrupted
    assert 0 < len(cleaned) < 3_000
    named = [document.file for document in documents if isinstance(document, DocumentEdits)]
    assert cleaned <= set(named)
    assert len(named) == len(set(named)) <= len(cleaned) + 1  # one may have been about to be written
    assert not [path for path in (*tmp_path.iterdir(), *folder.iterdir()) if path.name.startswith(".")]


def test_the_digest_is_that_of_b2sum() -> None:
    assert digest("One mill.\n") == "880a96b7abce17b3587af0efb55a101b"


def test_the_page_on_it_names_every_key() -> None:
    page = (Path(__file__).parent.parent / "docs" / "edits.md").read_text(encoding="utf-8")
    named = {}
    for section in page.split("\n## ")[1:]:
        rows = re.findall(r"^\| (`\w+`(?:, `\w+`)*) \|", section, re.MULTILINE)
        named[section.split("\n")[0]] = set(re.findall(r"`(\w+)`", " ".join(rows)))
    edit = Edit(0, 2, "x/ad", "ad", "light", "-", "“é”")

    def made(literal: str) -> DocumentEdits:
        return document_edits("raw", "a", 1, Result("é.", (edit,), ("why",)), (literal,))

    lines = [
        json.loads(line)
        for literal in ("\\u00e9.", "\\u00E9.")
        for line in (
            head_line(HEAD),
            document_line(replace(made(literal), start=0, output_start=1)),
        )
    ]
    assert named["The head"] == lines[0].keys()
    assert named["A document"] == lines[1].keys()
    assert {"start", "output_start"} <= lines[1].keys()
    assert named["An edit"] == lines[1]["edits"][0].keys() | lines[3]["edits"][0].keys()
    closing = json.loads(closing_line(Closing(1, 1, 1, 1, 1, 1, {"raw": 1}, interrupted=True)))["closing"]
    (section,) = (section for section in page.split("\n## ") if section.startswith("The closing line"))
    assert {f"`{key}`" for key in closing} <= set(re.findall(r"`\w+`", section))
