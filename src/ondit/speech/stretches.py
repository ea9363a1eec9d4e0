"""A stretch of a passage, as the rules read it: what the learned part chooses from."""

from __future__ import annotations

from msgspec import Struct

from ondit.speech.cues import Cue
from ondit.speech.drafts import Draft
from ondit.speech.passages import Passage


class Stretch(Struct, kw_only=True):
    """A stretch in which somebody may speak, as the rules read it."""

    passage: Passage
    place: int
    """The number of the passage among those read."""
    number: int
    """The number of the stretch in its passage."""
    lo: int
    hi: int
    drafts: list[Draft]
    unread: list[Cue]
    at: int = 0
    """Where the token ``lo`` lies on the sheet."""
