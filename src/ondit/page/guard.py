"""What a page's text must not hold when the parser meets it, found in a time that grows with it.

The parser takes quadratic time, or makes quadratically many nodes, of five things that no page
needs and that any page may hold: thousands of attributes in one tag (300,000 take minutes),
attributes of many ``<html>`` or ``<body>`` tags that it gathers in one element, thousands of
``<option>``, styled elements left open that it opens anew in each paragraph, and tags nested
without end. So before it is asked, attributes past a limit are cut off, and the tags of the next
three kinds are renamed; the text stays. Of a page with very many tags the parser is first shown the
beginning, then twice as much, and so on, and depth is counted in its own tree: no reckoning over
the text can tell what it will make of wrong tags.

Memory is bounded too. The parser takes some 200 bytes for each element, text, comment and
attribute, which may be two characters: a page is cut where it has had so many that no page has.

Where tags begin and end is told as parsers do. A ``>`` ends one unless it stands in a quoted value,
which it does only if the last quotation mark before it follows a ``=``. So one ``>`` in some
thousand characters is enough to know that no long tag lies around it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from msgspec import Struct
from selectolax.lexbor import LexborHTMLParser, LexborNode

from ondit.errors import TooDeep

MOST_ATTRIBUTES = 1000
"""Of one tag. 1,000 cost the parser 2 ms; of 1,282 news pages no tag had 100."""
DEEPEST = 2000
"""Tags open at once; the parser takes quadratic time, 0.5 s at 20,000. Of 540 real pages one had
1,363, left open by mistake, and the others under 500."""
_STRIDE = 4096
"""Characters in which one sure end of a tag is looked for. What lies between two of them holds
too few attributes to matter: 2,000 at most, 7 ms."""
_SPACES = " \t\n\r\f"
_MOST_SPACES = 100  # looked back over between ``=`` and a quotation mark; past that, unsure
_START = re.compile(r"<[a-zA-Z]")
_ATTRIBUTE = (
    r"""[\s/]*+[^\s>/][^\s>/=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|(?!["'])[^\s>]*+|["'].*+))?+"""
)
_TAG = re.compile(rf"<[a-zA-Z][^\s>/]*+(?:{_ATTRIBUTE}){{0,{MOST_ATTRIBUTES}}}+", re.DOTALL)
_MORE = re.compile(rf"(?:{_ATTRIBUTE})++", re.DOTALL)
_HERE = "ondit-was-here"
_MOST_WORK = 50
"""Times that a page's characters may be passed over in search of the ends of tags."""

_FEW_TAGS = 3000
"""Under so many ``<``, what styled elements can multiply stays below two million nodes."""
_NAME = re.compile(r"<([bBcCeEfFhHiInNoOsStTuU][a-zA-Z]{0,5}+)[\s/>]")
_STYLED = frozenset("b big code em font i nobr s small strike strong tt u".split())
_GATHERED = frozenset(("html", "body"))
_MOST_NODES = 1_000_000  # that styled elements may add, by the worst reckoning
_MOST_GATHERED = 50  # tags ``<html>`` or ``<body>``
_MOST_OPTIONS = 5000  # of lists to choose from; each costs the parser as much as there are before

_MANY = 6000
"""Tags opened up to which the parser takes any nesting in its stride (50 ms)."""
_MOST_TAGS = 60_000
"""Tags opened that are read of a page; of 1,282 news pages the fullest had 11,529."""


_SMALL = 1 << 18
"""Characters up to which parts are not counted: the parser makes 30 MB of so many at worst."""
_MOST_PARTS = 100_000
"""Elements, texts, comments and attributes that are read of a page: 20 MB in the parser. Of 1,357
pages the fullest had 63,691."""
_SEPARATORS = b" \n\t\r\f/\"'"  # one of which is before any attribute
_UNMARKED = "script|style|textarea|title|xmp|iframe|noembed|noframes"  # no tag begins in these
_PART = re.compile(rf"(?i)<(?:(!--)|({_UNMARKED})(?=[\s>/])|[a-z!?/])")
_EACH = re.compile(_ATTRIBUTE, re.DOTALL)
_OVER = {name: re.compile(rf"(?i)</{name}[\s>/]") for name in _UNMARKED.split("|")}


class Guarded(Struct, frozen=True):
    """The text that the parser may meet, and whether its end was cut off."""

    text: str
    cut: bool = False


def guarded(text: str, *, name: str) -> Guarded:
    """Give ``text`` as the parser may meet it; raise :class:`TooDeep` for hostile nesting."""
    few = _with_few_parts(_with_few_attributes(text))
    text = few.text
    tags = text.count("<")
    if tags < _FEW_TAGS:
        return few
    text = _ungathered(text, tags)
    if tags - text.count("</") < _MANY:
        return Guarded(text, few.cut)
    end = _measured(text, name)
    return Guarded(text[:end], few.cut or end < len(text))


def _with_few_attributes(text: str) -> Guarded:
    """Cut the attributes of a tag past :data:`MOST_ATTRIBUTES` off."""
    parts: list[str] = []
    kept = passed = work = 0  # what lies before ``kept`` is in ``parts``
    for start in _suspects(text):
        tag = _TAG.match(text, start) if start >= passed else None
        if tag is None:
            continue
        work += tag.end() - start
        more = _MORE.match(text, tag.end())
        if more is not None:
            work += more.end()
            if _begins_tag("".join((*parts, text[kept:start]))):
                parts.append(text[kept : tag.end()])
                kept = passed = more.end()
            else:  # in a script, a comment or a value: no tag begins before that is over
                passed = text.find(">", start) + 1 or len(text)
        if work > _MOST_WORK * len(text):
            return Guarded("".join((*parts, text[kept : max(start, kept)])), cut=True)
    return Guarded("".join((*parts, text[kept:])) if parts else text)


def _with_few_parts(given: Guarded) -> Guarded:
    """Cut a large page where the parser would make more than :data:`_MOST_PARTS` of it."""
    text = given.text
    if len(text) <= _SMALL:
        return given
    bytes_ = text.encode("utf-8", "surrogatepass")  # of which many are counted at once
    most = 2 * text.count("<") + len(bytes_) - len(bytes_.translate(None, _SEPARATORS))
    end = _crowded(text) if most > _MOST_PARTS else len(text)
    return given if end == len(text) else Guarded(text[:end], cut=True)


def _crowded(text: str) -> int:
    """Give where a page has had its parts, told as the parser does; else its end."""
    at = parts = 0
    endless: set[str] = set()
    while (found := _PART.search(text, at)) is not None:
        start = found.start()
        parts += 2  # and the text behind it
        if found[1] is not None:
            at = text.find("-->", start + 2) + 1
        elif not text[start + 1].isalpha():
            at = text.find(">", start) + 1
        else:
            tag = _TAG.match(text, start)
            at = tag.end() if tag else start + 1
            parts += len(_EACH.findall(text, start + 1, at)) - 1  # the first is the tag's name
        if parts > _MOST_PARTS:
            return start
        if at <= start:
            break  # what has no end takes the rest in
        name = (found[2] or "").lower()
        if name and name not in endless:
            over = _OVER[name].search(text, at)
            if over is None:
                endless.add(name)
            else:
                at = over.start()
    return len(text)


def _begins_tag(before: str) -> bool:
    """Tell whether what follows ``before`` begins a tag: in a script or a comment nothing does."""
    made = LexborHTMLParser(f"{before}</select><wbr {_HERE}=1>").html
    return made is not None and f'{_HERE}="1"' in made  # quoted only where it was understood


def _suspects(text: str) -> Iterator[int]:
    """Give where a tag begins that is not sure to end soon."""
    at, double, single = 0, -1, -1
    while len(text) - at > _STRIDE:
        end = at + _STRIDE
        close = text.rfind(">", at, end)
        if close >= 0:
            before_double = max(text.rfind('"', at, close), double)
            before_single = max(text.rfind("'", at, close), single)
            if not _opens(text, before_double) and not _opens(text, before_single):
                at, double, single = close + 1, before_double, before_single
                continue
        for match in _START.finditer(text, at, end):
            yield match.start()
        double = max(text.rfind('"', at, end), double)
        single = max(text.rfind("'", at, end), single)
        at = end


def _opens(text: str, mark: int) -> bool:
    """Tell whether the quotation mark at ``mark`` may begin the value of an attribute."""
    if mark <= 0:
        return False
    before = text[max(mark - _MOST_SPACES, 0) : mark].rstrip(_SPACES)
    return before.endswith("=") if before else True


def _ungathered(text: str, tags: int) -> str:
    """Rename the tags that the parser would gather, or open again and again."""
    counted = Counter(map(str.lower, _NAME.findall(text)))
    renamed: dict[str, str] = {}
    if sum(counted[name] for name in _STYLED) * tags > _MOST_NODES:
        # Of tags that are alike no more than three are opened again.
        different = {_likeness(text, at) for at in _named(text, _STYLED)}
        if len(different) * tags > _MOST_NODES:
            renamed |= dict.fromkeys(_STYLED, "span")
    if sum(counted[name] for name in _GATHERED) > _MOST_GATHERED:
        renamed |= dict.fromkeys(_GATHERED, "wbr")
    if counted["option"] > _MOST_OPTIONS:
        renamed["option"] = "wbr"
    if not renamed:
        return text

    def other(match: re.Match[str]) -> str:
        tag, name = match.group(0, 1)
        new = renamed.get(name.lower())
        return tag if new is None else f"<{new}{tag[-1]}"

    return _NAME.sub(other, text)


def _named(text: str, names: frozenset[str]) -> Iterator[int]:
    return (m.start() for m in _NAME.finditer(text) if m.group(1).lower() in names)


def _likeness(text: str, start: int) -> str | int:
    """Give what two tags that are alike share: their text, where its end is beyond doubt."""
    tag, close, _ = text[start : start + 200].partition(">")
    return tag if close and not tag.count('"') % 2 and not tag.count("'") % 2 else start


def _measured(text: str, name: str) -> int:
    """Give where a page with very many tags is cut; raise :class:`TooDeep`.

    More and more of it is shown to the parser; the last stretch, which is not, holds no more
    tags than what was.
    """
    wanted = _MANY
    for number, match in enumerate(_START.finditer(text)):
        if number == wanted:
            _refuse_depth(text[: match.start()], name)
            wanted *= 2
        if number == _MOST_TAGS:
            return match.start()
    return len(text)


def _refuse_depth(text: str, name: str) -> None:
    """Raise :class:`TooDeep` when the parser nests the elements of ``text`` too deep."""
    node: LexborNode | None = LexborHTMLParser(text).root
    depth = 0
    while node is not None:
        child = node.first_child
        if child is not None:
            depth += 1
            if depth > DEEPEST:
                raise TooDeep(path=name, limit=DEEPEST)
            node = child
            continue
        while node is not None and (following := node.next) is None:
            node = node.parent
            depth -= 1
        node = following if node is not None else None
