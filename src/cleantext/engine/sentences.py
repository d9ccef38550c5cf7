from __future__ import annotations
import re
def is_unspaced(c): return False
def sentence_ends(text,start,end):
    out=[m.end() for m in re.compile(r"[.!?]['\")]*\s+").finditer(text,start,end)]
    return out+[end] if not out or out[-1]!=end else out
