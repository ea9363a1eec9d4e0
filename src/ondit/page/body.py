"""Which pieces of a page are the article, and what the others are.

Three voices decide. The *score* of a piece comes from its shape and from the box it stands in:
boxes that hold much running text with few links are the article's (the idea of Readability, as a
measure and not as a cut). A piece's own *words* can make it furniture (:mod:`phrases`), and a label
can make furniture of what follows it in the same box. Names of classes weigh in
(:mod:`hints`) and are never needed. Text without markup has only the last two voices.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, get_args

import numpy as np
from msgspec import Struct

from ondit.model import FurnitureKind, Role
from ondit.page import faq
from ondit.page.dom import Document, Piece, level
from ondit.page.runs import settle
from ondit.page.shape import is_bare_link, linked
from ondit.page.survey import TAIL, Survey, around

if TYPE_CHECKING:
    from ondit.page.features import Groups
    from ondit.page.layout import Floats

# Set by hand. On 60 pages each of two sets of ``benchmarks/what.py`` (fundus, wcxb) the figures of
# body and headline do not move in three decimals while one of them changes alone: _SENTENCE from
# 5 to 40, _SMALL from 300 to 1200, _SIBLING from 40 to 90, _ENOUGH_KEPT from 2 to 5, _MOST from
# 0.7 to 0.9.
_SENTENCE = 15  # characters from which a piece can be a sentence
_LONG = 200  # characters from which a text without a full stop is running text for want of better
_SMALL = 600  # characters of a whole page: on so small a one every sentence is kept
_SIBLING = 60  # characters from which a piece beside the article's may be running text
_ENOUGH_KEPT = 3  # pieces of running text by which a box is the article's
_MOST = 0.8  # of them
_FEWEST_CELLS = 4  # of a table of data
_LONGEST_CELL = 300  # characters
_SOME = 4  # a table is kept where at least this part of its text is: a quarter
_ENOUGH_ALIKE = 2  # running paragraphs of one make by which its sentences are the article's
_CHAIN = 4  # boxes up to which two pieces must be made alike
_THRESHOLD = 0.5  # probability from which a piece is kept, where the model is sure of the page
_LOWEST = 0.3  # and however much it doubts it; a quarter is better on unknown sites, 0.4 on known
_TEASER = 28  # characters of a link from which it is a headline; longer than nearly all of menus
_MOSTLY = 0.6  # of it, beside a section or a date
_BETWEEN_TEASERS = 5  # pieces from one to the next, with section, date and summary
_NOTHING = 25  # characters up to which a piece says nothing of its box
_CONTAINERS = frozenset(("div", "td", "section", "article", "body"))
_DOUBTED = 0.25  # probability from which a sentence amidst the article is kept; set by hand
_NAMED_ALIKE = 0.2  # from which one is in a box that bears the names of the article's; set by hand
_QUESTION = 150  # characters of a question that an answer stands below
_HANDLE = re.compile(r"(?:\S{1,20} ){1,3}@\w+")  # a call to follow somebody, and no sentence
_LISTED = frozenset(("li", "dd", "dt", "td", "th", "ul", "ol", "dl", "tr"))
_ROLES: frozenset[str] = frozenset(get_args(Role))


class Verdict(Struct, frozen=True, kw_only=True, gc=False):
    """Whether a piece is the article's, or else what furniture it is."""

    kept: bool
    kind: FurnitureKind = "other"
    role: Role | None = None
    """The role that the model thinks likeliest, where it has looked and thinks of one."""
    sure: float = 0.0
    """The probability of that role."""


class Looks(Struct, frozen=True, kw_only=True):
    """What the model thinks of the pieces of a page."""

    kept: list[float]
    """The probability of each piece to be body or standfirst."""
    roles: dict[int, tuple[Role, float]]
    """The likeliest role of each piece looked at, and its probability."""
    kinds: dict[int, FurnitureKind]
    """The likeliest kind of furniture of each piece looked at."""


def is_asked(piece: Piece) -> bool:
    """Tell whether the model is asked about ``piece``: not of menus' bare links and of media."""
    return bool(piece.text) and not is_bare_link(piece)


def examined(survey: Survey) -> tuple[list[int], Floats, Groups]:
    """Give the pieces that the model is asked about, their features, and what groups they form."""
    from ondit.page import features

    asked = [number for number, piece in enumerate(survey.document.pieces) if is_asked(piece)]
    groups = features.grouped(survey.document, asked)
    if not asked:
        return asked, features.NONE, groups
    return asked, features.matrix(survey, groups, main=_main_box(survey), asked=asked), groups


def divide(survey: Survey) -> list[Verdict]:
    """Give a verdict for every piece of the page, in their order."""
    document = survey.document
    if document.plain:
        return _plain(survey)
    looks = _looks(survey)
    is_small = sum(len(piece.text) for piece in document.pieces) < _SMALL
    teasers = _teasers(document)
    answers = faq.pieces(document)
    verdicts = []
    for number, piece in enumerate(document.pieces):
        kind = survey.kind(number)
        vetoed = survey.shown[number] is not None or survey.followed[number] in TAIL
        vetoed |= number in survey.asking or bool(_HANDLE.fullmatch(piece.text))
        kept = looks.kept[number] >= _THRESHOLD and not vetoed
        kept |= is_small and kind is None and _is_sentence(piece)
        kept |= number in answers and survey.shown[number] is None
        if kind is None:
            kind = looks.kinds.get(number) or ("menu" if linked(piece) > 0.5 else "other")
            kind = "related" if kind == "menu" and number in teasers else kind
        role, sure = looks.roles.get(number, (None, 0.0))
        verdicts.append(Verdict(kept=kept, kind=kind, role=role, sure=sure))
    verdicts = _with_tables(survey, _with_siblings(survey, verdicts))
    verdicts = _of_one_name(survey, _of_one_make(survey, verdicts), looks.kept)
    verdicts = _with_headings(survey, _amidst(survey, verdicts, looks.kept))
    return _with_answers(survey, verdicts)


def _teasers(document: Document) -> frozenset[int]:
    """Give the links that are headlines by their length, two of them near each other at least.

    The entries of a menu are words; those of *More from us* are sentences.
    """
    long = [
        number
        for number, piece in enumerate(document.pieces)
        if len(piece.text) >= _TEASER and linked(piece) > _MOSTLY
    ]
    return frozenset(
        number
        for one, other in pairwise(long)
        if other - one <= _BETWEEN_TEASERS
        for number in (one, other)
    )


def _plain(survey: Survey) -> list[Verdict]:
    verdicts = []
    for own, after in zip(survey.shown, survey.followed, strict=True):
        kind = own.kind if own else after
        verdicts.append(Verdict(kept=kind is None, kind=kind or "other"))
    return verdicts


def _with_siblings(survey: Survey, verdicts: list[Verdict]) -> list[Verdict]:
    """Keep what reads as running text among the pieces of the box that holds the article.

    The model, which knows pieces by their shape, loses a standfirst in bold or a line without a
    full stop; if nothing marks it as furniture and most running text of its box is kept, before
    and after it in that box too, it belongs there.
    """
    document = survey.document
    running: dict[int, list[int]] = {}
    for number, piece in enumerate(document.pieces):
        if len(piece.text) >= _SIBLING and linked(piece) < 0.2 and level(piece.tag) is None:
            running.setdefault(around(document, piece), []).append(number)
    found = list(verdicts)
    for numbers in running.values():
        kept = [number for number in numbers if verdicts[number].kept]
        if len(kept) < _ENOUGH_KEPT or len(kept) < _MOST * len(numbers):
            continue
        for number in numbers:
            hint = survey.hints[document.pieces[number].box]
            free = survey.shown[number] is None and hint.kind is None
            free &= number not in survey.asking
            if not verdicts[number].kept and number < kept[-1] and free:
                found[number] = Verdict(kept=True)
    return found


def _with_tables(survey: Survey, verdicts: list[Verdict]) -> list[Verdict]:
    """Keep all cells of a table of data that is kept in part, or around which the article goes on.

    The model keeps the cells that read as text and loses *287 g* beside them.
    """
    document = survey.document
    found = list(verdicts)
    for number, box in enumerate(document.boxes):
        cells = _cells(document, number) if box.tag == "table" else []
        if not cells:
            continue
        size = sum(len(document.pieces[each].text) for each in cells)
        kept = sum(len(document.pieces[each].text) for each in cells if verdicts[each].kept)
        if kept * _SOME < size and not _goes_on(document, verdicts, number):
            continue
        for each in cells:
            if survey.shown[each] is None and survey.followed[each] is None:
                found[each] = Verdict(kept=True)
    return found


def _cells(document: Document, number: int) -> list[int]:
    """Give the pieces of a table of data, which has one short text in a cell; of others none."""
    inside = range(document.first[number], document.last[number])
    cells = [each for each in inside if document.pieces[each].text]
    pieces = [document.pieces[each] for each in cells]
    if len(cells) < _FEWEST_CELLS or len({piece.box for piece in pieces}) < len(pieces):
        return []
    if sum(piece.tag in ("td", "th") for piece in pieces) < _MOST * len(pieces):
        return []
    if sum(linked(piece) > 0.5 for piece in pieces) * 2 > len(pieces):
        return []
    return cells if max(len(piece.text) for piece in pieces) <= _LONGEST_CELL else []


def _tells(piece: Piece) -> bool:
    """Tell whether ``piece`` says where it stands: it is long enough, and no cell of a table."""
    return len(piece.text) > _NOTHING and piece.tag not in ("td", "th", "caption")


def _goes_on(document: Document, verdicts: list[Verdict], number: int) -> bool:
    """Tell whether the article stands before and behind a box, beside it."""
    outer = document.boxes[number].parent
    if outer < 0:
        return False
    outer = max(document.boxes[outer].parent, 0)
    first, last = document.first[number], document.last[number]
    before = (each for each in range(first - 1, document.first[outer] - 1, -1))
    after = (each for each in range(last, document.last[outer]))
    return all(
        any(verdicts[each].kept for each in [n for n in side if _tells(document.pieces[n])][:1])
        for side in (before, after)
    )


def _of_one_make(survey: Survey, verdicts: list[Verdict]) -> list[Verdict]:
    """Keep sentences that are made like the article's paragraphs, tag and names all the way up.

    The model doubts what is short, above all the last line (*An inquiry will start in May.*), and
    what stands between boxes of other things. Where two running paragraphs of one make are the
    article's, so is a sentence of that make, unless something marks it as furniture.
    """
    document = survey.document
    running: dict[tuple[object, ...], int] = {}
    in_box = Counter(
        piece.box
        for piece, verdict in zip(document.pieces, verdicts, strict=True)
        if verdict.kept and len(piece.text) >= _SIBLING
    )
    for box, count in in_box.items():
        make = _make(document, box)
        running[make] = running.get(make, 0) + count
    found = list(verdicts)
    for number, piece in enumerate(document.pieces):
        if verdicts[number].kept or not piece.text or survey.kind(number) is not None:
            continue
        if _is_amid(document, verdicts, number):
            found[number] = Verdict(kept=True)
            continue
        if _is_sentence(piece) and running.get(_make(document, piece.box), 0) >= _ENOUGH_ALIKE:
            found[number] = Verdict(kept=True)
    return found


def _of_one_name(survey: Survey, verdicts: list[Verdict], likely: list[float]) -> list[Verdict]:
    """Keep boxes that bear the names of the box in which most of the article stands.

    Systems that build pages of blocks set an article in several boxes of one name. Such a box after
    the first is kept with its lists and headings where a sentence of it is not unlikely, and
    nothing in it is furniture.
    """
    document = survey.document
    boxes = document.boxes
    running = Counter(
        around(document, piece)
        for piece, verdict in zip(document.pieces, verdicts, strict=True)
        if verdict.kept and len(piece.text) >= _SIBLING
    )
    named = {(boxes[box].tag, boxes[box].names) for box, count in running.items() if count > 1}
    nameless = not any(box.names.strip() for box in boxes)
    begun = min((document.first[box] for box in running), default=len(document.pieces))
    found = list(verdicts)
    for number, box in enumerate(boxes):
        inside = range(document.first[number], document.last[number])
        if not (nameless or box.names.strip()) or (box.tag, box.names) not in named:
            continue
        if inside.start <= begun:
            continue
        texts = [n for n in inside if document.pieces[n].text]
        free = all(survey.kind(n) is None and linked(document.pieces[n]) < 0.5 for n in texts)
        said = any(likely[n] >= _NAMED_ALIKE and _is_sentence(document.pieces[n]) for n in texts)
        for n in texts if free and said else ():
            if not verdicts[n].kept:
                found[n] = Verdict(kept=True)
    return found


def _amidst(survey: Survey, verdicts: list[Verdict], likely: list[float]) -> list[Verdict]:
    """Keep sentences and headings that the model doubts where the article goes on on both sides.

    A box that is set off in the midst of it (*The average umbrella lives for seven months.*). Cells
    of a table beside it say nothing of where it stands.
    """
    document = survey.document
    found = list(verdicts)
    for number, piece in enumerate(document.pieces):
        if verdicts[number].kept or likely[number] < _DOUBTED or survey.kind(number) is not None:
            continue
        if number in survey.asking or linked(piece) > 0.2 or piece.media is not None:
            continue
        is_heading = level(piece.tag) is not None
        goes_on = _goes_on(document, verdicts, piece.box)
        if (is_heading and (goes_on or _heads(document, verdicts, number))) or (
            goes_on and _is_sentence(piece)
        ):
            found[number] = Verdict(kept=True)
    return found


def _heads(document: Document, verdicts: list[Verdict], number: int) -> bool:
    """Tell whether all that stands in the box of a heading below it is the article's."""
    box = around(document, document.pieces[number])
    inside = range(document.first[box], document.last[box])
    below = [n for n in inside if document.pieces[n].text and n != number]
    return bool(below) and below[0] > number and all(verdicts[n].kept for n in below)


def _with_headings(survey: Survey, verdicts: list[Verdict]) -> list[Verdict]:
    """Keep headings that stand between two pieces of the article, unless marked as furniture.

    What a heading stands over tells better what it is than its own few words: where the article
    goes on right below, it heads a part of it.
    """
    found = list(verdicts)
    texts = [number for number, piece in enumerate(survey.document.pieces) if piece.text]
    said = -1
    for before, number, after in zip(texts, texts[1:], texts[2:], strict=False):
        is_said = len(survey.document.pieces[before].text) > _NOTHING
        if verdicts[before].kept or (is_said and verdicts[before].role != "caption"):
            said = before
        piece = survey.document.pieces[number]
        if verdicts[number].kept or level(piece.tag) is None or survey.kind(number) is not None:
            continue
        if said >= 0 and verdicts[said].kept and verdicts[after].kept and linked(piece) < 0.5:
            found[number] = Verdict(kept=True)
    return found


def _with_answers(survey: Survey, verdicts: list[Verdict]) -> list[Verdict]:
    """Keep questions with the answers below them that are made like a pair that is kept.

    Of questions that fold out below an article the model keeps those with a long answer.
    """
    document = survey.document
    texts = [number for number, piece in enumerate(document.pieces) if piece.text]
    makes: dict[tuple[object, ...], list[tuple[int, int]]] = {}
    for question, answer in pairwise(texts):
        asked, said = document.pieces[question], document.pieces[answer]
        if len(asked.text) <= _QUESTION and asked.text.endswith("?") and _is_sentence(said):
            make = (asked.tag, _make(document, asked.box), said.tag, _make(document, said.box))
            makes.setdefault(make, []).append((question, answer))
    found = list(verdicts)
    for pairs in makes.values():
        if not any(verdicts[one].kept and verdicts[other].kept for one, other in pairs):
            continue
        for number in (number for pair in pairs for number in pair):
            if not verdicts[number].kept and survey.kind(number) is None:
                found[number] = Verdict(kept=True)
    return found


def _is_amid(document: Document, verdicts: list[Verdict], number: int) -> bool:
    """Tell whether a bold line stands between two lines of the article, in the very same box."""
    piece = document.pieces[number]
    if not 0 < number < len(verdicts) - 1 or piece.strong < 0.9 * len(piece.text) or piece.links:
        return False
    return all(
        verdicts[near].kept and document.pieces[near].box == piece.box
        for near in (number - 1, number + 1)
    )


def _make(document: Document, number: int) -> tuple[object, ...]:
    """Give tags and names of a box and of those around it; nameless boxes are told by number."""
    chain: list[object] = []
    while number >= 0 and len(chain) < _CHAIN:
        box = document.boxes[number]
        if len(chain) > 1 and not box.names.strip():
            return (*chain, number)
        chain.append((box.tag, box.names))
        number = box.parent
    return (*chain, number)


def sentences(survey: Survey) -> list[Verdict]:
    """Give verdicts for a page on which the model finds nothing: keep what reads as sentences.

    A very short page, or one of a kind the model never saw, is better shown with a note than not
    at all; what its words or its box call furniture stays furniture.
    """
    verdicts = []
    for number, piece in enumerate(survey.document.pieces):
        kind = survey.kind(number)
        runs = len(piece.text) >= _LONG and linked(piece) < 0.2
        kept = kind is None and (runs or _is_sentence(piece))
        verdicts.append(Verdict(kept=kept, kind=kind or "other"))
    return verdicts


def _is_sentence(piece: Piece) -> bool:
    text = piece.text
    ends = text.endswith((".", "!", "?", "»", "”")) and not text.endswith("..")
    return len(text) >= _SENTENCE and ends and linked(piece) < 0.5 and level(piece.tag) is None


def _looks(survey: Survey) -> Looks:
    """Give what the model thinks, in two looks.

    The first one tells article from furniture; the second sees what the first thought of the
    neighbours; another forest tells the roles and kinds. A bare link is the article's when both
    neighbours in its box are; so is an embed between two pieces of the article.
    """
    from ondit.page import features, trees

    document = survey.document
    kept = [0.0] * len(document.pieces)
    asked, rows, groups = examined(survey)
    if not asked:
        return Looks(kept=kept, roles={}, kinds={})
    first, second, third, classes = trees.load()
    guess = trees.chance(first.scores(rows))
    boxes, lengths = survey.layout.boxes[asked], survey.layout.lengths[asked]
    near = features.neighbours(guess, boxes, groups, lengths)
    judged, named = [], []
    for begin in range(0, len(asked), features.TOGETHER):
        here = slice(begin, begin + features.TOGETHER)
        whole = features.joined(rows[here], near[here])
        judged.append(second.scores(whole))
        named.append(third.scores(whole))
    likely = _by_page(trees.chance(np.concatenate(judged)), lengths)
    likely = settle(likely, boxes, survey.layout)
    for at, value in zip(asked, likely.tolist(), strict=True):
        kept[at] = value
    chances = trees.chances(np.concatenate(named))
    roles = [at for at, name in enumerate(classes) if name in _ROLES]
    kinds = [at for at, name in enumerate(classes) if name not in _ROLES]
    best = chances[:, roles].argmax(axis=1)
    sure = chances[np.arange(len(asked)), np.asarray(roles)[best]].tolist()
    worst = chances[:, kinds].argmax(axis=1).tolist()
    return Looks(
        kept=_between(document, kept, frozenset(asked)),
        roles={
            number: (classes[roles[at]], value)
            for number, at, value in zip(asked, best.tolist(), sure, strict=True)
        },
        kinds={number: classes[kinds[at]] for number, at in zip(asked, worst, strict=True)},
    )


def _by_page(likely: Floats, lengths: Floats) -> Floats:
    """Give probabilities moved so that from a half on a piece is worth keeping on this page.

    What is worth keeping is what raises the expected F1 of the page's characters, and that is what
    is likelier than half of the highest F1 to be expected (Lipton, Elkan and Naryanaswamy 2014,
    *Optimal thresholding of classifiers to maximize F1 measure*): a half on a page of which the
    model is sure, less on one of a kind that it does not know and doubts as a whole.
    """
    order = np.argsort(-likely, kind="stable")
    gained, taken = np.cumsum((likely * lengths)[order]), np.cumsum(lengths[order])
    best = float((2 * gained / (taken + gained[-1] + 1e-6)).max())
    cut = min(max(best / 2, _LOWEST), _THRESHOLD)
    odds = np.clip(likely, 1e-6, 1 - 1e-6)
    odds = odds / (1 - odds) * ((1 - cut) / cut)
    return np.asarray(odds / (1 + odds), dtype=np.float32)


def _between(document: Document, likely: list[float], asked: frozenset[int]) -> list[float]:
    """Give embeds and bare links a probability by their neighbours."""
    filled = list(likely)
    after = [0.0] * len(likely)
    last = 0.0
    for number in range(len(likely) - 1, -1, -1):
        after[number] = last
        last = likely[number] if number in asked else last
    last = 0.0
    for number, piece in enumerate(document.pieces):
        if number in asked:
            last = likely[number]
        elif piece.media is not None:
            filled[number] = max(last, after[number])
        elif min(last, after[number]) >= _THRESHOLD and _same_list(document, number):
            filled[number] = min(last, after[number])
    return filled


def _same_list(document: Document, number: int) -> bool:
    """Tell whether a bare link stands in the box of the pieces before and after it."""
    piece = document.pieces[number]
    box = document.boxes[piece.box].parent
    if piece.tag not in _LISTED and document.boxes[max(box, 0)].tag not in _LISTED:
        return False  # a link alone in a paragraph of its own leads elsewhere: *Read more*
    around = [near for near in (number - 1, number + 1) if 0 <= near < len(document.pieces)]
    return len(around) == 2 and all(
        box in (document.pieces[near].box, document.boxes[document.pieces[near].box].parent)
        for near in around
    )


def _main_box(survey: Survey) -> int:
    """Give the box that holds the article: the best sum of running text, near ones first."""
    document, layout = survey.document, survey.layout
    worth = np.minimum(layout.lengths / 100, 3.0)
    worth += np.array([min(piece.text.count(","), 5) * 0.2 for piece in document.pieces])
    worth *= 1 - np.minimum(layout.density * 1.5, 1.0)
    worth[layout.lengths < _NOTHING] = 0.0
    marks = [
        (
            shown is not None or survey.hints[piece.box].kind is not None,
            level(piece.tag) is not None or document.boxes[piece.box].hidden,
            piece.tag in _CONTAINERS,
        )
        for piece, shown in zip(document.pieces, survey.shown, strict=True)
    ]
    apart, faint, own = np.array(marks, dtype=bool).T
    worth[apart] = 0.0
    worth[faint] *= 0.1
    box = np.where(own, layout.boxes, layout.parents[layout.boxes])
    scores = np.zeros(len(document.boxes))
    for share in (1.0, 0.8, 0.5, 0.3):
        scores += np.bincount(box, weights=worth * share, minlength=len(scores))
        worth[box == 0] = 0.0  # there is none around the outermost
        box = layout.parents[box]
    return int(scores.argmax())
