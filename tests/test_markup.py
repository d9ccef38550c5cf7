"""Markdown: what rules read of it, what of it goes with the words between its marks, and what is no markup."""

import pytest

from cleantext import Cleaner, clean
from cleantext.engine.markup import Shown

TEXT = "The mill by the river burned down on a windy night in March, and nobody in the village slept."
CODE = "Call `a[i](b.c)`, then `__init__`, and `snake_case_name * 2 * 3`."


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[Read more](https://mill.example/)", "Read more"),
        ("[Read more](/mill)", "Read more"),
        ("[Read more](#mill)", "Read more"),
        ('[Read more](<https://mill.example/> "The mill")', "Read more"),
        ("[Read\nmore](https://mill.example/)", "Read\nmore"),
        ("[Read more](https://mill.example/mill_(river))", "Read more"),
        ("[Read [more](https://mill.example/)", "[Read more"),
        ("[Read\n\nmore](https://mill.example/)", "Read\n\nmore"),
        ("[![The mill](/mill.png)\\\n\\\nRead more](/mill)", "![The mill](/mill.png)\\\n\\\nRead more"),
        ("[Read more](/mill 'The mill')", "Read more"),
        ("[[1]](#note)", "[1]"),
        ("[[Video] Read more](/mill)", "[Video] Read more"),
        ("[Read more][1]\n\n[1]: /mill", "Read more\n\n[1]: /mill"),
        ("[![Badge](/badge.svg)](LICENSE)", "![Badge](/badge.svg)"),
        ("![The mill](/mill.png)Read more", "Read more"),
        ("* [![The mill](/mill.png)](/mill) [Read more](/mill)", "* Read more"),
        ("[![The mill](/mill.png) Read more](/mill)", "Read more"),
        ("Read more\n=========\n\nThe mill", "Read more\n\nThe mill"),
        ("**Read more**", "Read more"),
        ("**Read\nmore**", "Read\nmore"),
        ("_Read more_", "Read more"),
        ("***Read more***", "Read more"),
        ("**_Read_ more**", "Read more"),
        ("**[Read *more*](/mill_a_b_c)**", "Read more"),
        ("* *Read* more", "* Read more"),
        (r"\[Read more\]", "[Read more]"),
        (r"\*Read more\*", "*Read more*"),
    ],
)
def test_rules_read_what_is_shown(text: str, shown: str) -> None:
    found = Shown.of(text)
    assert found is not None
    assert found.text == shown


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Read more [1](2)", id="no address"),
        pytest.param("Read more [sic](see there)", id="words in brackets"),
        pytest.param("![The mill](https://mill.example/a_b_c.jpg)", id="an image"),
        pytest.param("2 * 3 * 4 and a * b", id="marks between spaces"),
        pytest.param("snake_case_name, 2*3*4", id="marks within words"),
        pytest.param("* one\n* two", id="bullets"),
        pytest.param("*one\n\ntwo*", id="marks in two paragraphs"),
        pytest.param("*one\r\n \r\ntwo*", id="whatever the line breaks"),
        pytest.param("[one][two]", id="a reference to nothing"),
        pytest.param("[ ](https://mill.example/)", id="a link without a word"),
        pytest.param("| --- | --- |\n| ![The mill](a.jpg) | dawn |", id="images in a table"),
        pytest.param("The mill\nat dawn\n---", id="a rule under a paragraph"),
        pytest.param("**one*", id="unequal runs"),
        pytest.param("****one****", id="a row of marks"),
        pytest.param("C:\\mill\\river", id="no escape"),
    ],
)
def test_what_is_no_markup_is_read_as_it_is_written(text: str) -> None:
    assert Shown.of(text) is None


@pytest.mark.parametrize(
    ("text", "left"),
    [
        pytest.param("**Sign up for our free weekly newsletter.**", "", id="emphasis around nothing goes"),
        pytest.param("_Photo: Jane Doe/Reuters_", "", id="so does any other"),
        pytest.param("**[Read more: The mill burned](https://mill.example/a_b)**", "", id="and a link in it"),
        pytest.param(
            "[Sign up](/letter) for our [*free*](/free) newsletter **and never miss a story**.",
            "",
            id="all marks of a sentence that goes",
        ),
        pytest.param(
            "**Sign up for our free newsletter. The mill burned down.**",
            "**The mill burned down.**",
            id="marks stay around what stays at the end",
        ),
        pytest.param(
            "**The mill burned down. Sign up for our free newsletter.**",
            "**The mill burned down.**",
            id="and at the beginning",
        ),
        pytest.param(
            "The mill **burned down. Sign up for our** free newsletter.",
            "The mill **burned down.**",
            id="marks that stand half in what goes stay whole",
        ),
        pytest.param(
            "[The mill burned down. Read more: The river rises](https://mill.example/)",
            "[The mill burned down.](https://mill.example/)",
            id="a link stays with what is left of its words",
        ),
        pytest.param(
            "**It rained. Sign up for our free newsletter\nin the morning.**",
            "**It rained.\nin the morning.**",
            id="so do marks on two lines",
        ),
        pytest.param(
            "[It rained.\n\nSign up for our free newsletter.](/letter)",
            "[It rained.\n\n](/letter)",
            id="a link of two paragraphs loses one",
        ),
        pytest.param(
            "![The mill](/mill.png)*The mill. Photo: Jane Doe/Reuters*", "", id="a picture goes with its caption"
        ),
        pytest.param(
            "![Mill](/mill.png)It rained. Sign up for our free newsletter.",
            "![Mill](/mill.png)It rained.",
            id="and stays with what stays",
        ),
        pytest.param(
            "It rained, ![Photo: Jane Doe/Reuters](/img/a.png) and then it did not.",
            "It rained, ![Photo: Jane Doe/Reuters](/img/a.png) and then it did not.",
            id="no image stays in part",
        ),
        pytest.param("Related articles\n----------------", "", id="the line under a heading goes with it"),
        pytest.param("The mill burned\n===============", "The mill burned\n===============", id="and stays with it"),
        pytest.param(r"\*Sign up for our free newsletter\*", "", id="escapes go with what they escape"),
        pytest.param(
            "The [mill](/mill) *burned* **down** on \\*Monday\\*.",
            "The [mill](/mill) *burned* **down** on \\*Monday\\*.",
            id="a text stays to the byte",
        ),
        pytest.param(CODE, CODE, id="so does code"),
    ],
)
def test_what_goes_takes_the_marks_around_it(text: str, left: str) -> None:
    assert clean(f"{TEXT}\n\n{text}\n\n{TEXT} Again.") == f"{TEXT}\n\n{left}\n\n{TEXT} Again.".replace(
        "\n\n\n\n", "\n\n"
    )


def test_evidence_and_offsets_are_of_the_text_as_it_is_written() -> None:
    text = f"{TEXT}\n\n**[Read more: The mill burned](https://mill.example/)**"
    (edit,) = Cleaner().clean(text).edits
    assert text[edit.start : edit.end].strip() == "**[Read more: The mill burned](https://mill.example/)**"
    (claim,) = Cleaner().claims(text)
    assert text[claim.start : claim.end] == "**[Read more: The mill burned](https://mill.example/)**"


def test_what_stays_narrowly_is_told_where_it_is_written() -> None:
    text = "*Sign* up for our [newsletter](https://mill.example/), he said."
    assert [text[claim.start : claim.end] for claim in Cleaner().near(text)] == [text[1:]]


@pytest.mark.parametrize("phrase", ["sign up for our newsletter", "https://mill.example/letter"])
def test_what_is_shown_can_be_protected_and_so_can_an_address(phrase: str) -> None:
    text = "Sign up for [our newsletter](https://mill.example/letter)."
    assert clean(text) == ""
    assert Cleaner(protect=[phrase]).clean(text).text == text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("```\n![The mill](/mill.png)\n```", id="code"),
        pytest.param("~~~ md\n![The mill](/mill.png)\n\n[](/mill)\n~~~", id="code of another fence"),
        pytest.param("| ![a](a.png) | ![b](b.png) |\n| --- | --- |\n| Dawn | Noon |", id="a table"),
        pytest.param("![a](a.png) | ![b](b.png)\n--- | ---\nDawn | Noon", id="one without bars at its ends"),
    ],
)
def test_images_stay_in(text: str) -> None:
    assert clean(f"{TEXT}\n\n{text}\n\n{TEXT} Again.") == f"{TEXT}\n\n{text}\n\n{TEXT} Again."


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[![Badge](/badge.svg)](LICENSE)", id="a link to any target"),
        pytest.param("![The mill][1]", id="a reference"),
        pytest.param("![The mill [1907]](/mill.png 'Dawn')", id="brackets and a title"),
        pytest.param(f"![](data:image/png;base64,{'iVBORw0KGgo' * 40})", id="the image itself"),
        pytest.param("[ ](/top)", id="a link without a word"),
    ],
)
def test_images_go_whatever_their_form(text: str) -> None:
    assert clean(f"{TEXT}\n\n{text}\n\nRead more") == TEXT


@pytest.mark.parametrize(
    "line",
    [
        "Turn the wheel ![wheel](wheel.png) to the left.",
        "An image is written as ![words](address) in Markdown.",
        "What a mill! [1](https://mill.example/sources)",
        "`![The mill at dawn](https://mill.example/dawn.jpg)`",
        "![The mill at dawn](no address here)",
    ],
)
def test_an_image_within_a_sentence_or_in_code_stays_beside_residue(line: str) -> None:
    assert clean(f"{TEXT}\n\n{line}\n\nRead more") == f"{TEXT}\n\n{line}"


def test_images_stay_in_a_text_without_residue() -> None:
    text = f"{TEXT}\n\n![The mill at dawn](https://mill.example/dawn.jpg)"
    assert clean(text) == text
