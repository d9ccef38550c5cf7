"""Sentence ends in many languages, known failures included."""

import json
from pathlib import Path

import pytest

from cleantext.engine.sentences import sentence_ends

CASES = json.loads(Path(__file__).with_name("sentences.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, id=case["text"][:30], marks=[pytest.mark.xfail(strict=True)] if "fails" in case else [])
        for case in CASES
    ],
)
def test_sentences_end_where_a_reader_would_say(case: dict) -> None:
    text = case["text"]
    assert sentence_ends(text, 0, len(text)) == case["ends"]


@pytest.mark.parametrize("unit", ["a.", ".", "(", '"', "a. ", "。", "\u200b", "Mr. "])
def test_hostile_text_gives_no_more_ends_than_characters(unit: str) -> None:
    text = unit * 20_000
    ends = sentence_ends(text, 0, len(text))
    assert ends == sorted(set(ends))
    assert ends[-1] == len(text)
