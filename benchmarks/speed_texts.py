"""The texts that speed is measured on: articles with a share of residue lines, the same for every contender."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from corpus import jobs

FIXTURES = Path(__file__).parents[1] / "fixtures" / "prose"
_ENGLISH = ("diary", "essay", "fiction", "history", "interview", "letter", "minutes", "news", "obituary", "review")
_SHORTEST = 70  # code points of a line that counts as prose

# Residue of our own writing, as outlets everywhere have it.
RESIDUE = """\
Support our journalism from £2 a month.
Your support helps us to be there when it matters. Please consider making a contribution today.
Sign up for our free weekly newsletter and never miss a story.
Subscribe to our newsletter to get the best of the week in your inbox.
By signing up you agree to our terms and conditions and privacy policy.
READ MORE: Five detours that really work
Read more: The ferry that nobody wanted
Related articles
You may also like
Follow us on Facebook, Twitter and Instagram
Share on Facebook Share on Twitter Share via email
Download our app for the latest news.
Photo: Jane Doe/Reuters
The eastern pier of the bridge, seen from the towpath (Dale Okoro/PA Wire)
Image: Ines Marlow/Getty Images
open image in gallery The market square on the morning after the flood ( Dale Okoro/PA )
© 2024 The Wexcombe Courier. All rights reserved.
This material may not be published, broadcast, rewritten or redistributed.
We use cookies to improve your experience on our website.
Accept all cookies
Advertisement
Story continues below advertisement
Skip to content
Click here to comment on this story
Leave a comment
Watch the video above.
Sponsored content
Already a subscriber? Log in to continue reading.
Please enable JavaScript to view the comments.
Home | News | Sport | Weather | Contact us
""".splitlines()


def paragraphs(corpus: Path | None) -> list[str]:
    """Paragraphs of English prose: of the corpus's reference texts if there is one, else of the fixtures."""
    if corpus:
        texts = [
            job.record["gold"]
            for job in jobs(corpus)
            if job.record["extractor"] == "gold" and job.record.get("lang") in ("en", None, "")
        ]
    else:
        paths = [path for path in sorted(FIXTURES.iterdir()) if path.name.startswith(_ENGLISH)]
        texts = [path.read_text(encoding="utf-8") for path in paths]
    return [line for text in texts for line in text.split("\n") if len(line) >= _SHORTEST]


def documents(prose: Sequence[str], share: float, total: int, lengths: tuple[int, int] = (3_000, 6_000)) -> list[str]:
    """Documents of `lengths` code points and `total` together, a `share` of whose lines are residue."""
    chance = random.Random(f"{share}{lengths}")
    lines = _lines(prose, share, chance)
    found: list[str] = []
    size = 0
    while size < total:
        wanted = chance.randint(*lengths)
        document: list[str] = []
        length = 0
        while length < wanted:
            line = next(lines)[: max(wanted - length, _SHORTEST)]
            document.append(line)
            length += len(line) + 1
        found.append("\n".join(document) + "\n")
        size += length
    return found


def _lines(prose: Sequence[str], share: float, chance: random.Random) -> Iterator[str]:
    while True:
        for line in chance.sample(prose, len(prose)):
            while chance.random() < share:
                yield chance.choice(RESIDUE)
            yield line


def user_rules(count: int, shared: bool) -> list[str]:
    """Wordings for rules of somebody's own: with `shared`, a few phrases before names; else words of all kinds."""
    chance = random.Random(count)
    names = [_word(chance).capitalize() for _ in range(count)]
    if shared:
        heads = ["read more on", "sign up to", "follow us at", "brought to you by", "more stories from", "exclusive to"]
        return [f"{heads[at % len(heads)]} {name}".lower() for at, name in enumerate(names)]
    return [" ".join(_word(chance) for _ in range(chance.randint(2, 5))) for _ in range(count)]


def _word(chance: random.Random) -> str:
    return "".join(
        chance.choice("bcdfghklmnprstvw") + chance.choice("aeiou") + chance.choice("lnrst ".strip() + "x")
        for _ in range(chance.randint(1, 3))
    )
