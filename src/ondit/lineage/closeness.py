"""How near two related articles are, for choosing among several: one measure for all kinds.

The share of an article that has a counterpart in the other, times how faithful the counterparts
are. Sentences of two languages are likened by what the bridge knows, and so less than they are
alike: their likeness counts beside that of a whole translation.
"""

from __future__ import annotations

from ondit.model import Derivation

# Set by hand beside translations of 2013: whole ones by people have a mean likeness of 0.35, by
# machines of 0.41; two machines of one text 0.72 in its words, a person and a machine 0.60.
_FREE = 0.45  # mean likeness of a whole translation to its source
_ACROSS = 0.9  # what that is worth beside a copy: who has the words themselves is the nearer


def covered(record: Derivation, name: str) -> float:
    """Give the share of the sentences of article ``name`` that have a counterpart."""
    return record.one_covered if record.one == name else record.other_covered


def across(record: Derivation) -> bool:
    """Tell whether the two are of different languages, both known."""
    here, there = record.languages
    return here != there and here is not None and there is not None


def closeness(record: Derivation, name: str) -> float:
    """Give how much of article ``name`` the other explains, 0 to 1."""
    faithful = record.likeness
    if across(record):
        faithful = _ACROSS * min(faithful / _FREE, 1.0)
    return covered(record, name) * faithful
