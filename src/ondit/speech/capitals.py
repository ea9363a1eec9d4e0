"""Runs of capitalised words that may be personal names, and where the name begins in them."""

from __future__ import annotations

from ondit.speech.lexicon import Lexicon, Sort
from ondit.speech.passages import Passage


def runs(passage: Passage, lexicon: Lexicon) -> list[tuple[int, int]]:
    """Give the runs of capitalised words that may be personal names."""
    runs: list[tuple[int, int]] = []
    token, size = 0, len(passage.words)
    particles = lexicon.speech.who.particles
    sorts = passage.sorts
    for capital in [token for token, sort in enumerate(sorts) if sort & Sort.NAME]:
        if capital < token:
            continue  # in the run before
        token = capital
        end = token + 1
        while end < size:
            if passage.capitals[end] and (
                sorts[end] & Sort.NAME
                or passage.words[end] in lexicon.language.words.months
                or passage.words[end - 1] in lexicon.first_names
            ):
                end += 1
            elif (
                end + 2 < size
                and passage.words[end] in particles
                and passage.words[end + 1] in particles
                and sorts[end + 2] & Sort.NAME
            ):
                end += 3  # *von der* Leyen
            elif (
                end + 1 < size
                and sorts[end + 1] & Sort.NAME
                and (
                    passage.words[end] in particles
                    or (passage.words[end] in (".", "-") and len(passage.words[end - 1]) < 3)
                    # *[President Vladimir] Putin*: an editor's insertion
                    or (
                        passage.words[end] == "]"
                        and "[" in passage.words[max(0, token - 4) : token]
                    )
                )
            ):
                end += 2
            else:
                break
        runs.append((token, end))
        token = end
    return runs


def name_start(passage: Passage, lexicon: Lexicon, start: int, end: int) -> int:
    """Give where the name begins in capitals that a role’s place begins: *du Var Anne Lee*."""
    tied = start > 0 and passage.words[start - 1] in lexicon.grammar.genitives
    if not tied or passage.words[start] in lexicon.first_names:
        return start
    return next(
        (
            token
            for token in range(start + 1, end - 1)
            if passage.words[token] in lexicon.first_names
        ),
        start,
    )
