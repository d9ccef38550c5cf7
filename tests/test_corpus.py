"""Human-made article texts stay as they are: only where the corpus for measuring is present."""

import gzip
import json
import re
from pathlib import Path

import pytest

from cleantext import Cleaner

DEV = Path(__file__).parent.parent.parent / "shared" / "corpus" / "dev"
TOKEN = re.compile(r"\w+")


def texts() -> list[str]:
    found = {}
    for path in sorted(DEV.glob("*.jsonl.gz")):
        for line in gzip.decompress(path.read_bytes()).decode("utf-8").split("\n"):
            if line:
                record = json.loads(line)
                found[path.name, record["id"]] = record["gold"]
    return list(found.values())


@pytest.mark.skipif(not DEV.is_dir(), reason="no corpus here")
@pytest.mark.parametrize(("level", "share"), [("light", 0.9999), ("standard", 0.999)])
def test_article_texts_keep_their_tokens(level: str, share: float) -> None:
    cleaner = Cleaner(level=level)
    tokens = lost = 0
    for text in texts():
        tokens += len(TOKEN.findall(text))
        lost += sum(len(TOKEN.findall(text[edit.start : edit.end])) for edit in cleaner.clean(text).edits)
    assert tokens > 0
    assert 1 - lost / tokens >= share
