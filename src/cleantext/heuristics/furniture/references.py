"""References: lists of sources below a text, which look like lists of teasers and belong to the writing."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from cleantext.engine.document import Line
from cleantext.engine.patterns import compiled

# "(2019).", "(n.d.),", "et al", "2014;34", "doi:", "pp. 5", "[12] Holm", and the arrow that leads back from a note.
_CITES = compiled(
    r"\((?:n\. ?d\.|(?:1[6-9]|20)\d\d[a-z]?(?:, [^()]{3,14})?)\)[.,:]|\bet al\b|\b(?:19|20)\d\d; ?\d+|\bdoi(?:\.org|:)"
    r"|\b10\.\d{4,}/|\b(?:ISBN|ISSN|arXiv|PMID)\b|\bpp\. ?\d|\b[Vv]ol\. ?\d|[↩⤴]|^\[\d{1,3}\] ?\w"
)
# One of these stands in whatever it finds: to look for them first takes a tenth of the time.
_SIGNS = (").", "),", "):", "et al", ";", "doi", "10.", "ISBN", "ISSN", "arXiv", "PMID", "pp.", "ol.", "↩", "⤴", "[")
_NEAR = 2  # lines away at which another one cites too


def references(lines: Sequence[Line]) -> set[int]:
    """The indexes of the lines that cite, near another that does.

    >>> texts = ["Sources", "Holm, P. (2019). The mills of Elm.", "Reid, J. et al. Wheels and water", "Buy now"]
    >>> references([Line(0, len(text), text, 1) for text in texts])
    {1, 2}
    """
    cited = [at for at, line in enumerate(lines) if _may_cite(line.text) and _CITES.search(line.text)]
    return {at for one, other in pairwise(cited) if other - one <= _NEAR for at in (one, other)}


def _may_cite(text: str) -> bool:
    return any(map(text.__contains__, _SIGNS))
