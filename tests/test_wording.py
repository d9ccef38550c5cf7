"""Lines that no rule knows, by how they are worded: what goes, and what speaks for leaving it."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from cleantext import Cleaner, clean
from cleantext.engine.document import fold
from cleantext.heuristics.wording_points import may_speak, names, read

LINE = "Additional reporting by our harbour correspondent in Port Gull"
WEAK = "Kopieer de link en stuur hem naar je vrienden"
PROSE = (
    "The mill by the river burned down on a windy night in March, and nobody in the village slept.",
    "By the next morning the miller had found a barn, and the farmers brought their grain to it as before.",
    "It took them four years to build the mill again, of stone this time, and with a wheel twice as wide.",
    "The old wheel turned up in a garden in the next valley, where it had been holding up beans all along.",
    "Nobody has ever said how it got there, but the gardener was known to have a strong horse and few friends.",
)


def beside(line: str, *, others: str = "") -> str:
    """A text of some length with that line amid it, and other residue perhaps."""
    return "\n\n".join([*PROSE[:3], line, *PROSE[3:], *PROSE[::-1][:1], *[others] * bool(others)])


def test_a_line_goes_by_its_wording_and_says_so() -> None:
    (edit,) = Cleaner().clean(LINE).edits
    assert (edit.rule, edit.category, edit.level) == ("wording/byline", "byline", "standard")
    assert " points: " in edit.evidence
    assert "=" in edit.evidence  # by what


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f'"{LINE}"', id="speech"),
        pytest.param(f"{LINE};", id="a line that goes on"),
        pytest.param(f"{LINE} {{0}}", id="code"),
        pytest.param(f"{LINE}, port@gull.example", id="an address"),
        pytest.param("Port Gull", id="a name"),
        pytest.param(" ".join([LINE] * 6), id="a paragraph"),
    ],
)
def test_what_stays_whatever_its_wording(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f'The sign on the gate read: "{LINE}"', id="in quotation marks behind who says it"),
        pytest.param("Sign up for the harbour letter and get the best of the week, my uncle said", id="by its clause"),
    ],
)
def test_what_somebody_says_stays(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    ("line", "left"),
    [
        pytest.param("We use cookies on our website. Accept everything Reject everything", "", id="its buttons"),
        pytest.param("This post is for paid subscribers. Already one? Sign in.", "", id="more of it"),
        pytest.param("Advertisement The mill burned down.", "The mill burned down.", id="a text that it is glued to"),
    ],
)
def test_what_others_leave_of_a_line_goes_with_it_if_it_is_worded_so(line: str, left: str) -> None:
    assert clean(line) == left


def test_in_a_longer_text_a_line_asks_for_more_and_for_most_if_nothing_else_is_residue() -> None:
    assert clean(WEAK) == ""
    assert clean(beside(WEAK)) == beside(WEAK)
    assert clean(beside(LINE, others="Read more")) == beside("", others="").replace("\n\n\n\n", "\n\n")
    assert clean(beside(LINE)) == beside(LINE)


def test_where_much_is_worded_so_it_is_what_the_text_is_about() -> None:
    text = "\n\n".join([*PROSE, *[f"{LINE} {number}" for number in range(40, 60)], "Read more"])
    assert LINE in clean(text)


def test_what_only_just_stays_is_told() -> None:
    near = [
        claim.stayed
        for claim in Cleaner().near(beside("Andere bezoekers bekeken ook deze vakantiehuisjes", others="Read more"))
    ]
    assert any("points: " in stayed and "would do" in stayed for stayed in near)


@pytest.mark.parametrize("text", ["Sign up for our newsletter by email", "関連記事はこちら"])
def test_the_quick_look_lets_pass_what_may_speak(text: str) -> None:
    assert may_speak(text.lower())


def test_scripts_without_spaces_are_read_by_characters() -> None:
    assert {"row=関", "row=関連", "row=関連記"} <= names("関連記事")
    assert read(fold("この記事は会員限定です。会員登録すると続きをお読みいただけます。")).category


def test_points_do_not_depend_on_the_order_in_which_a_run_meets_names() -> None:
    asked = (
        f"from cleantext.heuristics.wording_points import read; print([read(t).points for t in {(*PROSE, LINE, WEAK)}])"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", asked],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        )
        for seed in "123"
    ]
    assert len({run.stdout for run in runs}) == 1
