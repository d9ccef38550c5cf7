"""One contender of the speed benchmark in a process of its own: `python speed_work.py NAME RECORDS`.

Says on its first line what it is (or why it cannot take part), then for each number of seconds that it is given how far
it came in that much processor time. Runs with any Python that has the contender, with or without cleantext.
"""

from __future__ import annotations

import html
import json
import resource
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

Contender = tuple[str, Callable[[str], Any], Callable[[Any], Any]]  # version, what is made ready before, what is timed


def reference() -> Contender:
    """Decoding and cutting into lines: what every tool does at least."""
    return sys.version.split()[0], str.encode, lambda data: data.decode().splitlines()


def engine(level: str, rules: str = "") -> Contender:
    """cleantext from text to text; `rules`: how many rules of one's own, and of which kind."""
    import cleantext
    from cleantext.engine.pack import Pack
    from cleantext.engine.phrases import Phrase
    from cleantext.engine.rules import Category, Level, Rule

    packs = []
    if rules:
        from speed_texts import user_rules

        count, kind = rules.split("-")
        phrases = [
            Phrase(Rule(f"own/{number}", Category.PROMO, Level.LIGHT, "Measured."), (wording,))
            for number, wording in enumerate(user_rules(int(count), kind == "shared"))
        ]
        packs = [Pack("own", rules=tuple(phrase.rule for phrase in phrases), phrases=tuple(phrases))]
    cleaner = cleantext.Cleaner(level=level, packs=packs)
    return cleantext.__version__, str, lambda text: cleaner.clean(text).text


def c4() -> Contender:
    """datatrove's C4 filter without its least number of sentences, which needs a sentence model."""
    from datatrove.data import Document
    from datatrove.pipeline.filters import C4QualityFilter

    c4_filter = C4QualityFilter(min_num_sentences=-1)
    return version("datatrove"), str, lambda text: c4_filter.filter(Document(text=text, id="1"))


def ftfy() -> Contender:
    """ftfy's fix_text: repairs encodings."""
    import ftfy as module

    return version("ftfy"), str, module.fix_text


def clean_text() -> Contender:
    """clean-text's clean, keeping case and line breaks. Its module is called cleantext: never beside ours."""
    version("clean-text")  # else it is ours that would be imported
    import cleantext as module

    return version("clean-text"), str, lambda text: module.clean(text, lower=False, no_line_breaks=False)


def justext() -> Contender:
    """jusText on the text with each line in a <p>."""
    import justext as module

    words = module.get_stoplist("English")
    return version("justext"), _page, lambda page: module.justext(page, words)


def trafilatura() -> Contender:
    """trafilatura on the text with each line in a <p>."""
    import trafilatura as module

    return version("trafilatura"), _page, module.extract


def _page(text: str) -> str:
    lines = "".join(f"<p>{html.escape(line)}</p>\n" for line in text.split("\n") if line)
    return f"<!DOCTYPE html><html><head><title>A page</title></head><body><article>\n{lines}</article></body></html>"


CONTENDERS = {
    "reference": reference,
    "cleantext": engine,
    "c4": c4,
    "ftfy": ftfy,
    "clean-text": clean_text,
    "justext": justext,
    "trafilatura": trafilatura,
}


def main(name: str, path: str) -> None:
    """Speaks as the module's docstring says."""
    kind, *arguments = name.split()
    try:
        named, prepare, work = CONTENDERS[kind](*arguments)
    except (ImportError, LookupError) as error:
        print(json.dumps({"missing": f"{error}".split("\n", maxsplit=1)[0]}), flush=True)
        return
    with open(path, encoding="utf-8") as file:  # noqa: PTH123
        texts = [json.loads(line)["text"] for line in file]
    sizes = [len(text.encode()) for text in texts]
    ready = [prepare(text) for text in texts]
    work(ready[0])  # what is set up at first use
    print(json.dumps({"version": named}), flush=True)
    at = 0
    for line in sys.stdin:
        seconds, done, documents = float(line), 0, 0
        started = time.process_time()
        while (spent := time.process_time() - started) < seconds:
            work(ready[at])
            done, documents, at = done + sizes[at], documents + 1, (at + 1) % len(ready)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(json.dumps({"seconds": spent, "bytes": done, "documents": documents, "peak": peak}), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
