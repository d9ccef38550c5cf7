"""Imports go down only: engine, heuristics and packs know no files to clean, formats and batch no people."""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "cleantext"
FLOORS = {"engine": 0, "heuristics": 0, "packs": 0, "formats": 1, "batch": 1, "evaluate": 1, "report": 2, "cli": 2}
MODULES = sorted(path for path in SOURCE.rglob("*.py") if path.parent != SOURCE)


def imported(path: Path) -> set[str]:
    """The folders of the package that a module imports from."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    return {name.split(".")[1] for name in names if name.startswith("cleantext.")}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_imports_go_down_only(path: Path) -> None:
    floor = FLOORS[path.relative_to(SOURCE).parts[0]]
    assert {name for name in imported(path) if FLOORS[name] > floor} == set()
