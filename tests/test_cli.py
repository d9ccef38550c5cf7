"""The command line as people use it: one file of tests/cli for each behaviour.

A case names its `args`, and may give `stdin`, `files` to start from, and what is expected: `exit` (0), `stdout` and
`stderr` (nothing), and `files_after`, the files that are different afterwards, in full. In all of these "[..]" stands
for any part of a line, "[...]" on a line of its own for any number of lines.
"""

from __future__ import annotations

import io
import re
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from cleantext.cli.main import main

CASES = sorted(Path(__file__).with_name("cli").glob("*.toml"))
KEYS = {"args", "stdin", "files", "exit", "stdout", "stderr", "files_after"}


def expected(pattern: str) -> re.Pattern[str]:
    escaped = re.escape(pattern).replace(re.escape("[...]\n"), "(?:.*\n)*").replace(re.escape("[..]"), ".*")
    return re.compile(escaped)


def contents(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes().decode("utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(
    path: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    case: dict[str, Any] = tomllib.loads(path.read_bytes().decode("utf-8"))
    assert case.keys() <= KEYS
    for name, text in case.get("files", {}).items():
        target = tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode("utf-8"))
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(case.get("stdin", "").encode("utf-8"))))

    code = main(case["args"])

    out, err = (stream.decode("utf-8") for stream in capsysbinary.readouterr())
    assert (code, err) == (case.get("exit", 0), err)
    for stream, said in (("stdout", out), ("stderr", err)):
        assert expected(case.get(stream, "")).fullmatch(said), f"{stream}:\n{said}"
    after, found = case.get("files", {}) | case.get("files_after", {}), contents(tmp_path)
    assert found == {
        name: found[name] if name in found and expected(text).fullmatch(found[name]) else text
        for name, text in after.items()
    }


def test_there_are_cases() -> None:
    assert len(CASES) > 30
