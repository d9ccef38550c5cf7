"""Restore: output and side file give the original back, byte for byte; what does not belong together is refused."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleantext import Cleaner
from cleantext.cli.main import main
from cleantext.formats.sidefile import Closing, Head, document_edits
from cleantext.formats.sidefile_lines import closing_line, document_line, head_line
from test_bytes import EDITED, LITERALS, UNEDITED
from test_promises import TEXTS

APPEAL = "Support our journalism from £2 a month."


def main_bytes(arguments: list[str], data: bytes, out: Path) -> bytes:
    """What a run gives for `data` on standard input; it must succeed and say nothing."""
    source = out.with_name("in.bin")
    source.write_bytes(data)
    assert main([*arguments, "-o", str(out), str(source)]) == 0
    return out.read_bytes()


def there_and_back(data: bytes, folder: Path, *arguments: str) -> bytes:
    """`data` cleaned and restored; cleaning and restoring again change nothing."""
    edits = str(folder / "edits.jsonl")
    cleaned = main_bytes([*arguments, "--edits", edits], data, folder / "out.bin")
    assert main_bytes(["restore", "--edits", edits], data, folder / "same.bin") == data  # is the original already
    return main_bytes(["restore", "--edits", edits], cleaned, folder / "back.bin")


@pytest.mark.parametrize(("encoding", "before", "after"), [row[1:] for row in EDITED], ids=[row[0] for row in EDITED])
def test_every_byte_comes_back(encoding: str, before: str, after: str, tmp_path: Path) -> None:
    data = before.encode(encoding)
    assert there_and_back(data, tmp_path, "--encoding", encoding) == data
    assert (tmp_path / "out.bin").read_bytes() == after.encode(encoding) != data


@pytest.mark.parametrize("data", UNEDITED.values(), ids=UNEDITED.keys())
def test_what_was_not_changed_comes_back(data: bytes, tmp_path: Path) -> None:
    assert there_and_back(data, tmp_path) == data


@pytest.mark.parametrize("literal", [row[1] for row in LITERALS], ids=[row[0] for row in LITERALS])
@pytest.mark.parametrize("order", ["{0} {1}", "{1}\\n\\n{0}"])
def test_every_spelling_comes_back(literal: str, order: str, tmp_path: Path) -> None:
    spelled = order.format(literal, "Support our journ\\u0061lism from \\u00A32 a month\\u002E")
    data = b'{"z":1.0e5, "a" : [1E400,-0], "text" :\t"%s", "text2":{"text":"%s"} }\r\n' % (
        spelled.encode(),
        spelled.encode(),
    )
    assert there_and_back(data * 2, tmp_path, "--jsonl") == data * 2
    assert len((tmp_path / "out.bin").read_bytes()) < len(data * 2)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (f"{APPEAL}\n\n\ufeffOne mill.", "utf-8"),  # what stays begins like a file with a byte order mark
        (f"{APPEAL}\n\n\ufeffOne mill.", "utf-16-le"),
        (f"\ufeff{APPEAL}\n\n\ufeffOne mill.", "utf-8"),
    ],
)
def test_what_looks_like_a_byte_order_mark(text: str, encoding: str, tmp_path: Path) -> None:
    data = text.encode(encoding)
    assert there_and_back(data, tmp_path, "--encoding", encoding) == data


def test_two_halves_of_a_character_do_not_become_one(tmp_path: Path) -> None:
    data = b'{"text": "A mill. \\ud83d[Advertisement]\\ude00"}\n{"text": "\\ud83dAdvertisement\\ude00"}'
    assert there_and_back(data, tmp_path, "--jsonl", "--level", "deep") == data


@settings(max_examples=120, deadline=None)
@given(
    text=TEXTS,
    level=st.sampled_from(["light", "standard", "deep"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32-be"]),
)
def test_every_text_comes_back(text: str, level: str, encoding: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    data = text.replace("\0", "").encode(encoding)
    folder = tmp_path_factory.getbasetemp()
    assert there_and_back(data, folder, "--level", level, "--encoding", encoding) == data


@settings(max_examples=120, deadline=None)
@given(
    texts=st.lists(TEXTS | st.text(st.characters()).map(lambda text: f"{text} {APPEAL} {text}"), max_size=3),
    level=st.sampled_from(["light", "standard", "deep"]),
    ascii_only=st.booleans(),
)
def test_every_record_comes_back(
    texts: list[str], level: str, ascii_only: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    lines = [json.dumps({"text": text}, ensure_ascii=ascii_only) for text in texts]
    data = "\n".join(lines).encode("utf-8", "replace").replace(b"\\u000a", b"\\n").replace(b"\\/", b"/")
    folder = tmp_path_factory.getbasetemp()
    assert there_and_back(data, folder, "--jsonl", "--level", level) == data


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    monkeypatch.chdir(tmp_path)
    files = {}
    for number in range(12):
        name = f"d{number % 3}/{number // 3}.txt"
        text = f"Mill {number}.\r\n\r\n{APPEAL if number % 2 else 'It burned.'}\r\n"
        files[name] = ("\ufeff" if number % 4 else "").encode() + text.encode()
    for name, data in files.items():
        Path("raw", name).parent.mkdir(parents=True, exist_ok=True)
        Path("raw", name).write_bytes(data)
    return files


def contents(folder: str) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in Path(folder).rglob("*") if path.is_file()
    }


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_folder_into_another_and_back(corpus: dict[str, bytes], jobs: str) -> None:
    assert main(["-q", "-j", jobs, "--edits", "edits.jsonl", "-o", "clean", "raw"]) == 0
    assert contents("clean") != corpus
    assert main(["restore", "-q", "--edits", "edits.jsonl", "-o", "back", "clean"]) == 0
    assert contents("back") == corpus


def test_a_folder_in_place_and_back(corpus: dict[str, bytes]) -> None:
    assert main(["-q", "--edits", "raw/edits.jsonl", "-i", "raw"]) == 0
    assert main(["restore", "-q", "--edits", "raw/edits.jsonl", "-i", "--include", "*", "raw"]) == 0
    Path("raw", "edits.jsonl").unlink()
    assert contents("raw") == corpus


def test_two_folders_with_the_same_names(corpus: dict[str, bytes]) -> None:
    assert main(["-q", "--edits", "edits.jsonl", "-i", "raw/d0", "raw/d1", "raw/d2"]) == 0
    assert main(["restore", "-q", "--edits", "edits.jsonl", "-i", "raw/d2", "raw/d1/1.txt", "raw/d0", "raw/d1"]) == 0
    assert contents("raw") == corpus


def test_a_name_that_could_be_two_is_refused(
    corpus: dict[str, bytes], capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["-q", "--edits", "edits.jsonl", "-i", "raw/d0", "raw/d1", "raw/d2"]) == 0
    Path("1.txt").write_bytes(b"")
    assert main(["restore", "--edits", "edits.jsonl", "1.txt"]) == 2
    said = "cleantext: 1.txt: by edits.jsonl it may be raw/d0/1.txt or raw/d2/1.txt\n"
    assert capsysbinary.readouterr() == (b"", said.encode())


def test_the_rest_is_restored_and_can_be_run_again(
    corpus: dict[str, bytes], capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["-q", "--edits", "edits.jsonl", "-i", "raw"]) == 0
    path = Path("raw", "d0", "1.txt")
    cleaned = path.read_bytes()
    path.write_bytes(cleaned + b"more")
    assert main(["restore", "--edits", "edits.jsonl", "-i", "raw"]) == 2
    out, err = capsysbinary.readouterr()
    assert out == b""
    assert err.startswith(b"cleantext: raw/d0/1.txt: not the text of which edits.jsonl:")
    assert err.endswith(b"12 files: 5 restored, 6 unchanged, 1 failed\n")
    assert contents("raw") == corpus | {"d0/1.txt": cleaned + b"more"}
    path.write_bytes(cleaned)
    assert main(["restore", "-q", "--edits", "edits.jsonl", "-i", "raw"]) == 0
    assert contents("raw") == corpus


def test_standard_input_and_output(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.chdir(tmp_path)
    data = f"\ufeffA mill.\r\n{APPEAL}\r\n".encode()
    for arguments in (["--edits", "e.jsonl"], ["restore", "--edits", "e.jsonl"]):
        monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(data)))
        assert main(arguments) == 0
        data, err = capsysbinary.readouterr()
        assert err == b""
    assert data == f"\ufeffA mill.\r\n{APPEAL}\r\n".encode()


def test_a_corpus_in_another_encoding_is_restored_in_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_bytes(f"Une café.\n\n{APPEAL}\n".encode("latin-1"))
    assert main(["--encoding", "latin-1", "--edits", "e.jsonl", "-i", "a.txt"]) == 0
    Path("a.txt").write_bytes(Path("a.txt").read_bytes().decode("latin-1").encode())
    assert main(["restore", "--encoding", "utf-8", "--edits", "e.jsonl", "-i", "a.txt"]) == 0
    assert Path("a.txt").read_bytes() == f"Une café.\n\n{APPEAL}\n".encode()


def test_a_document_in_parts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.chdir(tmp_path)
    parts = [f"\ufeffMill {number}.\n\n{APPEAL if number % 3 else 'It burned.'}\n\n" for number in range(9)]
    results = [Cleaner().clean(part) for part in parts]
    lines, start, output_start = [head_line(Head("0.1.0", "x", {}))], 0, 0
    for result in results:
        if result.changed:
            edits = document_edits("", "a.txt", 0, result)
            lines.append(document_line(replace(edits, start=start, output_start=output_start)))
        start += len(result.original)
        output_start += len(result.text)
    Path("e.jsonl").write_bytes(b"".join([*lines, closing_line(Closing(documents=1, changed=1, sources={".": 1}))]))
    original, cleaned = "".join(parts), "".join(result.text for result in results)
    for text in (cleaned, original):  # and again: it is the original already
        Path("a.txt").write_bytes(text.encode("utf-16-le"))
        assert main(["restore", "--edits", "e.jsonl", "--encoding", "utf-16-le", "-i", "a.txt"]) == 0
        assert Path("a.txt").read_bytes() == original.encode("utf-16-le")
    Path("a.txt").write_bytes(cleaned.replace("Mill 4", "Mill x").encode())
    assert main(["restore", "--edits", "e.jsonl", "a.txt"]) == 2
    assert capsysbinary.readouterr().err.startswith(b"cleantext: a.txt: not the text of which e.jsonl:4 tells")
    assert sum(1 for _ in lines) == 7
