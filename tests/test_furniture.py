"""The score for page furniture: what it is asked about, what it goes by, and where it keeps quiet."""

from __future__ import annotations

import math
from math import inf

import pytest

from cleantext import Cleaner, Document
from cleantext.engine.claims import Claim, Claims
from cleantext.heuristics.furniture.cautions import Caution, enough
from cleantext.heuristics.furniture.features import WordLists
from cleantext.heuristics.furniture.headline import headline
from cleantext.heuristics.furniture.outline import Outline
from cleantext.heuristics.furniture.page import Page, page_of
from cleantext.heuristics.furniture.place import PLACE, places
from cleantext.heuristics.furniture.sketches import Sketch, core, sketches
from cleantext.heuristics.furniture.surroundings import NAMES, Mark, measures
from cleantext.heuristics.furniture.trees import forest, points, reached, shares
from cleantext.heuristics.furniture.units import units

TEXT = """The bridge at Wexcombe will stay closed until the summer, the county said on Thursday, after engineers had found a second crack in the eastern pier.
“Nobody wants to be the one who opened it too early,” said Ines Marlow, who leads the repairs and has done so for eleven years.
The ferry will run twice an hour until then, and the county will pay for those who have to cross it on their way to school."""  # noqa: E501
MENU = "Home\nNews\nSport\nSign in\nSubscribe to our newsletter\nShare on Facebook\nShare on WhatsApp\n"
FOOTER = "\nRelated articles\nFive detours that really work\nMore from News\n© 2024 The Courier. All rights reserved."


def test_a_text_without_company_is_left_alone() -> None:
    short_lines = f"Home\n{TEXT}\nFive detours that really work\nMayor under fire over parking fees"
    assert not Cleaner(level="deep", select=["furniture/*"]).clean(short_lines).edits


def test_what_stands_around_a_text_goes_and_the_text_stays() -> None:
    result = Cleaner(level="deep").clean(MENU + TEXT + FOOTER)
    assert result.text == TEXT
    assert {edit.rule for edit in result.edits} & {"furniture/likely", "furniture/clear"}


def test_the_evidence_names_what_weighed() -> None:
    edits = Cleaner(level="deep").clean(MENU + TEXT + FOOTER).edits
    told = [edit.evidence for edit in edits if edit.rule.startswith("furniture/")]
    assert told
    assert all(" points: " in evidence and " +" in evidence for evidence in told)


def test_near_misses_say_how_many_points_would_have_done() -> None:
    near = Cleaner(level="standard").near(MENU + TEXT + FOOTER)
    assert all("would do" in claim.stayed for claim in near if claim.rule.startswith("furniture/"))


def test_a_text_on_one_line_is_judged_by_its_sentences_cut_at_claims() -> None:
    text = "A mill. It burned READ MORE down."
    start = text.index("READ")
    cut = units(Document(text), Claims([Claim(start, start + len("READ MORE"), "x/y")]))
    assert [unit.text for unit in cut] == ["A mill.", "It burned", "READ MORE", "down."]


def test_lines_are_lines_where_there_are_some() -> None:
    assert [unit.text for unit in units(Document("A mill. It burned.\n\nNobody was hurt."), Claims())] == [
        "A mill. It burned.",
        "Nobody was hurt.",
    ]


def test_the_core_is_the_stretch_with_the_most_prose() -> None:
    document = Document(MENU + TEXT + FOOTER)
    first, behind = core(sketches(document.lines, Claims()))
    assert document.text[document.lines[first].start : document.lines[behind - 1].end] == TEXT


def test_of_a_line_that_is_claimed_in_part_the_rest_is_seen() -> None:
    text = "Join our list. Thank you all!\nShare this."
    document, claims = Document(text), Claims()
    claims.add(Claim(0, 14, "t/a", category="newsletter"))
    claims.add(Claim(text.index("Share"), len(text) - 1, "t/b", category="share"))
    part, whole = sketches(document.lines, claims)
    assert (part.text, part.words, part.kind) == ("Thank you all!", 3, "label")
    assert round(part.taken, 2) == 0.48
    assert (whole.text, whole.kind, whole.claimed_as) == ("Share this.", "claimed", "share")


def test_measures_look_both_ways_and_know_where_the_page_ends() -> None:
    marks = [
        Mark(3.0, 1.0, 2, claimed=False, taken=0.0),
        Mark(-4.0, -2.0, 50, claimed=False, taken=0.0),
        Mark(0.0, 0.0, 4, claimed=True, taken=1.0),
    ]
    rows = [dict(zip(NAMES, row)) for row in measures(marks)]
    assert math.isnan(rows[0]["score-1-before"])
    assert rows[0]["score-1-after"] == -6.0
    assert rows[1]["lines-to-residue-before"] == 1.0
    assert rows[1]["lines-to-claimed-after"] == 1.0
    assert rows[0]["text-before"] == 0.0
    assert math.isnan(rows[2]["text-after"])  # it is claimed
    assert rows[1]["residue-in-2-before"] > 0.9


def test_the_place_of_a_line_tells_lists_and_what_is_claimed_near_it() -> None:
    text = TEXT + "\n3 comments\nA quiet mill by the sea\nA loud bridge over the river\nFive crossings that really work"
    document = Document(text)
    claims = Claims()
    start = text.index("3 comments")
    claims.add(Claim(start, start + len("3 comments"), "t/a", "", category="comments"))
    rows = [dict(zip(PLACE, row)) for row in places(document.lines, Outline.of(sketches(document.lines, claims)))]
    prose, teaser = rows[0], rows[5]
    assert teaser["comments-before"] == 2.0
    assert prose["comments-after"] == 3.0
    assert prose["comments-before"] == teaser["links-before"] == 200.0
    assert (prose["alike"], teaser["alike"]) == (3.0, 3.0)
    assert (prose["from-core"], teaser["from-core"]) == (0.0, 3.0)
    assert teaser["shared"] == 0.5  # bridge, not river
    assert math.isnan(rows[0]["shared-before"])


def test_trees_send_nan_where_they_say_and_their_shares_add_up() -> None:
    trees = forest([[0, 1.0, 0.25, [-1.0], [1, 2.0, 1.5, [1.0], [2.0], False], True], [0.5]], 2)
    assert points(trees, reached(trees, [math.nan, 9.0])) == -0.5
    assert points(trees, reached(trees, [3.0, math.nan])) == 2.5
    found = shares(trees, reached(trees, [3.0, math.nan]))
    assert found == {0: 1.25, 1: 0.5}
    assert 0.25 + sum(found.values()) + 0.5 == points(trees, reached(trees, [3.0, math.nan]))


CAUTION = Caution(
    "furniture/clear", points=2.0, prose=3.0, piece=1.8, piece_prose=3.0, edge=1.0, edge_prose=1.4, edge_piece=1.2
)


def drawn(kinds: str, company: int, *, is_flat: bool = False, times: int = 1) -> Page:
    """A page of lines by their kinds: c claimed, l labels of two words (or some times as many), p prose of twenty."""
    names, words = {"c": "claimed", "l": "label", "p": "prose"}, {"c": 2 * times, "l": 2 * times, "p": 20 * times}
    sketches = [Sketch("", words[kind], names[kind], False, "nav" * (kind == "c"), []) for kind in kinds]
    is_dump = company >= (1 if is_flat else 3)
    return Page((), Outline.of(sketches), [], [], [kind != "c" for kind in kinds], is_flat, is_dump, company)


@pytest.mark.parametrize(
    ("kinds", "company", "scored", "least"),
    [
        pytest.param("clpp", 3, [0, 1.5, 0, 0], [2, 2, 3, 3], id="in a dump prose asks for more than labels"),
        pytest.param("lpll", 3, [0, 0, 2.5, 1.5], [2, 3, 1.75, 1], id="a run at the end asks for less"),
        pytest.param("pplcl", 3, [0, 0, 1.8, 0, 1.5], [3, 3, 1.75, 2, 1], id="the run goes on over what is claimed"),
        pytest.param("lppl", 3, [1.5, 0, 1.5, 0.5], [2, 3, 3, 2], id="it ends at the first line of few points"),
        pytest.param("lllp", 3, [1.5, 1.5, 1.5, 0], [2, 2, 2, 3], id="the beginning asks for as much as the middle"),
        pytest.param(
            "lppl",
            1,
            [0, 0, 0, 0],
            [2.75, inf, inf, 2.75],
            id="where rules claim little more is asked for, and prose stays",
        ),
        pytest.param(
            "lppl", 0, [9, 9, 0, 1.8], [inf, inf, inf, 1.75], id="where they claim no line only the end may go"
        ),
        pytest.param("pplp", 3, [0, 0, 1.5, 1.3], [3, 3, 2, 3], id="prose asks for more there too"),
        pytest.param("pllpp", 3, [0, 2.2, 0, 0, 0], [3, 2.5, 2, 3, 3], id="a line by itself amid the text"),
        pytest.param("pplpp", 3, [0, 0, 4.0, 0, 0], [3, 3, 5, 3, 3], id="right over a paragraph it may be a heading"),
        pytest.param("lppp", 0, [0, 0, 0, 9], [inf] * 4, id="and no more than a part of the text"),
    ],
)
def test_how_many_points_a_line_needs(kinds: str, company: int, scored: list[float], least: list[float]) -> None:
    assert enough(drawn(kinds, company), CAUTION, scored.__getitem__) == least


@pytest.mark.parametrize(("kinds", "least"), [("plp", 2.55), ("clp", 1.95), ("clc", 1.2)])
def test_a_short_sentence_on_one_line_asks_for_more_beside_what_stays(kinds: str, least: float) -> None:
    page = drawn(kinds, 3, is_flat=True, times=400)
    page.drawn[1] = page.drawn[1]._replace(kind="sentence")
    assert enough(page, CAUTION, [0.0, 2.0, 0.0].__getitem__)[1] == pytest.approx(least)


@pytest.mark.parametrize(("category", "found"), [("byline", 1), ("meta", 1), ("share", None)])
def test_a_headline_of_words_that_the_text_does_not_have_stands_over_who_wrote_it(
    category: str, found: int | None
) -> None:
    head = "Opinion > Letters\nIn praise of queues\nby Jo Penn\n" + "Save\n" * 6
    document = Document(head + TEXT)
    claims = Claims()
    start = head.index("by Jo")
    claims.add(Claim(start, start + len("by Jo Penn"), "t/a", "", category=category))
    assert headline(document.lines, Outline.of(sketches(document.lines, claims))) == found


def test_a_list_behind_bullets_stays_where_rules_claim_little() -> None:
    page = drawn("pppplll", 0)
    listed = [sketch._replace(marker=sketch.kind == "label") for sketch in page.drawn]
    scored = [0.0, 0.0, 0.0, 0.0, 1.5, 1.5, 1.5]
    assert enough(page, CAUTION, scored.__getitem__)[-3:] == [1.75, 1.0, 1.0]
    assert enough(page._replace(outline=Outline.of(listed)), CAUTION, scored.__getitem__)[-3:] == [inf, inf, inf]


@pytest.mark.parametrize(
    ("kinds", "company", "scored", "least"),
    [
        pytest.param("pppc", 1, [0, 0, 0, 0], [3, 3, 2.5, 1.8], id="beside residue prose asks for less"),
        pytest.param("lpppp", 1, [1.5, 0, 0, 0, 0], [1.2, 3, 3, 3, 3], id="at the beginning too less is enough"),
        pytest.param("ppppl", 0, [0] * 4 + [1.5], [inf] * 4 + [1.2], id="without company only the edges may go"),
        pytest.param("lpplp", 0, [1.5, 0, 0, 9, 0], [1.2, inf, inf, inf, inf], id="where they end the text begins"),
        pytest.param("plppp", 0, [0, 0, 0, 9, 9], [inf] * 3 + [1.2] * 2, id="of its words more may go than of lines"),
        pytest.param("ppppp", 0, [0, 9, 9, 9, 9], [inf] * 5, id="but not nearly all"),
    ],
)
def test_how_many_points_a_sentence_needs(kinds: str, company: int, scored: list[float], least: list[float]) -> None:
    assert enough(drawn(kinds, company, is_flat=True, times=400), CAUTION, scored.__getitem__) == least


@pytest.mark.parametrize(
    ("company", "times", "is_flat", "more"),
    [
        pytest.param(3, 9, False, 0.0, id="a page of usual length"),
        pytest.param(3, 40, False, 0.71, id="a longer one"),
        pytest.param(3, 4_000, False, 1.25, id="but not ever more"),
        pytest.param(1, 400, False, 0.75, id="a text of which rules claim little asks for more already"),
        pytest.param(3, 400, True, -0.2, id="a text on one line"),
        pytest.param(3, 7, True, -0.03, id="a shorter one"),
        pytest.param(3, 1, True, 0.94, id="a very short one"),
    ],
)
def test_a_line_asks_for_more_in_a_long_text_and_a_sentence_in_a_short_one(
    company: int, times: int, is_flat: bool, more: float
) -> None:
    page = drawn("pplpp", company, is_flat=is_flat, times=times)
    assert enough(page, CAUTION, ([0.0] * 5).__getitem__)[2] == pytest.approx(2.0 + more, abs=0.01)


@pytest.mark.parametrize(
    ("over", "found"),
    [
        pytest.param(
            "Home\nFive detours that really work\nWexcombe bridge to stay closed until summer\nThe best summer drinks",
            "Wexcombe bridge to stay closed until summer",
            id="told from teasers by the words that the text has too",
        ),
        pytest.param(
            "Wexcombe bridge to stay closed until summer\n"
            "Engineers found a second crack in its eastern pier.\nby Jo Penn, 4 March 2024",
            "Wexcombe bridge to stay closed until summer",
            id="told from the sentence below it, though that has more words of the text",
        ),
        pytest.param(
            "# The Wexcombe Courier\n# In praise of queues\n## Closed bridge at Wexcombe until summer",
            "# In praise of queues",
            id="marked as one",
        ),
    ],
)
def test_the_headline_is_found_and_stays(over: str, found: str) -> None:
    document = Document(f"{MENU}{over}\n{TEXT}{FOOTER}")
    at = headline(document.lines, Outline.of(sketches(document.lines, Claims())))
    assert at is not None
    assert document.lines[at].text == found
    assert found in Cleaner(level="deep").clean(document.text).text


def test_a_list_that_a_line_with_a_colon_announces_is_no_list_of_links() -> None:
    listed = "This is the day of the ferry:\nFirst boat for the schools at 7\nSecond boat for the market at 9\n"
    page = f"{TEXT}\nRelated stories\n{listed}Last boat with the brass band at 10\n"
    assert listed.strip() in Cleaner().clean(page).text


def test_a_page_need_not_have_a_headline() -> None:
    lines = Document(MENU + TEXT).lines
    assert headline(lines, Outline.of(sketches(lines, Claims()))) is None


def test_sources_below_a_text_stay() -> None:
    sources = "Holm, P. (2019). The mills of Elm. Elm Press.\nReid, J. (2021). Wheels and water. Elm Press.\n"
    page = f"{MENU}{TEXT}\nSources\n{sources}{FOOTER}"
    assert sources.strip() in Cleaner(level="deep").clean(page).text


INTERVIEW = """Q: Who takes the photographs?

A: My husband. He mostly holds the spoon.

Q: And the newsletter?

A: By accident.

Q: Why?

A: Vanity.

Q: What comes next?

A: Lunch."""
MINUTES = """3. Accounts

The balance was found to be right, and the dues fall on the first of April.

4. Newsletter

It went out to eighty-six members, and there were no complaints this time.

5. Hedge

Agreed to close the discussion of the hedge.

6. Open day

Sunday 9 June. Tea will be made by the treasurer.

7. Any other business"""
LETTER = """I hope that you will stay with us, and I thank you for the years in which you did.

Yours sincerely,

Rosamund Teal

Editor"""
RECIPE = """Ingredients

500 g potatoes

150 g flour

30 g butter

16 small plums

Boil the potatoes in their skins, peel them while they are hot and press them through a sieve."""


@pytest.mark.parametrize("own", [INTERVIEW, MINUTES, LETTER, RECIPE], ids=["interview", "minutes", "letter", "recipe"])
@pytest.mark.parametrize("breaks", ["\n", "\n\n"], ids=["lines", "paragraphs"])
def test_what_a_text_says_in_short_lines_stays_with_a_page_around_it(own: str, breaks: str) -> None:
    own = own.replace("\n\n", breaks)
    related = "Related stories\nFerry runs twice an hour\nCouncil to vote on the bridge\nFive detours that really work"
    page = f"{MENU}{breaks}{TEXT}{breaks}{related}{breaks}{own}{breaks}{FOOTER.strip()}"
    for level in ("standard", "deep"):
        cleaned = Cleaner(level=level).clean(page).text.split("\n")
        assert [line for line in own.split("\n") if line not in cleaned] == []


def test_of_a_long_text_on_one_line_the_ends_are_looked_at() -> None:
    prose = " ".join(f"In {year} the bridge at Wexcombe was closed for {year % 97} days." for year in range(1000, 2000))
    document = Document(f"{prose} Five detours that really work Mayor under fire over parking fees")
    lexicon = Cleaner().lexicon
    page = page_of(document, Claims(), lexicon, WordLists.of(lexicon))
    assert page is not None
    assert len(page.lines) == 800
    assert page.lines[0].text.startswith("In 1000 ")
    assert page.lines[-1].text.startswith("Five detours")
    assert not page.is_dump
