"""What is loaded when, and who may know whom: by the list of modules, not by the clock."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

import cleantext

ROOT = Path(cleantext.__file__).parent
_REPORT = """
import sys, io
from cleantext.cli.main import main
before = set(sys.modules)
sys.stdin = io.TextIOWrapper(io.BytesIO(b'One mill.'))
code = main(sys.argv[1:])
sys.stdout.flush()
print("\\n" + "\\n".join(sorted({name.partition(".")[0] for name in sys.modules} | set(sys.modules))))
"""


def loaded(*arguments: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", _REPORT, *arguments], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    assert not done.stderr
    return set(done.stdout.split("\n"))


def test_version_loads_next_to_nothing() -> None:
    modules = loaded("--version")
    assert "cleantext.cli.main" in modules
    heavy = {"rich", "regex", "click", "tomllib", "importlib.metadata", "cleantext.engine", "cleantext.packs"}
    assert not modules & heavy


def test_version_needs_little_of_the_standard_library() -> None:
    # Each of these takes a good part of the time in which Python starts. Without site, which may load them itself.
    code = "from cleantext.cli.main import main; main(['--version']); import sys; print(*sys.modules)"
    environment = {**os.environ, "PYTHONPATH": str(ROOT.parent)}
    done = subprocess.run([sys.executable, "-S", "-c", code], capture_output=True, check=True, env=environment)
    modules = set(done.stdout.split())
    assert b"cleantext.cli.main" in modules
    assert not modules & {b"typing", b"functools", b"enum", b"collections", b"re", b"signal", b"contextlib"}


@pytest.mark.parametrize("arguments", [[], ["-"]])
def test_nothing_but_paths_loads_no_click(arguments: list[str]) -> None:
    modules = loaded(*arguments)
    assert "cleantext.engine.cleaner" in modules
    assert not modules & {"click", "rich", "regex", "uuid", "locale"}


def test_completion_loads_no_engine() -> None:
    environment = {
        **os.environ,
        "_CLEANTEXT_COMPLETE": "bash_complete",
        "COMP_WORDS": "cleantext --li",
        "COMP_CWORD": "1",
    }
    command = [sys.executable, "-X", "importtime", "-m", "cleantext"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    assert "plain,--line-buffered" in done.stdout
    assert "click" in done.stderr
    assert "cleantext.engine.cleaner" not in done.stderr


@pytest.mark.parametrize(
    "arguments", [["clean", "--version"], ["--help"], ["rules", "--help"], ["evaluate", "--help"], ["report", "--help"]]
)
def test_help_loads_no_engine(arguments: list[str]) -> None:
    modules = loaded(*arguments)
    assert "click" in modules
    assert not modules & {"rich", "regex", "tomllib", "importlib.metadata", "cleantext.engine.cleaner"}


@pytest.mark.parametrize("arguments", [["-"], ["--check"], ["--diff", "--color=never"], ["--removed"]])
def test_cleaning_loads_no_rich(arguments: list[str]) -> None:
    modules = loaded(*arguments)
    assert "cleantext.engine.cleaner" in modules
    assert not modules & {"rich", "importlib.metadata", "concurrent.futures.process", "multiprocessing", "tempfile"}
    assert "cleantext.evaluate" not in modules


def test_a_table_loads_rich() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _REPORT, "--stats"], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    assert "rich" in done.stdout.split("\n")


# Floors: a folder may import from those that follow it, and from itself.
FLOORS = ["cli", "report", "evaluate", "batch", "formats", "packs", "heuristics", "engine"]
# The cleaner asks for the rules that come with cleantext, and heuristics and packs are made of rules: one floor.
SAME_FLOOR = {"engine", "heuristics", "packs"}


def imported(path: Path) -> set[str]:
    """The folders of ours from which a module imports, also within functions."""
    package = ["cleantext", *path.relative_to(ROOT).parts[:-1]]
    found = set()
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            parts = [*base, *(node.module or "").split(".")]
        elif isinstance(node, ast.Import):
            parts = node.names[0].name.split(".")
        else:
            continue
        if parts[0] == "cleantext" and len(parts) > 1 and parts[1] in FLOORS:
            found.add(parts[1])
    return found


@pytest.mark.parametrize("folder", FLOORS)
def test_imports_go_down(folder: str) -> None:
    modules = sorted((ROOT / folder).rglob("*.py"))
    assert modules
    allowed = set(FLOORS[FLOORS.index(folder) :]) | (SAME_FLOOR if folder in SAME_FLOOR else set())
    for path in modules:
        above = imported(path) - allowed
        assert not above, f"{path.relative_to(ROOT)} imports from {', '.join(sorted(above))}"
