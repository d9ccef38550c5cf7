"""The digest of a rule set: two cleanings with the same one, version and settings remove the same."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b

from cleantext.engine.pack import Pack

from .remembered import plain_data


def rule_set_digest(packs: Iterable[Pack], weights: bytes = b"") -> str:
    """128 bits, in hexadecimal, over the rules and word lists of `packs` and the weights of the heuristics.

    Examples do not count. What a heuristic does with its words and weights is told by the version of cleantext.

    >>> rule_set_digest([Pack("mine")]) == rule_set_digest([Pack("mine", words={"agency": frozenset({"elm press"})})])
    False
    """
    found = blake2b(weights, digest_size=16)
    for pack in packs:
        found.update(repr(plain_data(pack)).encode("utf-8", "surrogatepass"))
    return found.hexdigest()
