"""The page: figures, charts and data as one HTML file that needs nothing else and runs no script but its own."""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Mapping, Sequence
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

from .charts import Chart, bars, columns
from .data import page_data, rules_by_weight
from .gather import Gathering
from .notes import figures, notes, settings, share, warnings

try:
    from jinja2 import Environment, PackageLoader, StrictUndefined
except ImportError:
    from cleantext.engine.errors import CleantextError

    raise CleantextError("a report takes leather and jinja2: pip install 'cleantext-cli[report]'") from None

_RULES = 20  # in the chart
_MOST = 9_500_000  # bytes of a page
_LEAST = 0.01  # of the usual room: what is then still too large is not the documents
_SCRIPTS = ("model.js", "elements.js", "lists.js", "documents.js", "exports.js", "start.js")


def build(gathering: Gathering, texts: Sequence[Path] = ()) -> bytes:
    """The page of what was gathered, no larger than is good for a browser. `texts` say where texts are looked for.

    How much room a text takes is known when it is written down: markup and quotes are spelled out.
    """
    room = 1.0
    while True:
        page = render(gathering, page_data(gathering, texts, room))
        if len(page) <= _MOST or room < _LEAST:
            return page
        room *= 0.9 * _MOST / len(page)


def render(gathering: Gathering, data: Mapping[str, Any]) -> bytes:
    """The page of what was gathered; `data` is what `page_data` made of it."""
    environment = Environment(
        loader=PackageLoader("cleantext.report.corpus", "page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    # As written, and not as \uXXXX that would double the size; tojson still spells out what could end a script.
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    script = "".join(_resource(name) for name in _SCRIPTS)
    page = environment.get_template("page.html.jinja").render(
        style=_resource("style.css"),
        script=script,
        script_digest=b64encode(sha256(script.encode("utf-8")).digest()).decode("ascii"),
        data=data,
        files=gathering.files,
        figures=figures(gathering),
        notes=notes(gathering, data),
        warnings=warnings(gathering),
        whole="all documents" if gathering.whole_length else "the changed documents",
        charts=charts(gathering),
        sources=_sources(gathering, data["sources"]),
        categories=sorted(gathering.categories),
        settings=settings,
    )
    return page.encode("utf-8", "backslashreplace")  # lone surrogates: in JSON that is what spells them


def _resource(name: str) -> str:
    return files("cleantext.report.corpus").joinpath("page", name).read_text(encoding="utf-8")


def charts(gathering: Gathering) -> dict[str, Chart]:
    """The charts by what they show; none where there is nothing to show."""
    if not gathering.edits:
        return {}
    whole = gathering.whole_length or gathering.length
    weights = {name: count.characters for name, count in gathering.categories.items()}
    drawn = {"categories": _shares(sorted(weights.items(), key=lambda entry: (-entry[1], entry[0])), whole)}
    rules = [(by, gathering.rules[by].characters) for by in rules_by_weight(gathering)[:_RULES]]
    ids = [rule for (_, rule), _ in rules]
    named = [(rule if ids.count(rule) == 1 else f"{rule} ({category})", count) for (category, rule), count in rules]
    drawn["rules"] = _shares(named, whole)
    documents = gathering.documents
    bins = list(gathering.shares.bins((documents or 0) - gathering.changed))
    if documents is None:
        bins = bins[1:]
    said = [f"{count:,} document{'s' * (count != 1)}" for _, count in bins]
    drawn["shares"] = columns(bins, said, [name.removesuffix(" %").replace("up to ", "0–") for name, _ in bins])
    return drawn


def _shares(weights: Sequence[tuple[str, int]], whole: int) -> Chart:
    return bars(
        [(name, 100 * weight / max(whole, 1)) for name, weight in weights],
        [share(weight, whole) for _, weight in weights],
        "%",
    )


def _sources(gathering: Gathering, listed: Sequence[str]) -> list[tuple[str, str, str, str, str]]:
    """Rows: source, documents, changed, removals, characters removed."""
    documents: Counter[str] = Counter()
    for file in gathering.files:
        documents.update(file.closing.sources if file.closing else {})
    rows = []
    for source in listed:
        if source in gathering.sources:
            found = gathering.sources[source]
            known = f"{documents[source]:,}" if source in documents else "not known"
            rows.append((source, known, f"{found.documents:,}", f"{found.edits:,}", f"{found.characters:,}"))
    return rows
