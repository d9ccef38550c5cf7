"""Seams: where a sentence begins inside what the splitter takes for one, because what stands before it has no stop.

Where a page comes on one line, a button or a label is glued to the sentence behind it: "Follow us on Twitter The mayor
said that nobody was hurt." A rule for the former must not take the latter. What gives the seam away is a capital where
the midst of a sentence has none: on a word that opens sentences, or on a noun or name with a verb behind it. A seam
that is missed costs what it always did, one seen where there is none leaves the tail of some residue. Scripts without
capitals have no seams.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from re import MULTILINE
from typing import NamedTuple

from .patterns import compiled
from .sentences import STOPS

# Words that open sentences and, before the bar, end none: a capital behind those is a name's. Left out are words that
# have a capital in the midst of a sentence, too: the German "Sie", the Danish "De", the English "I".
_WORDS = """
en: a an the of in on at by for with from to into about after before between during under over through against without
    within and or but nor as than if when while because since until although though whether where this these your our
    my its their his her via per | he she it we they you that those there here then what why how who also however
    meanwhile it's it'll he's she's we're we've they're they've that's there's here's what's
de: der die das den dem des ein eine einen einem einer eines in im an am auf bei beim mit von vom zu zum zur für aus
    nach vor über unter um durch gegen ohne zwischen seit während wegen trotz und oder aber als wie wenn weil dass ob
    denn sein seine unser unsere unseren dieser diese dieses | er es wir man hier dort da dann nun jetzt doch auch nur
    noch schon so was wer wo warum wieso dabei damit dafür danach davor dazu daher deshalb jedoch allerdings zudem
    außerdem bereits viele einige alle
fr: le la les un une des du de au aux à dans en sur sous par pour avec sans chez entre vers depuis pendant avant après
    contre et ou mais que qui dont où si comme quand lorsque parce son sa ses leur leurs notre nos votre vos mon ma mes
    ce cet cette ces | il elle ils elles on nous vous je c'est ça cela ceci ici là puis alors ainsi aussi selon
    plusieurs tout tous toute toutes voici voilà malgré
es: el la los las un una unos unas de del al a en con por para sin sobre entre hasta desde hacia según contra durante
    tras y e o u pero que si como cuando donde porque aunque su sus mi mis nuestro nuestra nuestros tu tus este esta
    estos estas ese esa | él ella ellos ellas nosotros yo se lo no ya así ahora aquí allí también además luego después
    antes muchos muchas todos todas otro otra otros eso esto
it: il lo la i gli le un uno una di de del dello della dei degli delle a al allo alla ai agli alle da dal dalla dai
    dalle in nel nello nella nei nelle con su sul sulla sui sulle per tra fra e ed o ma che se come quando dove perché
    mentre suo sua suoi sue nostro nostra mio mia questo questa questi queste quel quella | lui noi io si ci non qui lì
    poi ora così anche ancora già molti molte tutti tutte altri ogni dopo prima secondo
pt: o a os as um uma uns umas de do da dos das em no na nos nas ao aos à às por pelo pela pelos pelas para com sem sob
    sobre entre até desde após contra durante e ou mas que se como quando onde porque embora seu sua seus suas nosso
    nossa meu minha este esta estes estas esse essa | ele ela eles elas nós eu não já assim agora aqui ali também ainda
    depois antes muitos muitas todos todas outro outra isso isto
nl: de het een van in op aan bij met voor naar uit over onder tegen door zonder tussen sinds tijdens om te tot en of
    maar als dat die dan omdat terwijl zijn haar hun ons onze mijn deze dit | hij zij ze wij we ik er hier daar nu dus
    ook nog al niet wat wie waar waarom hoe veel alle volgens daarnaast toen
da: den det en et af i på til fra med for om ved under over mellem efter før uden mod gennem og eller men at som der
    hvis når fordi mens da sin sit sine hans hendes vores min denne dette disse | han hun vi jeg man her nu så også ikke
    hvad hvem hvor hvorfor hvordan mange alle
sv: den det de en ett av i på till från med för om vid under över mellan efter före utan mot genom och eller men att som
    när eftersom medan då sin sitt sina hans hennes deras vår vårt våra min mitt denna detta dessa | han hon vi jag man
    här nu så också inte vad vem var varför hur många alla där
no: den det de en et ei av i på til fra med for om ved under over mellom etter før uten mot gjennom og eller men at som
    når fordi mens da sin sitt sine hans hennes deres vår vårt våre min denne dette disse | han hun vi jeg man her nå så
    også ikke hva hvem hvor hvorfor hvordan mange alle der
pl: w we z ze na do od po za o u przy przez dla bez nad pod przed między oraz i a ale lub albo że jak gdy kiedy jeśli
    ponieważ bo który która które jego jej ich nasz nasza nasze swój ten ta te | on ona ono oni to tu tam teraz wtedy
    już także też nie tak co kto gdzie dlaczego jednak według wielu wszystkie
cs: v ve z ze na do od po za o u při přes pro bez nad pod před mezi a i ale nebo že jak když kdy pokud protože který
    která které jeho její jejich náš naše svůj ten ta | on ona ono oni to tady tam teď už také ne tak co kdo kde proč
    podle však mnoho všichni
hu: a az egy és vagy de hogy ha mint mert amely aki ami | ez azt ezt ő ők mi itt ott most már is nem így úgy mit ki hol
    miért hogyan sok minden amikor miután
ro: un o al ai ale a în din de la pe cu pentru prin spre fără sub peste între după până și sau dar că dacă când unde lui
    lor nostru noastră său sa acest această | el ea ei ele noi nu aici acolo acum atunci astfel ce cine cum mulți toate
    era este
fi: ja tai mutta että jos kun koska kuin joka jotka mikä | hän he se ne me tämä nämä siellä täällä nyt sitten myös ei
    niin mitä kuka missä miksi miten monet kaikki
tr: ve veya ile için gibi bir | bu şu o biz onlar ben burada şimdi sonra ama ancak çünkü ayrıca ne kim nerede neden
    nasıl her tüm birçok
ru: в во на с со к ко у о об от до из за по при для без над под перед между через и или но а что как когда если потому
    который которая которые его её их наш наша наши свой | он она оно они мы я это этот эта эти тут там здесь теперь
    тогда уже также не так кто где почему однако многие все
uk: в у на з зі із до від по за про при для без над під перед між через і й та або але що як коли якщо бо який яка які
    його її їх їхній наш наша наші свій | він вона воно вони ми я це цей ця ці тут там тепер тоді вже також не так хто
    де чому однак багато усі всі
el: ο η το οι τα του της των τον την τη τους τις στο στη στην στον στα στους στις ένας μια ένα από με για σε χωρίς κατά
    μετά πριν και ή αλλά που πως ότι αν όταν όπως γιατί | αυτός αυτή αυτό αυτοί αυτά εδώ εκεί τώρα τότε δεν τι ποιος πού
    πολλοί όλοι όλα ήταν είναι
id: di ke dari pada dengan untuk oleh dalam atau dan yang bahwa jika ketika karena seperti | ia dia mereka kami kita
    saya ini itu para sebuah seorang sementara namun tetapi setelah sebelum saat tidak apa siapa
vi: của và là ở tại trong cho với từ đến về bởi những các một | họ chúng tôi này đây đó khi nếu nhưng theo sau trước tuy
"""
_NOUNS_LARGE = frozenset({"de"})  # languages in which nouns have capitals, and headlines no more than those
_LANGUAGE = compiled(r"^(\w\w): (.+\n(?:    .+\n)*)", MULTILINE)
_TOKEN = compiled(r"\S+")
_WORD = compiled(r"[^\W\d_][^\W\d_A-Z]*(?:['-][^\W\d_][^\W\d_A-Z]*)*")  # no WhatsApp
_NUMBER = compiled(r"\d{1,2}\.")  # of the heading behind a headline
_LABELS = frozenset(":>|→)")  # at the end of what announces the words behind it
_MARKS = "\"'()[],.*"
_SYMBOLS = "\u2190"  # arrows, pictures and the like begin here
_LONGEST = 40  # code points of a word
_BESIDE = 1  # code points between what is matched and the word behind it
_NAME = 3  # words of a name at most
_FEWEST = 4  # words of a sentence that begins with a name


class _Words(NamedTuple):
    """The small words of a language: those that may open a sentence, and those of them that end none."""

    open: frozenset[str]
    go_on: frozenset[str]


@cache
def _by_language() -> Mapping[str, _Words]:
    found = {}
    for language, words in _LANGUAGE.findall(_WORDS):
        inner, _, openers = words.partition("|")
        found[language] = _Words(frozenset((inner + openers).split()), frozenset(inner.split()))
    return found


def seam(folded: str, anchor: int, match: int, end: int, language: str) -> int:
    """Where a sentence of its own begins in what would go up to `end`; `end` if none does.

    `match` is the end of what a rule of that language matched, and `anchor` that of the anchor in it: a pattern may
    reach beyond the seam.

    >>> text = "Follow us on Twitter @mill The mayor said that nobody was hurt."
    >>> text[: seam(text, 20, 20, len(text), "en")]
    'Follow us on Twitter @mill '
    """
    words = _by_language().get(language)
    tokens = [(found.start(), found[0]) for found in _TOKEN.finditer(folded, anchor, end)]
    if not words or len(tokens) < 2:
        return end
    announces = folded[match - _BESIDE - 1 : match].rstrip()[-1:] in _LABELS
    before = "" if tokens[0][0] == anchor else folded[max(0, anchor - _LONGEST) : anchor]
    before = (before.split() or [""])[-1]
    for at, (start, token) in enumerate(tokens[:-1]):
        behind, before = before, token
        is_beside = match <= start <= match + _BESIDE
        if not (token[0].isupper() or token[0] in "¿¡") or not _may_end(behind, words) or (is_beside and announces):
            continue
        rest = _sentence([text for _, text in tokens[at : at + _FEWEST]])
        runs_on = is_beside or behind[0].islower()
        if _opens(rest, words, runs_on=runs_on or not behind[0].isalpha() or language in _NOUNS_LARGE):
            return start
        if start >= match and runs_on and (is_beside or language not in _NOUNS_LARGE) and _is_subject(rest, words):
            return start
    return tokens[-1][0] if announces and _NUMBER.fullmatch(tokens[-1][1]) else end


def _sentence(tokens: Sequence[str]) -> Sequence[str]:
    """The first `tokens`, up to a stop."""
    return tokens[: next((at for at, token in enumerate(tokens, 1) if token[-1] in STOPS), len(tokens))]


def _opens(tokens: Sequence[str], words: _Words, *, runs_on: bool) -> bool:
    """Does the first of `tokens` open a sentence by itself? `runs_on`: no headline of capitals stands before it."""
    word = tokens[0].rstrip(",")
    if tokens[0][0] in "¿¡":
        return word[1:2].isupper()
    if len(tokens) < 2 or word.lower() not in words.open or not _is_capitalised(word):
        return False
    if tokens[1][0].islower():
        return runs_on or tokens[1].lower() not in words.open
    return runs_on and len(tokens) >= _FEWEST  # else a name: The Guardian


def _is_subject(tokens: Sequence[str], words: _Words) -> bool:
    """Is it a noun or a name that `tokens` begin with, and a verb behind it, as far as can be told?"""
    if len(tokens) < _FEWEST or not _is_capitalised(tokens[0]):
        return False
    for token in tokens[1 : _NAME + 1]:
        if not token[0].isupper():
            return token[0].islower() and token.lower() not in words.go_on
        if not token[-1].isalnum():
            return False
    return False


def _is_capitalised(word: str) -> bool:
    return word != "I" and (len(word) == 1 or not word.isupper()) and bool(_WORD.fullmatch(word))


def _may_end(token: str, words: _Words) -> bool:
    """May a sentence without a stop end with `token`?"""
    if not token or not (token[-1].isalnum() or token[-1] in ")]_*" or token[-1] > _SYMBOLS):
        return False
    return token.strip(_MARKS).lower() not in words.go_on
