"""Comments by their structure: what repeats, each time with a name, a time and words.

Where no name of an element tells what a comment is, the template that made them all does: their
times stand equally deep below the box of each, behind the same tags. So the boxes of comments are
those elements above the times, all as far and by the same tags, of which most hold no time of an
earlier one; the outermost such, since the box of a comment holds its answers. Where there are no
boxes (a list of definitions, headings with paragraphs), the children of one element are cut where
the tag of the first comes again.

They are looked for below a heading that announces comments; elsewhere only where a button or link
to answer stands in most of them. Each must have an author: a list of dated titles has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from msgspec import Struct

from ondit.page import phrases, remark
from ondit.page.elements import INLINE, Elements
from ondit.page.remark import Remark, time_in
from ondit.text import fold, normalise

MOST = 2000
"""Comments read of a page."""
_LARGEST_STAMP = 40  # elements in one that holds nothing but a date
_LONGEST_STAMP = 60  # characters of a line that counts back from now
_SHORTEST_DAY = 30  # characters of a day without its year: *le 12 mars à 19h24*
_LABEL_TEXTS = 4  # texts in a heading that announces comments
_HIGHEST = 12  # elements between a comment's box and its time
_LONGEST_BAR = 60  # characters of the buttons under a comment
_FEWEST = 2  # comments where nothing announces them
_NO_LABEL = frozenset(("a", "span", "button", "li", "p", "time"))
_SHORT_AGO = re.compile(r"\d{1,2}\s?(?:s|m|min|mins|h|hr|hrs|d|w|wk|mo|y|yr|j|jours?|std|tg)\.?")
_ENDED = re.compile(r"[!?…]$|\w\w\.$")  # as a sentence is, and no initial
_EMPHASIS = frozenset(("a", "b", "strong", "cite", "em", "h2", "h3", "h4", "h5", "h6", "dt"))
_APART = frozenset(("form", "aside", "nav"))


class Stamp(Struct, frozen=True):
    """When a comment was written: shown by an element, its texts ``first`` to ``last``."""

    element: int
    first: int
    last: int
    published: str | None
    when: str


class Item(Struct, frozen=True):
    """A comment as texts ``first`` to ``last``, its box (or first element), and its time."""

    element: int
    first: int
    last: int
    stamp: Stamp


def read(tree: Elements, language: str | None, *, announced: bool) -> list[Remark]:
    """Give the comments below a heading that announces them, else those that can be answered."""
    if announced:
        for label in _labels(tree):
            for outer in (label, *list(tree.up(label))[:3]):
                found = _of_region(tree, _after(tree, outer), language)
                if found:
                    return found
    found = _of_region(tree, _children(tree, 0), language)
    if len(found) > _FEWEST and all(tree.holds(found[0].element, n.element) for n in found):
        found = found[1:]  # the thread itself, with the time of its first post
    answered = sum(_is_answered(tree, each.element) for each in found)
    return found if len(found) >= _FEWEST and answered * 2 >= len(found) else []


def _labels(tree: Elements) -> Iterator[int]:
    """Give the headings that announce comments."""
    for number, element in enumerate(tree.all):
        if element.last - element.first > _LABEL_TEXTS or element.first == element.last:
            continue
        if element.tag in _NO_LABEL or _is_apart(tree, number):
            continue
        shown = phrases.furnishing(tree.text(number))
        if shown is not None and shown.kind == "comment" and shown.opens:
            yield number


def _is_apart(tree: Elements, number: int) -> bool:
    return any(tree.all[around].tag in _APART for around in (number, *tree.up(number)))


def _children(tree: Elements, number: int) -> list[int]:
    found, here = [], number + 1
    while here < tree.all[number].end:
        found.append(here)
        here = tree.all[here].end
    return found


def _after(tree: Elements, number: int) -> list[int]:
    """Give the siblings of an element that follow it, as far as no other furniture begins."""
    parent = tree.all[number].parent
    found: list[int] = []
    for each in _children(tree, parent) if parent >= 0 else ():
        if each > number and _opens_else(tree, each):
            break
        if each > number:
            found.append(each)
    return found


def _opens_else(tree: Elements, number: int) -> bool:
    """Tell whether an element begins with a label of furniture that holds no comments."""
    element = tree.all[number]
    first = next((words for words, _ in tree.texts[element.first : element.last][:1]), "")
    shown = phrases.furnishing(normalise(first))
    return shown is not None and shown.opens and shown.kind in ("related", "newsletter", "tags")


def _of_region(tree: Elements, region: Sequence[int], language: str | None) -> list[Remark]:
    """Give the comments among the elements of ``region`` and inside them."""
    stamps = [
        stamp
        for top in region
        if tree.all[top].tag not in _APART
        for stamp in _stamps(tree, top, language)
    ][:MOST]
    if not stamps:
        return []
    tops = frozenset(region)
    boxed = _read(tree, _boxed(tree, stamps, tops))
    flat = _read(tree, _flat(tree, stamps)) if len(boxed) < len(stamps) else []
    return flat if len(flat) > len(boxed) else boxed


def _stamps(tree: Elements, top: int, language: str | None) -> list[Stamp]:
    """Give the times shown in an element, each by the innermost; not in forms or what is aside."""
    found: list[Stamp] = []
    here, end = top, tree.all[top].end
    while here < end:
        element = tree.all[here]
        if element.tag in _APART:
            here = element.end
            continue
        stamp = _stamp(tree, here, language)
        if stamp is not None:
            if found and tree.holds(found[-1].element, here):
                found.pop()
            found.append(stamp)
        here += 1
    return found


def _stamp(tree: Elements, number: int, language: str | None) -> Stamp | None:
    """Give the time that an element shows and little else, or its first line of several does."""
    element = tree.all[number]
    if element.first == element.last or element.end - number > _LARGEST_STAMP:
        return None
    last = _first_line(tree, number)
    if last - element.first > _LABEL_TEXTS:
        return None
    shown = normalise(" ".join(words for words, _ in tree.texts[element.first : last]))
    if len(shown) > remark.LONGEST_LINE:
        return None
    get = element.attributes.get
    given = get("datetime") or get("title") or get("content") or ""
    stamp = time_in(given, language)[0] if given and len(given) <= _LONGEST_STAMP else None
    words = shown
    if stamp is None:
        stamp, found = time_in(shown, language)
        words = found or shown
    told = element.tag == "time" or _counts_back(shown)
    if stamp is None and not told and not (len(shown) <= _SHORTEST_DAY and remark.is_day(shown)):
        return None
    return Stamp(number, element.first, last, stamp, words[: remark.LONGEST_NAME])


def _first_line(tree: Elements, number: int) -> int:
    """Give the text that ends the first line of a block, where it has several, else its end."""
    element = tree.all[number]
    if element.tag not in INLINE:
        for at in range(element.first + 1, min(element.first + _LABEL_TEXTS + 1, element.last)):
            if tree.texts[at] == ("\n", number):
                return at
    return element.last


def _counts_back(words: str) -> bool:
    """Tell whether a line is a time told from now: *3 days ago*, *2h*."""
    if len(words) > _LONGEST_STAMP // 2:
        return False
    return bool(_SHORT_AGO.fullmatch(words.lower())) or (
        remark.is_ago(words) and any(map(str.isdigit, words))
    )


def _boxed(tree: Elements, stamps: Sequence[Stamp], tops: frozenset[int]) -> list[Item]:
    """Give the comments that have a box each: those of the likest boxes above the times.

    Times of one make are looked at apart from others: *Joined in 2016* is none of a comment.
    """
    makes: dict[tuple[str, ...], list[Stamp]] = {}
    for stamp in stamps:
        around = (stamp.element, *list(tree.up(stamp.element))[:1])
        makes.setdefault(tuple(tree.all[each].tag for each in around), []).append(stamp)
    groups: dict[tuple[str, ...], list[tuple[int, Stamp]]] = {}
    for held in makes.values():
        for before, stamp in zip((None, *held), held, strict=False):
            for path, each in _boxes(tree, stamp, before, tops):
                groups.setdefault(path, []).append((each, stamp))
    if not groups:
        return []
    several = max(map(len, groups.values()))
    best = [path for path, held_ in groups.items() if len(held_) == several]
    # One comment alone has the smallest box that holds all of it, several have the largest.
    best.sort(key=lambda path: (path[0] != "time", -len(path) if several > 1 else len(path)))
    for path in best:
        found = [
            Item(each, tree.all[each].first, tree.all[each].last, stamp)
            for each, stamp in groups[path]
        ]
        if _read(tree, found):
            return found
    return []


def _boxes(
    tree: Elements, stamp: Stamp, before: Stamp | None, tops: frozenset[int]
) -> Iterator[tuple[tuple[str, ...], int]]:
    """Give the elements around a time that hold more than it and no earlier one, with their tags.

    The tags are those from the time to the element.
    """
    path: tuple[str, ...] = ()
    for height, each in enumerate((stamp.element, *tree.up(stamp.element))):
        if height > _HIGHEST or (before is not None and tree.holds(each, before.element)):
            return
        element = tree.all[each]
        path = (*path, element.tag)
        has_more = element.last - element.first > stamp.last - stamp.first
        if has_more and element.tag not in INLINE:
            yield path, each
        if each in tops:
            return


def _flat(tree: Elements, stamps: Sequence[Stamp]) -> list[Item]:
    """Give the comments that are runs of an element's children, each run with one time."""
    parents: dict[int, list[Stamp]] = {}
    for stamp in stamps:
        for each in list(tree.up(stamp.element))[:4]:
            parents.setdefault(each, []).append(stamp)
    if not parents:
        return []
    parent = max(parents, key=lambda each: (len(parents[each]), each))
    children = [each for each in _children(tree, parent) if tree.all[each].tag not in _APART]
    children = [each for each in children if tree.all[each].first < tree.all[each].last]
    if not children:
        return []
    opening = tree.all[children[0]].tag
    starts = [each for each in children if tree.all[each].tag == opening]
    if len(starts) == len(children):
        return []
    found = []
    ends = [*(tree.all[each].first for each in starts[1:]), tree.all[children[-1]].last]
    for start, last in zip(starts, ends, strict=True):
        first = tree.all[start].first
        own = [each for each in parents[parent] if first <= tree.all[each.element].first < last]
        if len(own) == 1:
            found.append(Item(start, first, last, own[0]))
    return found


def _read(tree: Elements, items: Sequence[Item]) -> list[Remark]:
    """Read the comments that ``items`` are, each without those inside it."""
    texts = [_sides(tree, item, items[at + 1 :]) for at, item in enumerate(items)]
    follows = sum(bool(after) for _, _, after in texts) * 2 >= len(items)
    found = []
    for item, (author, before, after) in zip(items, texts, strict=True):
        lines = after if follows else before
        if (
            author is None
            or not any(map(remark.has_letter, lines))
            or _leads_off(tree, item, lines)
        ):
            continue
        found.append(
            Remark(
                element=item.element,
                author=author,
                published=item.stamp.published,
                when=item.stamp.when,
                text="\n".join(lines)[: remark.LONGEST],
                key=remark.key(tree, item.element),
            )
        )
    return found


def _leads_off(tree: Elements, item: Item, lines: Sequence[str]) -> bool:
    """Tell whether the words of a comment are links, as those on the card of an article are."""
    said = frozenset(lines)
    linked = whole = 0
    for at in range(item.first, item.last):
        words, around = tree.texts[at]
        if normalise(words) not in said:
            continue
        whole += len(words)
        while around >= 0 and tree.all[around].tag != "a":
            around = tree.all[around].parent
        linked += len(words) * (around >= 0)
    return linked * 2 > whole


def _sides(
    tree: Elements, item: Item, following: Sequence[Item]
) -> tuple[str | None, list[str], list[str]]:
    """Give the author of a comment, and its lines before and behind its time."""
    skipped = {
        each.first: each.last for each in _inside(item, following) if each.first > item.first
    }
    for number in range(item.element, len(tree.all)):
        element = tree.all[number]
        if element.first >= item.last:
            break
        if element.tag == "form" and element.first < element.last:
            skipped[element.first] = element.last
    shown = item.stamp
    at, author = _author(tree, item)
    lines = [
        [line for line, _ in tree.between(first, last, skipped, top=item.element)]
        for first, last in ((item.first, shown.first), (shown.last, item.last))
    ]
    if at >= 0:
        before = [line for line, _ in tree.between(at + 1, shown.first, skipped, top=item.element)]
        lines[0] = before if at < shown.first else lines[0]
    before, after = (_said(each, author) for each in lines)
    return author, before, after


def _inside(item: Item, following: Sequence[Item]) -> Iterator[Item]:
    for each in following:
        if each.first >= item.last:
            return
        yield each


def _author(tree: Elements, item: Item) -> tuple[int, str | None]:
    """Give the number of the text that names who wrote a comment, and the name.

    It stands before the time, in emphasis or as a link before all others; or in the line of the
    time; or right behind it.
    """
    shown = item.stamp
    led = [at for at in range(item.first, shown.first) if tree.texts[at][0] != "\n"]
    named = [(at, name) for at in led if (name := _named(tree.texts[at][0]))]
    for at, name in named:
        if _is_emphasised(tree, at, item.element):
            return at, name
    if named:
        return named[0]
    words = normalise(" ".join(each for each, _ in tree.texts[shown.first : shown.last]))
    if item.stamp.when in words and len(words) > len(item.stamp.when) + 1:
        before, _, after = words.partition(item.stamp.when)
        name = _named(before) or _named(after)
        if name:
            return -1, name
    line = next(tree.between(shown.last, item.last, {}, top=item.element), ("", -1))[0]
    words = line.lstrip(" ,;·•|—–-")
    name = _named(words)
    if name and remark.signs(words):
        return -1, name
    behind = next((at for at in range(shown.last, item.last) if tree.texts[at][0] != "\n"), -1)
    if 0 <= behind < item.last - 1 and _is_emphasised(tree, behind, item.element):
        name = _named(tree.texts[behind][0])
        if name:
            return behind, name
    return -1, None


def _named(words: str) -> str | None:
    """Give the name that a text is, which is no button and no sentence."""
    clean = normalise(words)
    if not 1 < len(clean) <= remark.LONGEST_NAME // 2 or _ENDED.search(clean):
        return None
    name = remark.name_in(clean)
    return name if name is not None and len(name) > 1 and remark.has_letter(name) else None


def _is_emphasised(tree: Elements, at: int, top: int) -> bool:
    """Tell whether a text stands in bold, in a link or in a heading."""
    around = tree.texts[at][1]
    while around > top:
        if tree.all[around].tag in _EMPHASIS:
            return True
        around = tree.all[around].parent
    return False


def _said(lines: Sequence[str], author: str | None) -> list[str]:
    """Give the lines of a comment's words, without what the system adds around them."""
    said = [line.strip(" ·•|") for line in lines if not _is_tool(line)]
    while said and (not remark.has_letter(said[0]) or _names(said[0], author)):
        said.pop(0)
    while said and not remark.has_letter(said[-1]):
        said.pop()
    return said


def _names(line: str, author: str | None) -> bool:
    """Tell whether a line but names the author or whom the comment answers."""
    return _answers(line) or (author is not None and _named(line.lstrip(" ,;")) == author)


def _is_tool(line: str) -> bool:
    return remark.is_tool(line) or phrases.bare(line) in replies()


def _answers(line: str) -> bool:
    """Tell whether a line says whom the comment answers, or that its writer did something."""
    folded = fold(line).rstrip(" :.…")
    if len(line) > remark.LONGEST_NAME:
        return False
    return bool(phrases.begins(line, phrases.gathered("in_reply"))) or (
        folded in phrases.gathered("commented")
    )


def _is_answered(tree: Elements, number: int) -> bool:
    """Tell whether a comment has a button or link by which it is answered."""
    for inner in tree.inside(number):
        element = tree.all[inner]
        words = tree.buttons.get(inner)
        if words is None and element.tag in ("a", "span", "li", "div", "p"):
            short = element.last - element.first == 1
            words = tree.texts[element.first][0] if short else None
        if words and phrases.bare(normalise(words)) in replies():
            return True
    return False


def may_be_answered(folded: Sequence[str]) -> bool:
    """Tell whether any of the folded lines may be the buttons under a comment."""
    known = replies()
    return any(len(line) <= _LONGEST_BAR and not known.isdisjoint(line.split()) for line in folded)


@cache
def replies() -> frozenset[str]:
    """Give what buttons under a comment say by which it is answered."""
    return frozenset(map(phrases.bare, phrases.gathered("reply")))
