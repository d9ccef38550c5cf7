"""Sentence ends, in any language and without knowing which, in linear time.

Written here because no library does both: docs/sentences.md has the comparison. It leans towards too few ends: a
sentence too long is kept more easily than half a sentence is missed.
"""

from __future__ import annotations

from .patterns import compiled

# A character class: Thai and Lao, Burmese, Khmer, kana and Han, half-width kana, rare Han.
UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u9fff\uff66-\uff9d\U00020000-\U0003ffff"
_UNSPACED = compiled(f"[{UNSPACED}]")
_CLOSERS = "\"'”’“»›«)\\]}」』】）〉》〕］｝〞"
_CJK_STOPS = "。！？｡．"
_STOPS = ".!?…؟।॥۔;\u037e" + _CJK_STOPS
STOPS = frozenset(_STOPS)
# Every repeat is possessive or bounded, so a match never backtracks over more
# than a constant number of characters and finditer is linear on any input.
END = compiled(
    rf"(?P<stop>[{_STOPS}]++)"
    rf"(?P<close>(?:[{_CLOSERS}]|\s[»”](?![^\W_])|\[\d{{1,3}}\]){{0,8}})"
    r"(?P<space>\s*+)"
)
_OPENER = compiled(r"[\s\"'“‘„«‹»(\[{¿¡「『（《—–-]{0,8}")
_LAST_TOKEN = compiled(r"[^\s(\[{\"'“‘„«»,;:/—–]{1,24}\Z")
_LOOKBACK = 24

# Never end a sentence. Words that are also common words (no, art, al, ir, mio) stay out.
_TITLES = frozenset(
    """
mr mrs ms dr drs prof st sts sr sra sras sres srta jr gen gov rep lt col capt sgt cpl pvt cmdr insp supt rev
cllr cllrs msgr messrs mt ft v vs cf eg ie approx eds jan feb apr jun jul aug sep oct nov dec
hr hrn fr frl bgm h.c bzw ca evtl ggf inkl exkl zzgl bspw bd hrsg mrd rd vgl geb z b d h
m mme mmes mlle mgr env dra dña ej aprox avda uds vds ee licda arq gral cnel tte sgto pbro exmo profa
sig.ra sigg dott dott.ssa avv ing prof.ssa geom
dhr mevr bijv nl resp mw t.ex bl.a f.eks bla osv esim toht ns ul np hab inż św ks płk ppłk tj tzn tzw
tzv sv nám mudr judr phdr rndr mvdr paeddr thdr pharmdr ifj özv szt gerb šv
vb doç yrd öğr tp ths ts pgs jl hj δρ καθ αγ κ.κ
г гг ул пл д см тыс млн млрд руб проф акад доц инж адм тов св наб ім бул г-н г-жа т ст пр вул р
""".split()
)
# The same, but only as they are written before a name: in other cases, or in small letters, they are words, or units.
_TITLES_AS_WRITTEN = frozenset(
    """
Sen Hon Me Da Ud Vd Sig Av
Maj Adm Brig Det Pres Atty Ste Univ Dept Mag Hl Kard Lic Mons Sto Sta Eng Dep Gal Cel Pe MM Pr Ds Ir Fru Adv Dir Kl
Bc Doc Dl Dna Sf Sn Gör Mah Cad Sok Kab Prov GS BS Kapt Ген Полк Им Гр
""".split()
)
# In small letters only behind these, or before an initial: "del sig. Rossi", "av. J.-C.", "u. U.", but "Hon skyndade
# sig. Tåget gick." and "Wij helpen u. De koffie is klaar."
_BEHIND: dict[str, frozenset[str]] = {
    "sig": frozenset("il al del dal col nel sul un e gent.mo egr caro".split()),
    "av": frozenset("a à na da la pela de en".split()),
    "u": frozenset(),
}
# End no sentence when a number follows: "No. 5", but "She said no. He left."
_BEFORE_NUMBER = frozenset(
    """
no nos sept fig figs vol pp p pg ch sec art nr abs abb s str n° n.º nº pág págs núm blz kl стр рис rp yth
""".split()
)
_MONTHS_ETC = compiled(
    r"(?:Jan|Feb|Mär|März|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez|Jahrh|Jh|Klasse|Liga|Auflage|Platz|Mal|Tag)"
)


def _joins(text: str, start: int, dot: int, after: str) -> bool:
    """True if the single full stop at `dot` belongs to an abbreviation or number."""
    found = _LAST_TOKEN.search(text, max(start, dot - _LOOKBACK), dot)
    if not found:
        return False
    word = found.group()
    low = word.lower()
    is_initial = len(word) == 1 and word.isupper()  # J. K. Rowling; A. С. Пушкин
    if is_initial or low in _TITLES or low.rsplit("-", 1)[-1] in _TITLES or word in _TITLES_AS_WRITTEN:
        return True
    if low in _BEHIND:
        before = text[max(start, dot - _LOOKBACK) : found.start()].split()[-1:]
        return after[1:2] == "." or not _BEHIND[low].isdisjoint(map(str.lower, before))
    if low in _BEFORE_NUMBER or low.rpartition("’")[2] in _BEFORE_NUMBER:
        return after[:1].isdecimal()
    if word.isdecimal():  # 3. Oktober; 19. yüzyıl; list number at the start
        return len(word) < 3 and (found.start() == start or bool(_MONTHS_ETC.match(after)))
    return False


def sentence_ends(text: str, start: int, end: int) -> list[int]:
    """Ends of the sentences in text[start:end], in code points of `text`, in order; the last is `end`.

    White space after a sentence belongs to it.

    >>> text = "Mr. Reid left at 3.30 p.m. on the 5th. “Why?” she asked. Nobody knew."
    >>> [text[:end][-8:] for end in sentence_ends(text, 0, len(text))]
    ['he 5th. ', ' asked. ', 'dy knew.']
    """
    ends: list[int] = []
    for m in END.finditer(text, start, end):
        at = m.end()
        if at >= end:
            break
        stop = m["stop"]
        if stop[-1] in _CJK_STOPS:
            # 「行こう。」と言った: a quotation carried on by a particle is one sentence
            if m["close"] and text[at] in "とっ":
                continue
        elif not m["space"]:
            # a.b, 3.5, www.example.com; but a Western mark between CJK letters ends
            if not is_unspaced(text[at]) or (stop in ".…" and not m["close"]):
                continue
        elif stop in ";\u037e" and not is_greek(text, m.start()):
            continue
        else:
            first = _OPENER.match(text, at, end).end()  # type: ignore[union-attr]
            if text[min(first, end - 1)].islower():
                continue
            if stop == "." and not m["close"] and _joins(text, start, m.start(), text[at : min(end, at + 8)]):
                continue
        ends.append(at)
    if end > start:
        ends.append(end)
    return ends


def is_greek(text: str, at: int) -> bool:
    """Does a Greek letter stand before `at`? A semicolon is a question mark only there."""
    return at > 0 and ("\u0370" <= text[at - 1] <= "\u03ff" or "\u1f00" <= text[at - 1] <= "\u1fff")


def count_unspaced(text: str) -> int:
    """How many characters of `text` are of such a script (`is_unspaced`).

    >>> count_unspaced("東京, Paris")
    2
    """
    return len(_UNSPACED.findall(text))


def is_unspaced(character: str) -> bool:
    """Is it of a script that puts no space between words: Chinese, Japanese, Thai, Lao, Khmer, Burmese?

    >>> is_unspaced("続"), is_unspaced("한"), is_unspaced("é")
    (True, False, False)
    """
    return character >= "\u0e00" and _UNSPACED.match(character) is not None
