"""Seams: a sentence glued to residue that has no stop before it stays, and residue without a seam goes as a whole."""

import pytest

from cleantext import Cleaner
from cleantext.engine.seams import SmallWords, Taken, seam

CLEANER = Cleaner()
BEFORE = "The barn burned down on a windy night, and nobody in the village slept. The grain was lost. "
BEHIND = " By the next week another barn had been found, and the work went on as before."


def found(language: str, matched: str, rest: str) -> int:
    """Where a sentence begins in `matched`, all of which a rule of that language matched, and the rest behind it."""
    words = SmallWords.of(CLEANER.lexicon, language)
    return seam(matched + rest, Taken(len(matched), len(matched), len(matched + rest)), words)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("en", "Follow us on X| The mayor said that nobody was hurt.", id="a small word"),
        pytest.param("en", "Follow us on X| @mill |The mayor said that nobody was hurt.", id="behind a handle"),
        pytest.param("en", "Read our rules| here |Meanwhile, the mill burned.", id="a comma behind it"),
        pytest.param("en", "Follow us on X| Jane Smith remembers the smell.", id="a name and a verb"),
        pytest.param("en", "Follow us on X| today |Farmers brought their grain to town.", id="a noun and a verb"),
        pytest.param("en", "Read more:| Mill burns again |The mayor said on Monday that it had.", id="a headline"),
        pytest.param("en", "Read more:| How Mills Burn |What is a mill?", id="a headline of capitals"),
        pytest.param("en", "Related:| Ten ways to mend a wheel |3.", id="the number of the next heading"),
        pytest.param("de", "Folgen Sie uns auf X| Der Bürgermeister sprach am Montag.", id="German, an article"),
        pytest.param("de", "Folgen Sie uns auf X| Anna Weber erinnert sich gern.", id="German, a name"),
        pytest.param("fr", "Suivez-nous sur X| Le maire a dit que personne n'était blessé.", id="French"),
        pytest.param("es", "Síguenos en X| hoy |¿Quién quemó el molino?", id="Spanish, a question"),
        pytest.param("cs", "Sledujte nás na X| Starosta promluvil až v pondělí.", id="Czech, which has no article"),
        pytest.param("ru", "Читайте нас в X| Мэр сказал, что никто не пострадал.", id="Russian"),
        pytest.param("en", 'Follow us on X| "Nobody was hurt," the mayor said.', id="what somebody says"),
        pytest.param("fr", "Suivez-nous sur X| L'escalier a brûlé hier soir.", id="French, an article before a vowel"),
        pytest.param("el", "Ακολουθήστε μας στο X| Ο δήμαρχος είπε ότι κάηκε.", id="Greek"),
    ],
)
def test_a_sentence_begins(language: str, text: str) -> None:
    matched, *more = text.split("|")
    begins = len("".join((matched, *more[:-1]))) + (len(more) == 1)
    assert found(language, matched, "".join(more)) == begins


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("en", "Follow us| on Twitter and read The Guardian.", id="a name with an article"),
        pytest.param("en", "Read more| in The mill papers of last year.", id="behind a preposition"),
        pytest.param("en", "Subscribe| to our letter, The mill and the moor.", id="behind a comma"),
        pytest.param("en", "This means| that I can earn a commission.", id="I"),
        pytest.param("en", "Watch our channel| for more HOW TO films.", id="capitals throughout"),
        pytest.param("en", "Read more:| How to mend a wheel.", id="a headline behind its label"),
        pytest.param("en", "Related:| Which One is Best for Your Mill?", id="in a headline of capitals"),
        pytest.param("en", "This story was written by| Jill Marsh and edited here.", id="the rest of a name"),
        pytest.param("de", "Abonnieren Sie| den Brief, den Newsletter bestellen wir.", id="German nouns"),
        pytest.param("de", "Bitte versuchen| es noch einmal oder melden Sie sich an.", id="the German you"),
        pytest.param("ja", "フォロー| してください The mill burned.", id="a language without capitals"),
        pytest.param("en", 'Subscribe| to our letter "Hinterland", which is free.', id="a name in quotation marks"),
        pytest.param("fi", "Lähetä| kuva toimitukseen WhatsAppilla numeroon 040 123 4567.", id="a brand"),
        pytest.param("en", "Follow us on X|", id="nothing behind it"),
    ],
)
def test_no_sentence_begins(language: str, text: str) -> None:
    matched, _, rest = text.partition("|")
    assert found(language, matched, rest) == len(matched + rest)


@pytest.mark.parametrize(
    ("residue", "sentence", "goes"),
    [
        ("Follow us on Twitter @mill", "The mayor said on Monday that it was the wind.", False),
        ("This article is for subscribers only", "Nobody was hurt, and the miller went home with his son.", True),
        ("Sign up for our newsletter", "Jane Smith remembers the smell of burnt flour.", True),
        ("Read more: Mill burns again", "In the morning the miller walked through the ashes.", True),
        ("Folgen Sie uns auf Facebook", "Der Bürgermeister sprach am Montag mit den Bauern.", True),
        ("Síguenos en Facebook", "El alcalde habló el lunes con los campesinos.", True),
    ],
)
def test_a_glued_sentence_stays(residue: str, sentence: str, goes: bool) -> None:
    text = f"{BEFORE}{residue} {sentence}{BEHIND}"
    left = CLEANER.clean(text).text
    assert sentence in left
    assert CLEANER.clean(left).text == left
    if goes:  # the other has an exception, “said”, in the sentence
        assert residue not in left


AMID = (BEFORE * 4, BEHIND * 4)


@pytest.mark.parametrize(
    ("residue", "sentence"),
    [
        pytest.param(
            "Czytaj także: Gdzie kupić dobry chleb", "Remont kosztował sześć tysięcy.", id="behind a headline"
        ),
        pytest.param("Czytaj także: Gdzie kupić chleb w Elmie", "Remont kosztował sześć tysięcy.", id="behind a name"),
        pytest.param("Prenumerera på vårt nyhetsbrev", "Förra året sålde butiken allt.", id="all matched"),
        pytest.param("Thank you for signing up!", "It opened in June.", id="behind a stop"),
        pytest.param("Click here for more on this story", "Anyone may join the club.", id="behind a prompt"),
    ],
)
def test_a_sentence_on_a_line_with_much_else_stays(residue: str, sentence: str) -> None:
    assert sentence in CLEANER.clean(f"{AMID[0]}{residue} {sentence}{AMID[1]}").text


@pytest.mark.parametrize(
    "residue",
    [
        "Follow us on Facebook, X and Instagram for all that happens in the valley.",
        "Sign up to our weekly letter, Mill and Moor, to get the best of it by mail.",
        "Read more: How the old mill came back to life.",
    ],
)
def test_residue_without_a_seam_goes_as_before(residue: str) -> None:
    assert CLEANER.clean(f"{BEFORE}{residue}{BEHIND}").text == BEFORE.rstrip() + BEHIND
