"""The page as a list of pieces: one read-only pass over the parser's tree.

The parser is a guest: it is asked once, nothing in its tree is changed, and what is kept is ours.
A *piece* is text between two block boundaries (a paragraph, a heading, a list item, a table cell,
a run between two ``<br><br>``), with its links; a *box* is an element that encloses pieces. Inline
markup, whatever its class, never cuts a piece. Embeds become pieces where they stand.
"""

from __future__ import annotations

import re

from msgspec import Struct, field
from selectolax.lexbor import LexborHTMLParser, LexborNode

from ondit.errors import TooDeep
from ondit.text import normalise

DEEPEST = 2000
"""Tags open at once; the parser takes quadratic time, 0.5 s at 20,000. Of 540 real pages one had
1,363, left open by mistake, and the others under 500."""
_MANY = 6000  # tags left open at once that the parser takes in its stride (50 ms)
MOST_PIECES = 20_000
"""Pieces read of a page; the fullest of 540 real pages had 1,851."""

_UNREAD = frozenset(
    "script style template svg select datalist math canvas map head title noembed noframes"
    " textarea option".split()
)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rb rp"
    " rt ruby s samp small span strike strong sub sup time tt u var wbr".split()
)
_STRONG = frozenset(("b", "strong", "em", "i"))
_EMBEDS = frozenset("iframe embed object video audio amp-iframe".split())
# Attributes that hold the address or key of an embed until a script draws it.
_LAZY = frozenset(
    "data-embed-url data-oembed-url data-oembed data-video-id data-videoid data-youtube-id"
    " data-youtube data-ytid data-tweet-id data-tweetid data-instgrm-permalink data-telegram-post"
    " data-vimeo-id data-shortcode videoid".split()
)
_LEAF = frozenset("br hr img input wbr source track area base col embed link meta param".split())
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*+)(?:[^<>/]|/(?!>))*+(/?)")
_UNCOUNTED = _LEAF | frozenset(
    "a p li dd dt td th tr option tbody thead tfoot html head body".split()
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
_SENTENCE_END = (".", "!", "?", "…", "»", "”", '"', ":", ")")


class Link(Struct, frozen=True, gc=False):
    """Characters ``start`` to ``end`` of a piece that lead to ``href``."""

    start: int
    end: int
    href: str


class Box(Struct, frozen=True, kw_only=True, gc=False):
    """An element that encloses pieces."""

    tag: str
    parent: int
    depth: int
    names: str = ""
    """Class, id, role and itemprop, lower case, between spaces."""
    hidden: bool = False


class Piece(Struct, frozen=True, kw_only=True, gc=False):
    """Text between two block boundaries, or an embedded thing."""

    text: str
    tag: str
    """The nearest enclosing element that is no inline markup."""
    box: int
    """Number of that element in :attr:`Document.boxes`."""
    links: tuple[Link, ...] = ()
    strong: int = 0
    """Characters in bold or italics."""
    after_break: bool = False
    """Whether it was cut off by a line break and not by an element."""
    media: dict[str, str] | None = None
    """Attributes of an embedded thing, with ``tag``."""


class Stamp(Struct, frozen=True, kw_only=True):
    """A ``<time>`` element, or another that carries a date for machines."""

    value: str
    words: str
    names: str
    piece: int
    """Number of the piece it stands in or before."""


class Document(Struct, kw_only=True):
    """What one pass over a page brings."""

    boxes: list[Box] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    title: str = ""
    language: str | None = None
    metas: list[tuple[str, str]] = field(default_factory=list)
    """Name or property in lower case, and content."""
    rels: list[tuple[str, str, str]] = field(default_factory=list)
    """``rel``, ``href`` and ``type`` of each link element."""
    data: list[str] = field(default_factory=list)
    """The JSON-LD scripts."""
    scripts: list[str] = field(default_factory=list)
    """Addresses of outside scripts."""
    stamps: list[Stamp] = field(default_factory=list)
    people: list[tuple[str, str]] = field(default_factory=list)
    """Where the markup says *author*, and the words there."""
    source: str = ""
    """The page as it came, for what only a pattern finds."""
    cut_short: bool = False
    """Whether the page holds more pieces than are read."""
    plain: bool = False
    """Whether the page was text without markup."""


def parse(text: str, *, name: str) -> Document:
    """Give the pieces of the HTML ``text``; raise :class:`TooDeep` for hostile nesting."""
    _refuse_depth(text, name)
    root = LexborHTMLParser(text.replace("\x00", "")).root
    document = Document(source=text)
    if root is not None:
        _Walk(document, name).over(root)
    return document


def _refuse_depth(text: str, name: str) -> None:
    """Count the tags of a page with many before the parser meets them."""
    if text.count("<") - text.count("</") < _MANY:
        return  # the pass itself will see
    depth = 0
    for match in _TAG.finditer(text):
        if match.group(3) or match.group(2).lower() in _UNCOUNTED:
            continue
        depth += -1 if match.group(1) else 1
        if depth >= DEEPEST:
            raise TooDeep(path=name, limit=DEEPEST)
        depth = max(depth, 0)


class _Walk:
    """The pass itself: the open boxes, and the run of text gathered since the last boundary."""

    def __init__(self, document: Document, name: str) -> None:
        self.document, self.name = document, name
        self.box = -1
        self.run: list[tuple[str, int]] = []  # text, number of its link or -1
        self.hrefs: list[str] = []
        self.link = -1
        self.strong = 0
        self.strong_characters = 0
        self.breaks = 0
        self.after_break = False

    def over(self, root: LexborNode) -> None:
        """Visit every node below ``root`` once, without recursion."""
        opened: list[tuple[LexborNode, str]] = []
        node: LexborNode | None = root
        while node is not None and len(self.document.pieces) < MOST_PIECES:
            tag = node.tag or ""
            inner = self._enter(node, tag)
            child = node.first_child if inner else None
            if child is not None:
                opened.append((node, tag))
                if len(opened) > DEEPEST:
                    raise TooDeep(path=self.name, limit=DEEPEST)
                node = child
                continue
            if inner:
                self._leave(tag)
            following = node.next
            while following is None and opened:
                node, tag = opened.pop()
                self._leave(tag)
                following = node.next
            node = following if opened else None
        self.document.cut_short = node is not None
        self._cut()

    def _enter(self, node: LexborNode, tag: str) -> bool:
        """Read what begins at ``node``; tell whether to go inside."""
        if tag == "-text":
            words = node.text_content
            if words and (self.run or self.strong or not words.isspace()):
                self.run.append((words, self.link))
                if self.strong:
                    self.strong_characters += len(words)
                if not words.isspace():
                    self.breaks = 0
            return False
        if tag in _UNREAD:
            self._aside(node, tag)
            return tag == "head"
        if not tag or tag[0] in "-!_":
            return False
        if tag == "br":
            self._line_break()
            return False
        attributes = node.attributes
        if tag in _INLINE:
            return self._enter_inline(node, tag, attributes)
        if tag in ("meta", "link", "title"):
            self._head(tag, attributes)
            return False
        if tag in ("img", "input", "source", "track", "param", "wbr", "base"):
            return False
        if self.run:
            self._cut()
        self.breaks, self.after_break = 0, False
        if tag in ("hr", "noscript"):
            return False
        if tag in _EMBEDS:
            self._embed(node, tag, attributes)
            return False
        if tag == "html":
            self.document.language = attributes.get("lang") or attributes.get("xml:lang")
        self._open(node, tag, attributes)
        if not _LAZY.isdisjoint(attributes):
            self._embed(node, tag, attributes)
        return True

    def _enter_inline(self, node: LexborNode, tag: str, attributes: dict[str, str | None]) -> bool:
        names = attributes.get("class") or ""
        if tag == "time":
            self._stamp(node, attributes, attributes.get("datetime") or "")
        is_person = attributes.get("itemprop") in ("author", "name")
        is_person |= "author" in (attributes.get("rel") or "")
        if is_person or "author" in names or "byline" in names:
            self._person(node, attributes)
        if tag == "a":
            self.hrefs.append(attributes.get("href") or "")
            self.link = len(self.hrefs) - 1
        elif tag in _STRONG:
            self.strong += 1
        elif _is_hidden(attributes) or "screen-reader" in names or "sr-only" in names:
            return False
        return True

    def _leave(self, tag: str) -> None:
        if tag == "a":
            self.link = -1
        elif tag in _STRONG:
            self.strong -= 1
        elif tag not in _INLINE and tag != "head" and self.box >= 0 and tag[0] != "-":
            if self.run:
                self._cut()
            self.breaks, self.after_break = 0, False
            self.box = self.document.boxes[self.box].parent

    def _open(self, node: LexborNode, tag: str, attributes: dict[str, str | None]) -> None:
        boxes = self.document.boxes
        parent = boxes[self.box] if self.box >= 0 else None
        if not attributes:
            depth, hidden = (parent.depth + 1, parent.hidden) if parent else (0, False)
            boxes.append(Box(tag=tag, parent=self.box, depth=depth, names="  ", hidden=hidden))
            self.box = len(boxes) - 1
            return
        get = attributes.get
        names = (
            f" {get('class') or ''} {get('id') or ''} {get('role') or ''} {get('itemprop') or ''} "
        )
        names = names.lower()
        boxes.append(
            Box(
                tag=tag,
                parent=self.box,
                depth=parent.depth + 1 if parent else 0,
                names=names,
                hidden=bool(parent and parent.hidden) or _is_hidden(attributes),
            )
        )
        self.box = len(boxes) - 1
        prop = attributes.get("itemprop") or ""
        if "author" in prop or " author " in boxes[-1].names or "byline" in names:
            self._person(node, attributes)
        if prop in ("datePublished", "dateModified", "dateCreated"):
            self._stamp(node, attributes, attributes.get("content") or "")

    def _head(self, tag: str, attributes: dict[str, str | None]) -> None:
        if tag == "meta":
            key = attributes.get("property") or attributes.get("name")
            key = key or attributes.get("itemprop") or attributes.get("http-equiv")
            content = attributes.get("content")
            if key and content:
                self.document.metas.append((key.lower().strip(), content))
        elif attributes.get("href"):
            rel, kind = attributes.get("rel") or "", attributes.get("type") or ""
            self.document.rels.append((rel.lower(), attributes["href"] or "", kind))

    def _aside(self, node: LexborNode, tag: str) -> None:
        """Keep what is useful of an element whose text people do not read."""
        if tag == "title" and not self.document.title:
            self.document.title = normalise(node.text())
        if tag != "script":
            return
        attributes = node.attributes
        if "ld+json" in (attributes.get("type") or ""):
            self.document.data.append(node.text())
        elif attributes.get("src"):
            self.document.scripts.append(attributes["src"] or "")
            if not _LAZY.isdisjoint(attributes):
                self._cut()
                self._embed(node, tag, attributes)

    def _embed(self, node: LexborNode, tag: str, attributes: dict[str, str | None]) -> None:
        media = {key: value for key, value in attributes.items() if value} | {"tag": tag}
        if tag in ("video", "audio", "object") and not media.get("src"):
            inner = node.css_first("source[src], embed[src]")
            if inner is not None:
                media["src"] = inner.attributes.get("src") or ""
        self.document.pieces.append(Piece(text="", tag=tag, box=max(self.box, 0), media=media))

    def _stamp(self, node: LexborNode, attributes: dict[str, str | None], value: str) -> None:
        names = " ".join(
            (attributes.get(key) or key)
            if key == "pubdate" and key in attributes
            else (attributes.get(key) or "")
            for key in ("class", "itemprop", "pubdate")
        )
        words = normalise(node.text())[:200]
        number = len(self.document.pieces)
        self.document.stamps.append(Stamp(value=value, words=words, names=names, piece=number))

    def _person(self, node: LexborNode, attributes: dict[str, str | None]) -> None:
        words = normalise(attributes.get("content") or node.text())
        how = "rel" if "author" in (attributes.get("rel") or "") else "class"
        prop = attributes.get("itemprop") or ""
        if prop:
            how = "name" if prop == "name" else "itemprop"
        if 1 < len(words) < 160:
            self.document.people.append((how, words))

    def _line_break(self) -> None:
        """Two breaks end a paragraph; one does after a sentence, a link alone, or a bold line."""
        self.breaks += 1
        tail = self.run[-1][0].rstrip() if self.run else ""
        if self.breaks > 1 or tail.endswith(_SENTENCE_END) or self._is_line():
            if self.run:
                self._cut()
                self.after_break = True
        else:
            self.run.append((" ", self.link))

    def _is_line(self) -> bool:
        """Tell whether the run so far is one link, or bold as a whole."""
        words = [(text, link) for text, link in self.run if text and not text.isspace()]
        if not words:
            return False
        if words[0][1] >= 0 and all(link == words[0][1] for _, link in words):
            return True
        return self.strong_characters >= sum(len(text.strip()) for text, _ in words)

    def _cut(self) -> None:
        """End the run of text gathered so far, as a piece if it has any letter."""
        self.breaks = 0
        if self.run:
            for words, _ in self.run:
                if words and not words.isspace():
                    piece = self._piece()
                    if piece is not None:
                        self.document.pieces.append(piece)
                    break
            self.run = []
            self.hrefs = self.hrefs[-1:] if self.link >= 0 else []
            self.link = 0 if self.link >= 0 else -1
            self.strong_characters = 0
        self.after_break = False

    def _piece(self) -> Piece | None:
        text, links = _joined(self.run, self.hrefs)
        if not text:
            return None
        boxes = self.document.boxes
        return Piece(
            text=text,
            tag=boxes[self.box].tag if self.box >= 0 else "body",
            box=max(self.box, 0),
            links=links,
            strong=min(self.strong_characters, len(text)),
            after_break=self.after_break,
        )


def _joined(run: list[tuple[str, int]], hrefs: list[str]) -> tuple[str, tuple[Link, ...]]:
    """Give the normalised text of ``run`` and where its links stand in it."""
    if not any(number >= 0 for _, number in run):
        return normalise("".join([words for words, _ in run])), ()
    solid = [part for part in run if part[0] and not part[0].isspace()]
    if len(solid) == 1:  # a link alone, as in menus
        text, href = normalise(solid[0][0]), hrefs[solid[0][1]] if solid[0][1] >= 0 else ""
        return text, (Link(0, len(text), href.strip()),) if text and href else ()
    parts: list[str] = []
    places: dict[int, tuple[int, int]] = {}
    length = 0
    spaced = True
    last = -1
    for words, number in run:
        clean = normalise(f"·{words}·")[1:-1]
        if number >= 0 and last >= 0 and number != last and not spaced:
            clean = f" {clean}"  # two links that touch: a menu without spaces
        last = number
        if spaced:
            clean = clean.lstrip(" ")
        if not clean:
            continue
        if number >= 0:
            start = places[number][0] if number in places else length
            places[number] = (start, length + len(clean))
        parts.append(clean)
        length += len(clean)
        spaced = clean.endswith(" ")
    joined = "".join(parts)
    text = normalise(joined)
    links = []
    for number, (start, end) in places.items():
        words = joined[start:end].strip()
        start += len(joined[start:end]) - len(joined[start:end].lstrip())
        if hrefs[number] and words and text[start : start + len(words)] == words:
            links.append(Link(start, start + len(words), hrefs[number].strip()))
    return text, tuple(links)


def _is_hidden(attributes: dict[str, str | None]) -> bool:
    if not attributes:
        return False
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    style = attributes.get("style")
    return bool(style and _HIDDEN.search(style.lower()))


def level(tag: str) -> int | None:
    """Give the depth of a heading, ``None`` for what is none."""
    return _HEADINGS.get(tag)
