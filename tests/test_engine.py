"""The engine's parts: layout, claims, edits, phrases."""

import pytest

from cleantext import Cleaner, Document, Edit, Result
from cleantext.engine.anchors import AnchorIndex
from cleantext.engine.claims import Claim, Claims
from cleantext.engine.edits import apply, compose, edits_of
from cleantext.engine.pack import anchor_table, in_order, parse_pack
from cleantext.engine.passes import Passes
from cleantext.engine.phrases import PhraseFinder
from cleantext.engine.rules import Category, Level, Rule

RULES = {name: Rule(name, Category.AD, Level.LIGHT, "A test.") for name in ("x/a", "x/b")}


def spans(text: str, *claims: tuple[int, int]) -> str:
    """What is left of `text` when `claims` are edited out."""
    return apply(text, edits_of(text, Claims(Claim(start, end, "x/a") for start, end in claims), RULES))


def cut(text: str) -> str:
    """What is left of `text` when every # run is edited out."""
    runs, start = [], None
    for at, character in enumerate(text + " "):
        if character == "#" and start is None:
            start = at
        elif character != "#" and start is not None:
            runs.append((start, at))
            start = None
    return spans(text, *runs)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        pytest.param("one # two", "one two", id="inside a line"),
        pytest.param("one.\n\n##\n\ntwo.\n", "one.\n\ntwo.\n", id="a paragraph"),
        pytest.param("one.\n##\ntwo.\n", "one.\ntwo.\n", id="a line"),
        pytest.param("##\n\none.\n", "one.\n", id="the first paragraph"),
        pytest.param("  ## one.\n", "one.\n", id="the start of the first line"),
        pytest.param("one.\n\n##\n", "one.\n", id="the last paragraph, final newline kept"),
        pytest.param("one.\n\n##", "one.", id="the last paragraph, no final newline"),
        pytest.param("one. ##\n\ntwo.", "one.\n\ntwo.", id="the end of a line"),
        pytest.param("one.\n\n## two.", "one.\n\ntwo.", id="the start of a line"),
        pytest.param("one.\r\n\r\n##\r\n\r\ntwo.", "one.\r\n\r\ntwo.", id="CRLF stays whole"),
        pytest.param("one.\u2028##\u2028two.", "one.\u2028two.", id="line separators"),
        pytest.param("one.\n\n##\n\n##\n\ntwo.", "one.\n\ntwo.", id="two in a row"),
        pytest.param("  one.\n    ##\n  two.\n", "  one.\n  two.\n", id="an indented line takes its indent along"),
        pytest.param("one.\n\n    ##\n  two.\n", "one.\n\n  two.\n", id="the indent of a line that stays, stays"),
        pytest.param("##\n\n    one.\n", "    one.\n", id="and so does that of a line that is now the first"),
        pytest.param("one.\n  ##  \n\ntwo.", "one.\n\ntwo.", id="white space behind what ends a line"),
        pytest.param("one.\n\n##  \n", "one.\n", id="white space behind the last line"),
        pytest.param("##", "", id="everything"),
        pytest.param("one##two", "one##two", id="never joins two words"),
        pytest.param("one##Two", "oneTwo", id="a capital shows they stood apart"),
        pytest.param("(one. ##)", "(one.)", id="before a closing bracket"),
        pytest.param("*## one*", "*one*", id="behind a mark of emphasis"),
        pytest.param("one.\n##* two", "one.\n* two", id="a mark at the start of a line closes nothing"),
        pytest.param("一。##二", "一。二", id="scripts without spaces"),
    ],
)
def test_white_space_around_a_removal_is_tidied(text: str, left: str) -> None:
    assert cut(text) == left


def test_white_space_elsewhere_is_untouched() -> None:
    assert cut("a  b \n\n\n c\t#\td  e ") == "a  b \n\n\n c\td  e "


def test_every_removed_character_has_one_edit() -> None:
    text = "one.\n\n##  ##\n\ntwo."
    edits = edits_of(text, [Claim(6, 8, "x/a"), Claim(10, 12, "x/b")], RULES)
    assert [(edit.start, edit.end, edit.rule) for edit in edits] == [(6, 10, "x/a"), (10, 14, "x/b")]


def test_the_first_claim_on_a_character_holds() -> None:
    claims = Claims([Claim(0, 4, "x/a"), Claim(2, 8, "x/b"), Claim(1, 3, "x/b")])
    assert [(claim.start, claim.end, claim.rule) for claim in claims] == [(0, 4, "x/a"), (4, 8, "x/b")]
    assert claims.covers(1, 8)
    assert not claims.covers(1, 9)
    assert claims.touches(7, 20)
    assert not claims.touches(8, 20)
    assert list(claims.free(0, 10)) == [(8, 10)]


def test_edits_on_an_output_are_carried_back_to_the_original() -> None:
    text = "0123456789"
    first = [Edit(2, 4, "x/a", "ad", "light"), Edit(6, 7, "x/a", "ad", "light")]
    then = [Edit(0, 1, "x/b", "ad", "light"), Edit(1, 5, "x/b", "ad", "light")]
    both = compose(first, then)
    assert apply(text, both) == apply(apply(text, first), then)
    assert [(edit.start, edit.end, edit.rule[-1]) for edit in both] == [
        (0, 1, "b"), (1, 2, "b"), (2, 4, "a"), (4, 6, "b"), (6, 7, "a"), (7, 8, "b"),
    ]  # fmt: skip


def test_an_anchor_is_found_at_word_edges_whatever_its_case() -> None:
    index = AnchorIndex(["read more", "subscri*", "続きを読む"])
    text = Document("Spread more. READ MORE, subscribers! Read moreover… そして続きを読むと").lowered
    assert [hit.text for hit in index.hits(text)] == ["read more", "subscri*", "続きを読む"]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("one\r\ntwo\rthree\u2028four", ["one", "two", "three", "four"]),
        ("\n\n  one  \n\n", ["one"]),
        ("", []),
        ("“a” – b\u00a0c", ['"a" - b c']),
    ],
)
def test_lines_are_read_folded(text: str, lines: list[str]) -> None:
    assert [line.text for line in Document(text).lines] == lines


def test_folding_keeps_every_offset() -> None:
    text = "İ “x” \r\n – ﬁ \u2028 \t\u00a0K"
    document = Document(text)
    assert len(document.folded) == len(document.lowered) == len(text)


def test_a_wrapped_paragraph_is_one_line() -> None:
    wrapped = (
        "It was the custom of the house that nobody spoke before the clock on\n"
        "the landing had struck seven, and since the clock had stopped in the\n"
        "spring of that year there was a good deal of silence to be got\n"
        "through, most of it at breakfast, where the toast was passed by signs\n"
        "and the butter by a kind of prayer, until my aunt came down at last\n"
        "and asked us all why we were whispering.\n"
    )
    assert len(Document(wrapped).lines) == 1
    assert len(Document(wrapped.replace("\n", "\n\n")).lines) == 6


PACK = """
[pack]
name = "t"
[[rule]]
id = "{id}"
category = "related"
level = "light"
why = "A test."
anchors = ["read more"]
removes = ["x"]
keeps = ["y"]
{more}
"""


@pytest.mark.parametrize(
    ("more", "text", "left"),
    [
        ("", "One. Read more here. Two.", "One. Two."),
        ('scope = "match"', "One. Read more Two.", "One. Two."),
        ('scope = "line"', "One.\nBut read more. Now.\nTwo.", "One.\nTwo."),
        ('scope = "line"\nlongest = 10', "But read more now, please.\nTwo.", "But read more now, please.\nTwo."),
        ('scope = "paragraph"', "One.\n\nA\nread more\nb\n\nTwo.", "One.\n\nTwo."),
        ('scope = "to-end"', "One.\n\nRead more\n\nTwo.\n\nThree.\n", "One.\n"),
        ('at = "line"', "One. Read more.\n• Read more.", "One. Read more."),
        ('at = "sentence"', "You read more. Read more! “Read more.”", "You read more. “Read more.”"),
        ('at = "sentence"', "» Read more.\n»Read more«, he said.", "»Read more«, he said."),
        ("unless = '^But'", "Now. But read more. You read more.", "Now. But read more."),
        ("unless = '(?i)book'", "Read more books. Read more now.", "Read more books."),
        ("pattern = 'Read more'", "read more. Read more.", "read more."),
        ("pattern = 'Read more$'\nscope = 'match'", "Read more of it. Read more", "Read more of it."),
    ],
)
def test_what_a_phrase_rule_removes(more: str, text: str, left: str) -> None:
    pack = parse_pack(PACK.format(id="more", more=more), "t.toml")
    rules = {rule.id: rule for rule in pack.rules}
    phrases = in_order([pack])
    index = AnchorIndex(anchor_table(phrases))
    assert Passes(rules, PhraseFinder(phrases, index), (), index).clean(text).text == left


def test_heuristics_cannot_empty_a_document_but_phrases_can() -> None:
    text = "Nothing but residue in this long line. " * 40

    def greedy(document, claims):
        yield Claim(0, len(document.text), "x/a")

    stopped = Passes(RULES, lambda *_: (), [greedy]).clean(text)
    assert stopped.text == text
    assert "heuristics stopped" in stopped.vetoes[0]
    assert Passes(RULES, greedy, ()).clean(text).text == ""


def test_a_text_that_never_settles_is_left_alone() -> None:
    def nibble(document, claims):
        yield Claim(0, 1, "x/a")

    result = Passes(RULES, nibble, ()).clean("abcdefghijklmnop")
    assert result.text == "abcdefghijklmnop"
    assert "still changing" in result.vetoes[0]


def test_settings_choose_the_rules() -> None:
    cleaner = Cleaner(only=["appeal"], ignore=["en/*"])
    assert not any(rule.startswith("en/") for rule in cleaner.active)
    assert Cleaner(level="light").active < Cleaner(level="standard").active
    assert not Cleaner(keep=["caption"]).active & {"captions/credited"}


def test_an_unchanged_text_is_the_same_object() -> None:
    text = "Nothing here."
    assert Result(text, ()).text is text


def test_who_says_so_is_no_credit_in_scripts_without_capitals() -> None:
    clean = Cleaner().clean
    for kept in ("قُتل ثلاثة أشخاص في الانفجار (بحسب وكالة AFP)", "שלושה נהרגו בפיצוץ (לפי דיווח של AFP)"):
        assert clean(kept).text == kept
    assert clean("جسر المدينة القديمة عند الفجر (سامي الكردي/AFP)").text == ""
