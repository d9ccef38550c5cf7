"""Evaluation: labels, measures and what each rule is blamed for, on pairs that can be counted by hand."""

from __future__ import annotations

import gzip
import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext import Cleaner, CleantextError, Edit
from cleantext.evaluate.evaluation import Evaluation, Removal, Stretch, evaluate, removal
from cleantext.evaluate.labels import Label, aligned, labelled, tokens
from cleantext.evaluate.measures import Agreement, Measure, agreement, measure, summary
from cleantext.evaluate.pairs import Fields, Pair, read_pairs
from cleantext.evaluate.run import evaluations, workers_for
from cleantext.evaluate.tally import Loss, Tally

ROOT = Path(__file__).parent.parent
PAIRS = ROOT / "fixtures" / "labelled" / "pairs.jsonl"
CORPUS = ROOT.parent / "shared" / "corpus"


def marks(text: str, gold: str, optional: tuple[str, ...] = ()) -> str:
    return "".join(label.name[0] for label in labelled(text, gold, optional).labels)


@pytest.mark.parametrize(
    ("text", "gold", "expected"),
    [
        ("", "the mill", ""),
        ("the mill", "", "NN"),
        ("Share THE Mill, burned!", "the mill burned", "NCCC"),
        # One or two tokens that agree are chance amid four of noise on either side, and at the ends ...
        ("a b c d mill f g h i", "mill", "NNNNNNNNN"),
        ("mill b c d e", "mill", "NNNNN"),
        ("a b c d the mill", "the mill", "NNNNNN"),
        ("the mill", "the mill", "NN"),
        # ... but not three, and not where something is near.
        ("a b c d the old mill f g h i", "the old mill", "NNNNCCCNNNN"),
        ("a b c mill e f g h", "mill", "NNNCNNNN"),
        ("the old mill b c d burned f g h i", "the old mill burned", "CCCNNNCNNNN"),
    ],
)
def test_what_is_on_a_common_subsequence_is_content(text: str, gold: str, expected: str) -> None:
    assert marks(text, gold) == expected


@pytest.mark.parametrize(
    ("optional", "expected"),
    [
        ((), "NNNNNCCCC"),
        (("The mill at Wexcombe burns",), "OOOOOCCCC"),
        (("mill at Wexcombe",), "NOOONCCCC"),
        (("The mill at Wexcombe smokes",), "OOOONCCCC"),  # four of five are enough
        (("A mill at Wexcombe smokes",), "NNNNNCCCC"),  # three are not
        (("the mill",), "NNNNNCCCC"),  # too short to be told from chance
        (("the mill at", "Wexcombe burns or not"), "OOONNCCCC"),
    ],
)
def test_optional_texts_are_found_among_the_noise(optional: tuple[str, ...], expected: str) -> None:
    assert marks("The mill at Wexcombe burns. Fire broke out early.", "Fire broke out early.", optional) == expected


words = st.lists(st.sampled_from("abcd"), max_size=12)


@given(words, words)
def test_the_alignment_is_a_longest_common_subsequence(first: list[str], second: list[str]) -> None:
    lengths = [[0] * (len(second) + 1) for _ in range(len(first) + 1)]
    for i, one in enumerate(first):
        for j, other in enumerate(second):
            longest = max(lengths[i][j + 1], lengths[i + 1][j])
            lengths[i + 1][j + 1] = lengths[i][j] + 1 if one == other else longest
    hits = [word for word, hit in zip(first, aligned(first, second)) if hit]
    rest = iter(second)
    assert all(word in rest for word in hits)
    assert len(hits) == lengths[-1][-1]


def test_a_measure_by_hand() -> None:
    page = labelled("Share now. The old mill burned down.", "The old mill burned down in May.")
    cleaned = measure(page, "The old mill burned")
    assert cleaned == Measure(gold=7, content=5, noise=2, content_left=4, noise_left=0)
    assert cleaned.before == Agreement(5 / 7, 5 / 7, pytest.approx(5 / 7))
    assert cleaned.after == Agreement(1.0, 4 / 7, pytest.approx(8 / 11))
    assert cleaned.limit == pytest.approx(10 / 12)
    assert measure(page, page.text).after == cleaned.before
    assert measure(page, "").after == Agreement(0.0, 0.0, 0.0)


def test_nothing_is_divided_by_nothing() -> None:
    nothing = measure(labelled("", ""), "")
    assert (nothing.before, nothing.limit) == (agreement(0, 0, 0), 0.0)
    whole = summary([nothing])
    assert (whole.gap_closed, whole.noise_removed, whole.content_lost) == (None, 1.0, 1.0)


def test_a_summary_averages_documents_and_adds_up_tokens() -> None:
    whole = summary([Measure(10, 10, 10, 10, 0), Measure(10, 5, 0, 4, 0)])
    assert whole.before.precision == pytest.approx((0.5 + 1) / 2)
    assert whole.after.recall == pytest.approx((1 + 0.4) / 2)
    assert whole.limit == pytest.approx((1 + 2 / 3) / 2)
    assert whole.noise_removed == 1.0
    assert whole.content_lost == pytest.approx(1 / 15)
    gap = whole.limit - whole.before.f1
    assert whole.gap_closed == pytest.approx((whole.after.f1 - whole.before.f1) / gap)


def test_a_removal_is_held_against_the_labels() -> None:
    page = labelled("Titles first of all. The mill burned. Share it", "The mill burned.", ["Titles first of all"])
    edit = Edit(7, 36, "x/a", "nav", "deep")
    assert removal(page, edit) == Removal("x/a", "nav", noise=0, content=3, optional=3, lost="The mill burned")
    inside = Edit(1, 6, "x/a", "nav", "deep")  # within a token: it began before
    assert removal(page, inside) == Removal("x/a", "nav", 0, 0, 0, "")


def test_noise_that_stays_is_shown_by_line_or_by_run() -> None:
    text = "Next >\r\nThe old mill burned down in May, see also our five best mills\n\nAbo\nNobody was hurt, she said."
    gold = "The old mill burned down in May. Nobody was hurt, she said."
    found = evaluate(Pair("a:1", text, gold), Cleaner(only=["embed"]))
    assert found.removals == ()
    assert found.kept == (
        Stretch("Next >", 1),
        Stretch("see also our five best mills", 6),
        Stretch("Abo", 1),
    )


def evaluation(name: str, left: int, group: str = "", **removed: Any) -> Evaluation:
    kept = (Stretch(f"{left} min read", 3),) * left
    return Evaluation(name, group, Measure(10, 10, 9, 10, left), removed.get("removals", ()), kept)


def test_a_tally_adds_up() -> None:
    tally = Tally(2)
    good, bad = Removal("x/good", "nav", 9, 0, 1, ""), Removal("x/bad", "nav", 2, 3, 0, "The old mill")
    tally.add(evaluation("a:1", 1, "en", removals=(good, good, bad)))
    tally.add(evaluation("a:2", 9, "de", removals=(bad,)))
    tally.add(evaluation("a:3", 0, "de"))
    tally.add(evaluation("a:4", 2, "de", removals=(Removal("x/bad", "nav", 0, 4, 0, "the mill burned down"),)))
    assert [(group, found.documents) for group, found in tally.summaries.items()] == [("all", 4), ("de", 3), ("en", 1)]
    (category,) = tally.categories
    assert (category.noise, category.content, category.optional, category.documents) == (22, 10, 2, 3)
    worse, better = tally.rules
    assert (worse.rule, worse.noise, worse.content, worse.documents) == ("x/bad", 4, 10, 3)
    assert worse.precision == pytest.approx(4 / 14)
    assert worse.losses == [Loss("a:4", 4, "the mill burned down"), Loss("a:1", 3, "The old mill")]  # each text once
    assert (better.rule, better.precision, better.documents, better.losses) == ("x/good", 1.0, 1, [])
    (kept,) = tally.kept  # the same but for the number
    assert (kept.documents, kept.tokens) == (3, 36)
    assert [found.name for found in tally.worst] == ["a:2", "a:4"]


def test_the_worst_of_many_are_the_worst() -> None:
    tally, most = Tally(3), Tally(1000)
    for number in range(400):
        each = evaluation(f"a:{number}", number * 7919 % 10)
        tally.add(each)
        most.add(each)
    assert len(most.worst) == 400
    assert tally.worst == most.worst[:3]
    assert [found.name for found in tally.worst] == ["a:1", "a:11", "a:21"]


def test_pairs_are_read_and_what_is_wrong_is_said_where_it_stands(tmp_path: Path) -> None:
    lines = [
        '{"text": "a", "gold": "b", "optional": ["c", "d"], "year": 2024, "url": "https://x.example/a"}',
        '{"text": "a", "gold": "b", "optional": "c", "year": null, "url": "http://[x"}',
        "",
        "nonsense",
        '{"text": "a"}',
        '{"text": "a", "gold": 7}',
        '{"text": "a", "gold": "b", "optional": [7]}',
        '{"text": "a", "gold": "b"}',
    ]
    path = tmp_path / "pairs.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + "\n".join(lines).encode())
    found = [
        each if isinstance(each, Pair) else str(each).removeprefix(f"{tmp_path}/")
        for each in read_pairs(str(path), Fields(by=("year", "site", "file")))
    ]
    assert found == [
        Pair(f"{path}:1", "a", "b", ("c", "d"), "2024 / x.example / pairs.jsonl"),
        Pair(f"{path}:2", "a", "b", ("c",), "(none) / (none) / pairs.jsonl"),
        "pairs.jsonl:4: not JSON: Expecting value at character 1",
        "pairs.jsonl:5: no field 'gold'",
        "pairs.jsonl:6: field 'gold' is not a text",
        "pairs.jsonl:7: field 'optional' is not a list of texts",
        Pair(f"{path}:8", "a", "b", (), "(none) / (none) / pairs.jsonl"),
    ]


def test_packed_pairs_are_the_same_pairs_whatever_the_file_is_called(tmp_path: Path) -> None:
    packed = tmp_path / "pairs"
    packed.write_bytes(gzip.compress(PAIRS.read_bytes()))
    plain = [each.text for each in read_pairs(str(PAIRS), Fields()) if isinstance(each, Pair)]
    assert [each.text for each in read_pairs(str(packed), Fields()) if isinstance(each, Pair)] == plain
    assert len(plain) == 4


def test_a_packed_file_that_breaks_off_gives_what_it_has(tmp_path: Path) -> None:
    packed = tmp_path / "pairs.gz"
    packed.write_bytes(gzip.compress(PAIRS.read_bytes())[:-40])
    *_, last = read_pairs(str(packed), Fields())
    assert isinstance(last, CleantextError)
    assert str(last).startswith(f"{packed}: not gzip to the end: ")


def test_workers_change_nothing() -> None:
    pairs = [each for each in read_pairs(str(PAIRS), Fields(by=("lang",))) if isinstance(each, Pair)] * 3
    cleaner = Cleaner()
    assert list(evaluations(pairs, cleaner, 2)) == list(evaluations(pairs, cleaner))
    assert workers_for(pairs, None) == 1
    assert workers_for(pairs, 5) == 5
    assert workers_for(pairs[:2], 5) == 2


def test_the_labelled_fixtures_by_hand() -> None:
    tally = Tally(10)
    for pair in read_pairs(str(PAIRS), Fields(by=("lang",))):
        assert isinstance(pair, Pair)
        tally.add(evaluate(pair, Cleaner()))
    english, german = tally.summaries["en"], tally.summaries["de"]
    # By Nell Ashdown (3), the newsletter (12), the copyright line (7); the teaser stays in both texts (5 each).
    assert (english.noise, english.noise_left, english.content_left) == (32, 10, english.content)
    assert english.content == len(tokens("".join(json.loads(line)["gold"] + "\n" for line in lines()[:2])))
    assert (german.noise, german.noise_left, german.gap_closed) == (9, 0, pytest.approx(1.0))
    assert [(kept.text, kept.documents) for kept in tally.kept] == [("Five detours that really work", 2)]
    assert all(taken.content == 0 for taken in tally.rules)
    assert {label for pair in lines() for label in labels_of(pair)} == set(Label)


def lines() -> list[str]:
    return PAIRS.read_text(encoding="utf-8").splitlines()


def labels_of(line: str) -> tuple[Label, ...]:
    record = json.loads(line)
    return labelled(record["text"], record["gold"], record.get("optional", ())).labels


def test_without_rapidfuzz_one_line_says_how_to_get_it() -> None:
    program = (
        "import sys; sys.modules['rapidfuzz'] = sys.modules['rapidfuzz.distance'] = None\n"
        "from cleantext.cli.main import main; sys.exit(main(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "evaluate", str(PAIRS)], capture_output=True, check=False, text=True
    )
    said = "cleantext: to evaluate takes rapidfuzz: pip install 'cleantext-cli[evaluate]'\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", said)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="no corpus here")
@pytest.mark.parametrize("path", sorted((CORPUS / "dev").glob("*.gz")), ids=lambda path: path.name.split(".")[0])
def test_labels_and_measures_are_those_of_the_corpus_scorer(path: Path) -> None:
    score = scorer()
    compared = 0
    for number, line in enumerate(gzip.decompress(path.read_bytes()).decode("utf-8").split("\n")):
        if not line or number % 41:
            continue
        record = json.loads(line)
        page = labelled(record["text"], record["gold"], record["optional"] or ())
        assert [label.name[0] for label in page.labels] == score.label(record)[1]
        # What cleaners do: nothing, drop lines, cut letters out of words.
        for cleaned in (record["text"], "\n".join(record["text"].split("\n")[::2]), record["text"][::3]):
            mine, theirs = measure(page, cleaned), score.measure(record, cleaned)
            assert (mine.after.precision, mine.after.recall, mine.after.f1, mine.limit) == pytest.approx(
                tuple(theirs[key] for key in ("p", "r", "f1", "limit")), abs=1e-12
            )
            assert (mine.noise, mine.noise_left, mine.content, mine.content_left) == tuple(
                theirs[key] for key in ("n", "n_left", "c", "c_left")
            )
            compared += 1
    assert compared >= 20


def scorer() -> Any:
    spec = importlib.util.spec_from_file_location("score", CORPUS / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
