"""How speakers are told apart on a screen: initials, a pattern of underline, then a colour.

The speakers with the most statements get the clearest signs; past the eighth, grey and the initials
must do. Nobody needs the colour: the pattern and the initials say the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct

from ondit.model import Speaker, Statement

HUES = 8
"""Hues that can be told apart by most eyes: those of Okabe and Ito, darkened for a white page."""
PATTERNS = 5
"""Solid, dashed, dotted, double, wavy."""


class Sign(Struct, frozen=True, kw_only=True):
    """How one speaker is marked."""

    initials: str
    classes: str


NOBODY = Sign(initials="?", classes="hue-0 line-3")
"""The sign of a speaker that the page does not name."""


def signs(statements: Sequence[Statement], speakers: Sequence[Speaker]) -> Mapping[str, Sign]:
    """Give each speaker's sign, by identifier."""
    said = Counter(statement.speaker for statement in statements)
    ranked = sorted(speakers, key=lambda speaker: -said[speaker.id])
    return {
        speaker.id: Sign(initials=initials(speaker.name), classes=_classes(rank))
        for rank, speaker in enumerate(ranked)
    }


def _classes(rank: int) -> str:
    hue = rank + 1 if rank < HUES else 0
    return f"hue-{hue} line-{rank % PATTERNS + 1}"


def initials(name: str) -> str:
    """Give up to two initials of ``name``, those of its first and last capitalised words."""
    words = [
        word for word in name.replace("’", " ").replace("'", " ").split() if word[:1].isalpha()
    ]
    capitals = [word for word in words if word[0].isupper()] or words
    if not capitals:
        return "?"
    if len(capitals) == 1:
        word = capitals[0]
        return word[:4] if word.isupper() and len(word) <= 4 else word[0].upper()
    return (capitals[0][0] + capitals[-1][0]).upper()
