"""Names of persons, as far as writing shows them: two to four capitalised words in a row at the start of a text."""

from __future__ import annotations

from cleantext.engine.patterns import compiled

_TITLE = (
    r"(?:(?:Dr|Prof|Mr|Mrs|Ms|Sir|Rev|Cllr|Hr|Frau|Herr|Sra?|Dra|Mme|Dott|Avv|Ing|Mgr|MUDr|PhDr|JUDr|Doç|drs|dr"
    r"|(?:Hon|Sen|Rep|Gov|Capt|Sgt|Lt|Col|Gen|Fr|Mag|Lic|Arq|Mons|Doc)(?=\.))\.? ){0,2}"
)
_WORD = r"[^\W\d_a-zà-öø-ÿа-яё][^\W\d_'-]{0,20}(?:['-][^\W\d_]{1,16}){0,2}"
_INITIAL = r"[^\W\d_a-zà-öø-ÿа-яё](?:\.[^\W\d_a-z])?\."
_PARTICLE = r"(?:van|von|der|den|de|di|da|dos|du|del|della|la|le|al|bin|ibn|ter|ten|zu|af|el|y)"
_PERSON = compiled(
    rf"{_TITLE}(?:{_WORD}|{_INITIAL})(?: {_INITIAL}){{0,2}}(?: {_PARTICLE}){{0,2}} {_WORD}(?: {_WORD}){{0,2}}(?!\w)"
)
_ONE = compiled(rf"{_WORD}(?!\w)")
# What opens sentences, and no person's name: articles, pronouns, questions, prepositions of many languages.
_OPENERS = frozenset(
    """
the a an this that these those our your my his her its their we you he she it they i in on at by for from with to of
and or but if as is are was were be when where why how what who which there here after before while since until during
about more most some many all every each no not one two three four five last next new old former first
der die das den dem des ein eine einen einer eines er sie es wir ihr ich unser unsere mein meine sein seine im am in zu
zum zur von vom bei mit nach vor für auf aus und oder aber wenn als wie was wer wo warum hier dort
le la les un une des du de d il elle ils elles nous vous je tu ce cette ces mon ma mes notre nos son sa ses leur leurs
en dans sur sous avec pour par chez et ou mais si quand comment pourquoi qui que où au aux selon
el los las una unos unas lo al del él ella ellos yo nosotros su sus mi mis este esta estos estas ese esa con por para
y o pero cuando cómo qué quién dónde según
gli i uno lei lui noi voi loro questo questa il nel nella con per e ma se come dove perché
os as um uma uns umas ele ela eles nós seu sua este esta no na com por para mas quando como onde
het een hij zij wij jullie dit dat deze die met voor van op uit maar als hoe wat waar
en ett den det de han hon vi ni jag detta denna dessa med för från på av och men om när hur vad var
et jeg hun vi dette disse til fra og når hvordan hva hvor hvad
w na z do od przez dla po i a ale gdy jak co kto gdzie ten ta to te jego jej nasz nasza
bir bu şu o ve ile için ama ne nasıl neden
в на с к от по для и а но если как что кто где этот эта это эти его её наш наша он она они мы вы я
the
""".split()
)


def leading_person(text: str) -> str:
    """The name of a person that `text` (folded) begins with; empty if it begins with none.

    >>> leading_person("Joan van der Berg writes about rivers."), leading_person("The Old Mill was sold.")
    ('Joan van der Berg', '')
    """
    found = _PERSON.match(text)
    if not found:
        return ""
    name = found[0]
    words = name.split()
    if words[0][0].islower() or words[-1][0].islower() or words[0].lower() in _OPENERS or words[-1].lower() in _OPENERS:
        return ""
    if words[0][:2].isupper() and not name.isupper() and "." not in words[0]:
        return ""  # "NYC Career Centers", "US-based Ann"
    return name


def leading_word_name(text: str) -> str:
    """The one capitalised word that `text` begins with, if it may be a first name; empty if not.

    >>> leading_word_name("Emil lives in Hull."), leading_word_name("They live in Hull.")
    ('Emil', '')
    """
    found = _ONE.match(text)
    return found[0] if found and found[0].lower() not in _OPENERS and len(found[0]) > 1 else ""


def is_name_label(text: str) -> bool:
    """Is the short line `text` nothing but the name of a person?

    >>> is_name_label("Joan van der Berg"), is_name_label("Joan of the river")
    (True, False)
    """
    return len(text) <= 50 and bool(text) and leading_person(text.rstrip(" ,:-|")) == text.rstrip(" ,:-|")
