"""No-break spaces: where a line may not end, by the typography of a language.

A French colon never begins a line, nor does a guillemet stand alone at the end of one.
"""

from __future__ import annotations

import re

NO_BREAK = "\u00a0"
_INSIDE_GUILLEMETS = re.compile(r"(?<=«) | (?=»)")


def bind(text: str, *, before: str, space: str = NO_BREAK) -> str:
    """Replace by ``space`` the plain spaces at which ``text`` must not be broken.

    They are those inside guillemets, before one of the marks ``before`` when it ends a word, and
    between a number and its sign of per cent.
    """
    bound = _INSIDE_GUILLEMETS.sub(space, text)
    if not before:
        return bound
    marks = re.escape(before + "%")
    return re.sub(rf" (?=[{marks}](?:\W|$))", space, bound)
