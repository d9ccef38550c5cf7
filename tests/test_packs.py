"""Every rule on its own examples, and what a pack file may not say."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

import cleantext.packs
from cleantext import Cleaner, CleantextError
from cleantext.engine.pack import Pack, parse_pack
from cleantext.engine.rules import Category
from cleantext.engine.selftest import selftest
from cleantext.heuristics import heuristic_rules
from cleantext.packs import builtin_packs, load_pack

PACKS = [*builtin_packs(), heuristic_rules()]
FILES = sorted(Path(cleantext.packs.__file__).parent.glob("*.toml"))


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.name)
def test_every_rule_does_what_its_examples_say(pack: Pack) -> None:
    assert [" | ".join(failure) for failure in selftest(Cleaner(), [pack])] == []


def test_english_has_rules_for_every_category_that_wording_decides() -> None:
    english = next(pack for pack in PACKS if pack.name == "en")
    covered = {phrase.rule.category for phrase in english.phrases}
    assert covered >= set(Category) - {Category.REPEAT, Category.SEPARATOR}
    assert len(english.phrases) >= 120


RULE = """
[pack]
name = "t"
[[rule]]
id = "a"
category = "ad"
level = "light"
why = "A test."
anchors = ["buy this"]
removes = ["Buy this!"]
keeps = ["Do not."]
"""


@pytest.mark.parametrize(
    ("written", "pattern"),
    [
        pytest.param("'(?i)buy +this'", "(?i)buy +this", id="on one line as it is"),
        pytest.param("'''\n    (?i)buy(?: it\n    | this)\n'''", "(?i)buy(?: it| this)", id="broken at will"),
        pytest.param("' buy this '", " buy this ", id="spaces on one line count"),
        pytest.param("'''(?x) buy # or\n this'''", "(?x) buy # or\n this", id="its comments end where they ended"),
    ],
)
def test_a_pattern_may_be_broken_over_lines(written: str, pattern: str) -> None:
    pack = parse_pack(RULE.replace("why =", f"pattern = {written}\nunless = {written}\nwhy ="), "t.toml")
    assert [(phrase.pattern, phrase.unless) for phrase in pack.phrases] == [(pattern, pattern)]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('name = "t"', 'name = "T!"', "name of small letters"),
        ('id = "a"', 'id = "A b"', "small letters"),
        ('category = "ad"', 'category = "adverts"', "no category 'adverts'"),
        ('category = "ad"', 'category = "captoin"', "did you mean caption?"),
        ('level = "light"', 'level = "mild"', "no level 'mild'"),
        ('why = "A test."', "", "needs 'why'"),
        ('anchors = ["buy this"]', "", "needs anchors"),
        ('anchors = ["buy this"]', 'anchors = ["b"]', "not 2 to"),
        ('anchors = ["buy this"]', 'anchors = ["buy\\u0000this"]', "not 2 to"),
        ("[pack]", '[words]\nagency = ["elm\\u0000press"]\n[pack]', "list of words"),
        ('removes = ["Buy this!"]', "", "at least one example in 'removes'"),
        ('keeps = ["Do not."]', "keeps = []", "at least one example in 'keeps'"),
        ('why = "A test."', 'why = "A test."\npatern = "x"', "did you mean pattern?"),
        ('why = "A test."', "why = 'A test.'\npattern = '('", "pattern: "),
        ('why = "A test."', "why = 'A test.'\npattern = '''buy\n  ?this'''", "a line begins with '?'"),
        ('why = "A test."', 'why = "A test."\nscope = "word"', "no scope 'word'"),
        ('why = "A test."', 'why = "A test."\nlongest = "x"', "longest is a number"),
        ("[pack]", "[pakc]", "did you mean pack?"),
        ("[pack]", "[pack", "not TOML"),
        ('keeps = ["Do not."]', 'keeps = "Do not."', "list of texts"),
    ],
)
def test_what_does_not_load(old: str, new: str, message: str) -> None:
    with pytest.raises(CleantextError, match=r"t\.toml") as caught:
        parse_pack(RULE.replace(old, new), "t.toml")
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_two_rules_cannot_share_an_id() -> None:
    with pytest.raises(CleantextError, match="taken"):
        parse_pack(RULE + RULE[RULE.index("[[rule]]") :], "t.toml")


def test_two_packs_cannot_share_a_name(tmp_path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(RULE, encoding="utf-8")
    pack = load_pack(path)
    assert Cleaner(packs=[pack]).clean("Buy this! It is good.").text == "It is good."
    with pytest.raises(CleantextError, match="two packs"):
        Cleaner(packs=[pack, pack])


def test_an_edited_copy_takes_the_place_of_a_built_in_pack() -> None:
    [danish] = [pack for pack in PACKS if pack.name == "da"]
    edited = replace(danish, phrases=danish.phrases[:1], rules=danish.rules[:1])
    assert [rule for rule in Cleaner(instead=[edited]).rules if rule.startswith("da/")] == [danish.rules[0].id]
    with pytest.raises(CleantextError, match="no built-in pack 'mine'"):
        Cleaner(instead=[replace(edited, name="mine")])


@pytest.mark.parametrize("language", sorted({pack.language for pack in PACKS} - {""}))
def test_every_language_cleans_without_the_others(language: str) -> None:
    text = "The ferry sank. (Photo: Ann Lowe/Reuters)\n\n© 2024 Gull Media. All rights reserved.\n"
    assert Cleaner(lang=[language]).clean(text).edits


def test_languages_narrow_rules_and_word_lists() -> None:
    german = Cleaner(lang=["de"])
    assert {rule.split("/")[0] for rule in german.active} & {pack.name for pack in PACKS} == {"any", "de"}
    assert "anbefalt" not in german.lexicon["related-label"]
    assert "verwandte themen" in german.lexicon["related-label"]
    assert german.rules == Cleaner().rules  # so that a setting may name a rule that is off
    assert Cleaner(lang=["de"], ignore=["en/*"]).active == german.active
    every = sorted({pack.language for pack in PACKS} - {""})
    assert Cleaner(lang=every).active == Cleaner().active
    assert Cleaner(lang=every).lexicon == Cleaner().lexicon


def test_the_self_test_finds_what_is_wrong() -> None:
    def problems(toml: str) -> str:
        pack = parse_pack(toml, "t.toml")
        return " | ".join(failure.problem for failure in selftest(Cleaner(packs=[pack]), [pack]))

    assert problems(RULE) == ""
    assert "not removed" in problems(RULE.replace("Buy this!", "Sell this!"))
    assert "removes 'Buy this now.', to be kept" in problems(RULE.replace("Do not.", "Buy this now."))
    assert "match nothing" in problems(RULE.replace("why =", "pattern = 'x{0,3}'\nwhy ="))
    assert "reach further" in problems(RULE.replace("why =", "pattern = '(?i)buy this.*'\nwhy ="))
    assert "slow" in problems(RULE.replace("why =", "pattern = '(?i)buy(?: | )this|(?:a|a ?)+$x'\nwhy ="))
    assert "leaves" in problems(RULE.replace('"Buy this!"', '"Buy this! Now [[or]] later."'))


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"level": "hard"}, "no level 'hard'"),
        ({"lang": ["xx"]}, "no language 'xx' (one of: ar, bg, bn, cs, da, "),
        ({"only": ["captions"]}, "did you mean caption?"),
        ({"keep": ["x"]}, "no category 'x'"),
        ({"select": ["en/no-such-rule"]}, "no rule 'en/no-such-rule'"),
        ({"ignore": ["nope/*"]}, "no rule 'nope/"),
    ],
)
def test_settings_that_name_nothing_are_refused(settings: dict, message: str) -> None:
    with pytest.raises(CleantextError) as caught:
        Cleaner(**settings)
    assert message in str(caught.value)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_patterns_are_written_in_lines_that_can_be_read(path: Path) -> None:
    rules = tomllib.loads(path.read_text(encoding="utf-8"))["rule"]
    written = [line for rule in rules for key in ("pattern", "unless") for line in rule.get(key, "").splitlines()]
    assert max(map(len, written)) <= 300
