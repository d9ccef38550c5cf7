"""Bytes: what stays keeps its bytes, whatever they are; what is no text is refused and left alone."""

from __future__ import annotations

import codecs
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext.cli.main import main
from cleantext.engine.edits import Edit, apply
from cleantext.engine.errors import CleantextError
from cleantext.formats.entries import Form, entries
from cleantext.formats.jsonl import document_in, with_edits
from cleantext.formats.text import decode, encode, encoding_of, looks_like_html

APPEAL = "Support our journalism from £2 a month."

# name, encoding, before, after
EDITED = [
    ("lf", "utf-8", f"One mill.\n\n{APPEAL}\n\nTwo mills.\n", "One mill.\n\nTwo mills.\n"),
    ("crlf", "utf-8", f"One mill.\r\n\r\n{APPEAL}\r\n\r\nTwo mills.\r\n", "One mill.\r\n\r\nTwo mills.\r\n"),
    ("lone-cr", "utf-8", f"One mill.\r\r{APPEAL}\r\rTwo mills.\r", "One mill.\r\rTwo mills.\r"),
    ("mixed", "utf-8", f"One\r\nmill.\n\n{APPEAL}\n\nTwo\rmills.\r\n", "One\r\nmill.\n\nTwo\rmills.\r\n"),
    ("no-final-newline", "utf-8", f"One mill.\n\n{APPEAL}\n\nTwo mills.", "One mill.\n\nTwo mills."),
    ("bom", "utf-8", f"\ufeffOne mill.\n\n{APPEAL}\n", "\ufeffOne mill.\n"),
    ("bom-before-residue", "utf-8", f"\ufeff{APPEAL}\n\nOne mill.\n", "\ufeffOne mill.\n"),
    ("bom-named", "utf-8-sig", f"One mill.\n\n{APPEAL}\n", "One mill.\n"),
    ("utf-16", "utf-16", f"One mill.\r\n\r\n{APPEAL}\r\n", "One mill.\r\n"),
    ("utf-16-be", "utf-16-be", f"\ufeffOne mill.\n\n{APPEAL}\n", "\ufeffOne mill.\n"),
    ("utf-32", "utf-32", f"One mill.\n\n{APPEAL}\n", "One mill.\n"),
    ("latin-1", "latin-1", f"Une café.\n\n{APPEAL}\n", "Une café.\n"),
    ("separators", "utf-8", f"One\u2028m\x85.\x0b\n\n{APPEAL}\n\nTwo.\x0c", "One\u2028m\x85.\x0b\n\nTwo.\x0c"),
    ("controls", "utf-8", f"\x1b[31mOne\x01mill.\n\n{APPEAL}\n", "\x1b[31mOne\x01mill.\n"),
    ("only-residue", "utf-8", APPEAL, ""),
]  # fmt: skip


@pytest.mark.parametrize(("encoding", "before", "after"), [row[1:] for row in EDITED], ids=[row[0] for row in EDITED])
def test_what_stays_keeps_its_bytes(
    encoding: str, before: str, after: str, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(before.encode(encoding))
    arguments = ["--encoding", encoding] if encoding != "utf-8" else []

    assert main([*arguments, str(path)]) == 0
    out, err = capsysbinary.readouterr()
    assert (out, err) == (after.encode(encoding), b"")

    assert main([*arguments, "-i", str(path)]) == 0
    assert path.read_bytes() == after.encode(encoding)


UNEDITED = {
    "empty": b"",
    "newlines": b"\n\r\n\r\n\n",
    "bom-alone": codecs.BOM_UTF8,
    "bom-twice": codecs.BOM_UTF8 * 2 + b"One.",
    "mixed": b"One.\r\nTwo.\rThree.\n",
    "separators": "One\u2028two\u2029three\x85four\x0bfive\x0csix\x1cseven".encode(),
    "trailing-space": b" One. \t\n\n\n\n  ",
}


@pytest.mark.parametrize("data", UNEDITED.values(), ids=UNEDITED.keys())
def test_without_residue_nothing_changes(
    data: bytes, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    assert main([str(path)]) == 0
    assert capsysbinary.readouterr() == (data, b"")


# name, data, arguments, what is said
REFUSED = [
    ("latin-1", b"caf\xe9.", [], "not utf-8 at byte 3 (--encoding names another)"),
    ("behind-a-bom", codecs.BOM_UTF8 + b"caf\xe9.", [], "not utf-8 at byte 6 (--encoding names another)"),
    ("surrogate", b"x\xed\xa0\x80", [], "not utf-8 at byte 1 (--encoding names another)"),
    ("nul", b"PNG\x00\x01", [], "binary, not text: NUL at byte 3"),
    ("utf-16", "mill".encode("utf-16"), [], "looks like UTF-16 (try --encoding utf-16)"),
    ("cut-utf-16", b"\xff\xfea\x00b", ["--encoding", "utf-16"], "not utf-16-le at byte 4 (--encoding names another)"),
    ("ascii", "é".encode(), ["--encoding", "ascii"], "not ascii at byte 0 (--encoding names another)"),
]


@pytest.mark.parametrize(("data", "arguments", "said"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_what_cannot_be_read_is_named_and_left_alone(
    data: bytes, arguments: list[str], said: str, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    assert main([*arguments, "-i", str(path)]) == 2
    assert capsysbinary.readouterr() == (b"", f"cleantext: {path}: {said}\n".encode())
    assert path.read_bytes() == data


def test_an_encoding_that_does_not_come_back_is_refused() -> None:
    # Two ways to write the same character in cp932: Python writes the other one.
    data = b"\x87\x90 mill."
    encoding = encoding_of(data, "cp932")
    assert encode(decode(data, encoding, "a"), encoding, "a") != data
    (entry, _), *_ = entries([data], "a.txt", Form("cp932"))
    from cleantext import Result

    assert entry.rewrite
    with pytest.raises(CleantextError, match=r"^a\.txt: cannot be cleaned as cp932"):
        entry.rewrite(Result(entry.text or "", ()))


# name, literal before, literal after: only the appeal goes, the spelling of the rest stays
LITERALS = [
    ("plain", f"The mill. {APPEAL}", "The mill."),
    ("escaped-letters", "Caf\\u00e9 mill. Support our journalism from \\u00a32 a month.", "Caf\\u00e9 mill."),
    ("mixed-escapes", f"Caf\\u00e9 é mill. {APPEAL}", "Caf\\u00e9 é mill."),
    ("surrogate-pair", f"\\ud83d\\ude00 \\uD83D\\uDE00 😀 mill. {APPEAL}", "\\ud83d\\ude00 \\uD83D\\uDE00 😀 mill."),
    ("lone-surrogate", f"\\ud83d\\ud83d\\ude00 \\ude00 mill. {APPEAL}", "\\ud83d\\ud83d\\ude00 \\ude00 mill."),
    ("slash", f'a\\/b/c \\"d\\" \\\\ mill. {APPEAL}', 'a\\/b/c \\"d\\" \\\\ mill.'),
    ("newlines", f"A\\r\\nmill.\\u000a\\n{APPEAL}\\n\\nB.\\t", "A\\r\\nmill.\\u000a\\nB.\\t"),
]


@pytest.mark.parametrize(("before", "after"), [row[1:] for row in LITERALS], ids=[row[0] for row in LITERALS])
def test_only_the_literal_of_the_field_changes(before: str, after: str) -> None:
    import cleantext

    frame = '{"z":1.0e5, "a" : [1E400,-0,12345678901234567890123], "text" :\t"%s", "text2":{"text":"%s"} }\r\n'
    line = frame % (before, before)
    edits = cleantext.Cleaner(only=["appeal"]).clean(document_in(line, "text")).edits
    assert with_edits(line, "text", edits) == frame % (after, before)


def test_of_equal_keys_the_last_counts() -> None:
    from cleantext import Edit

    line = '{"text": "AD one", "text": "AD two"}'
    assert document_in(line, "text") == "AD two"
    assert with_edits(line, "text", [Edit(0, 3, "x/ad", "ad", "light")]) == '{"text": "AD one", "text": "two"}'


# name, line, what is said
BAD_LINES = [
    ("rubbish", b"nonsense", "not JSON: Expecting value at character 1"),
    ("cut", b'{"text": "x', "not JSON: Unterminated string starting at character 10"),
    ("two-records", b'{"text": "x"} {}', "not JSON: Extra data at character 15"),
    ("array", b'["text"]', "not a JSON object"),
    ("missing-field", b'{"Text": "x"}', "no field 'text'"),
    ("null", b'{"text": null}', "field 'text' is not a text"),
    ("number", b'{"text": 7}', "field 'text' is not a text"),
    ("big-number", b'{"text": ' + b"7" * 5000 + b"}", "field 'text' is not a text"),
    ("deep", b'{"text": ' + b"[" * 200_000, "not JSON that can be read: nested too deeply"),
    ("not-utf-8", b'{"text": "caf\xe9"}', "not utf-8 at byte 13 (--encoding names another)"),
    ("nul", b'{"text": "\x00"}', "binary, not text: NUL at byte 10"),
]


@pytest.mark.parametrize(("line", "said"), [row[1:] for row in BAD_LINES], ids=[row[0] for row in BAD_LINES])
def test_a_bad_line_is_named_and_kept_and_the_rest_is_done(
    line: bytes, said: str, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = tmp_path / "a.jsonl"
    good = b'\xef\xbb\xbf{"text": "A mill. Support our journalism from \xc2\xa32 a month."}\n \n'
    path.write_bytes(good + line + b"\r\n" + good[3:] + line)
    assert main(["--jsonl", str(path)]) == 2
    out, err = capsysbinary.readouterr()
    cleaned = b'\xef\xbb\xbf{"text": "A mill."}\n \n'
    assert out == cleaned + line + b"\r\n" + cleaned[3:] + line
    assert err.decode() == f"cleantext: {path}:3: {said}\ncleantext: {path}:6: {said}\n"


@given(
    text=st.text(st.sampled_from('aé😀\\"/\n\r\t\x01\ud83d\ude00\u2028'), max_size=30),
    places=st.sets(st.integers(0, 30), max_size=8),
    ascii_only=st.booleans(),
)
def test_edits_on_a_literal_are_edits_on_its_text(text: str, places: set[int], ascii_only: bool) -> None:
    line = json.dumps({"a": text, "text": text, "b": text}, ensure_ascii=ascii_only)
    text = json.loads(line)["text"]  # two halves of a pair have become one code point
    borders = sorted(min(place, len(text)) for place in places)
    edits = [Edit(start, end, "x/ad", "ad", "light") for start, end in zip(borders[::2], borders[1::2]) if start < end]
    expected = json.dumps({"a": text, "text": apply(text, edits), "b": text}, ensure_ascii=ascii_only)
    assert json.loads(with_edits(line, "text", edits)) == json.loads(expected)
    assert len(with_edits(line, "text", edits)) <= len(line)


def test_jsonl_in_an_encoding_that_has_no_lines_of_bytes(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes('{"text": "x"}'.encode("utf-16"))
    assert main(["--jsonl", "--encoding", "utf-16", str(path)]) == 2
    assert capsysbinary.readouterr().err.decode() == f"cleantext: {path}: JSON lines are not written in utf-16-le\n"


def test_a_stream_of_lines_is_read_as_it_comes() -> None:
    lines = iter([b'{"text": "One."}\n', b"{}\n"])
    first, _ = next(entries(lines, "stdin", Form(field="text")))
    assert first.text == "One."
    assert next(lines) == b"{}\n"  # still there


@pytest.mark.parametrize(
    ("text", "plainly"),
    [
        ("<!DOCTYPE html>\n<html><body>", True),
        ('<?xml version="1.0"?>\n<html>', True),
        ("<!-- saved -->\n<html>", True),
        ("<div><p>One</p><p>Two</p><ul><li>a</li><li>b</li></ul></div>", True),
        ("The <html> tag opens a page. <p>One</p> <p>Two</p> <p>Three</p> <p>Four</p> <p>Five</p>", False),
        ("<quote>", False),
        ("", False),
    ],
)
def test_what_is_plainly_html(text: str, plainly: bool) -> None:
    assert looks_like_html(text) is plainly
