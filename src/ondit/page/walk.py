"""The one pass over the parser's tree that makes a page's pieces and boxes.

Most of the time of reading a page goes here, for the parser is asked 1,600 times a page. So what a
tag calls for is looked up once, the parser is asked for attributes only where they can matter, and
the commonest cases stand in the loop itself.
"""

from __future__ import annotations

import re
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ondit.errors import TooDeep
from ondit.page.dom import (
    LONGEST,
    MOST_PIECES,
    MOST_TEXT,
    Box,
    Document,
    Link,
    Person,
    Piece,
    Stamp,
    parts,
)
from ondit.page.embeds import LAZY, SCRIPTED, of_media, provider_of_class
from ondit.page.guard import DEEPEST
from ondit.text import normalise

_BLOCK, _STRONG, _LINK, _INLINE, _BREAK, _VOID = range(6)  # something ends with the first three
_FIELD, _ASIDE, _HEAD, _EMBED, _CUT, _INSIDE = range(6, 12)
_TAGS = {
    _INLINE: "abbr acronym bdi bdo big cite code data del dfn font ins kbd label mark nobr q rb rp"
    " rt ruby s samp small span strike sub sup time tt u var wbr",
    _STRONG: "b strong em i",
    _LINK: "a",
    _BREAK: "br",
    _VOID: "img amp-img source track param base -comment",
    _FIELD: "input",
    _ASIDE: "script style template svg select datalist math canvas map title noembed noframes"
    " textarea option",
    _HEAD: "meta link",
    _EMBED: "iframe embed object video audio amp-iframe",
    _CUT: "hr noscript",
    _INSIDE: "head",
}
_ACTIONS = {tag: action for action, tags in _TAGS.items() for tag in tags.split()}
# Where a link around a picture is a player that waits for a click.
_PLAYERS = re.compile(
    r"youtu\.?be|vimeo\.com|daily?\.?motion|dai\.ly|rutube|odysee|rumble\.com|tiktok"
)
_FRAMED = re.compile(r"/(?:embed|plugins/|player)|//player\.")
_REMEMBERED = 200  # characters of the classes of a box, so that no hostile page fills the memory
_LONGEST_TITLE = 2000  # characters; one that is never ended takes the whole page in
_LONGEST_DATA = 20_000  # characters of JSON in which an embed is looked for
_MOST_RUNS = 1000  # texts between two boundaries, past which they are taken for a piece
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
_SENTENCE_END = (".", "!", "?", "…", "»", "”", '"', ":", ")")

_PICTURES = frozenset(("img", "amp-img"))
_TOLD = frozenset(("html", "oembed"))  # block elements that tell something by their tags

Attributes = dict[str, str | None]


def walk(text: str | bytes, document: Document, *, name: str) -> None:
    """Put the pieces and boxes of the HTML ``text``, and what its head holds, into ``document``.

    ``text`` is given in characters or in the bytes of UTF-8.
    """
    if isinstance(text, str):
        document.tree = LexborHTMLParser(text.replace("\x00", "") if "\x00" in text else text)
    else:
        document.tree = LexborHTMLParser(text.replace(b"\0", b"") if b"\0" in text else text)
    if document.tree.root is not None:
        _Walk(document, name).over(document.tree.root)


class _Walk:
    """The pass itself: the open boxes, and the run of text gathered since the last boundary."""

    def __init__(self, document: Document, name: str) -> None:
        self.document, self.name = document, name
        self.boxes, self.pieces = document.boxes, document.pieces
        self.first, self.last, self.inner = document.first, document.last, document.inner
        self.most = MOST_PIECES
        self.size = 0
        self.draws = b"VK.Widgets.Post" in document.raw
        self.box = -1
        self.run: list[tuple[str, int]] = []  # text, number of its link or -1; first comes a word
        self.hrefs: list[str] = []
        self.link = -1
        self.strong = 0
        self.strong_characters = 0
        self.breaks = 0
        self.after_break = False

    def over(self, root: LexborNode) -> None:
        """Visit every node below ``root`` once, without recursion."""
        opened: list[tuple[LexborNode, int]] = []
        pieces, run = self.pieces, self.run
        begin, enter, end, leave = self._open, self._enter, self._close, self._leave
        node: LexborNode | None = root
        while node is not None and len(pieces) < self.most:
            tag = node.tag
            if tag == "-text":
                words = node.text_content
                if words:
                    is_word = not words.isspace()
                    if is_word:
                        self.breaks = 0
                    if len(words) > LONGEST or len(run) > _MOST_RUNS:
                        self._long(words)
                    elif is_word or run:
                        run.append((words, self.link))
                        if self.strong:
                            self.strong_characters += len(words)
            elif tag:
                action = _ACTIONS.get(tag, _BLOCK)
                if begin(node, tag) if action == _BLOCK else enter(node, tag, action):
                    child = node.first_child
                    if child is not None:
                        opened.append((node, action))
                        if len(opened) > DEEPEST:
                            raise TooDeep(path=self.name, limit=DEEPEST)
                        node = child
                        continue
                    if action == _BLOCK:
                        end()
                    elif action < _INLINE:
                        leave(action)
            following = node.next
            while following is None and opened:
                node, action = opened.pop()
                if action == _BLOCK:
                    end()
                elif action < _INLINE:
                    leave(action)
                following = node.next
            node = following if opened else None
        self.document.cut_short = node is not None
        self._cut()
        while self.box >= 0:  # those still open where a page is cut short
            self._close()

    def _enter(self, node: LexborNode, tag: str, action: int) -> bool:
        """Read what begins at ``node``, which is no block; tell whether to go inside."""
        if action == _VOID:
            if tag in _PICTURES:
                self.document.pictures.append((max(self.box, 0), len(self.pieces)))
            return False
        if action == _LINK:
            self._enter_link(node)
            return True
        if action == _STRONG:
            self.strong += 1
            return True
        if action == _INLINE:
            return self._enter_inline(node, tag)
        if action == _BREAK:
            self._line_break()
        elif action == _ASIDE:
            self._aside(node, tag)
        elif action == _HEAD:
            self._head(tag, node.attributes)
        elif action == _FIELD:
            self._field(node.attributes)
        elif action != _INSIDE:
            self._cut()
            if action == _EMBED:
                self._embed(node, tag, node.attributes)
            elif tag == "noscript":
                for frame in node.css("iframe"):
                    self._waiting("iframe", frame.attributes)
        return action == _INSIDE

    def _enter_link(self, node: LexborNode) -> None:
        attributes = node.attributes
        href = attributes.get("href") or ""
        self.hrefs.append(href)
        self.link = len(self.hrefs) - 1
        self._named(node, attributes, attributes.get("class") or "")
        if _begins_with_words(node) or not _PLAYERS.search(href):
            return
        if node.css_first("img") and not node.text(strip=True):
            self._cut()
            self._waiting("a", {"data-embed-url": href})

    def _enter_inline(self, node: LexborNode, tag: str) -> bool:
        attributes = node.attributes
        if not attributes:
            return True
        names = attributes.get("class") or ""
        if tag == "time":
            self._stamp(node, attributes, attributes.get("datetime") or "")
        self._named(node, attributes, names)
        return not (_is_hidden(attributes) or "screen-reader" in names or "sr-only" in names)

    def _named(self, node: LexborNode, attributes: Attributes, names: str) -> None:
        """Note inline markup that bears the name of an author."""
        if (
            "author" in names
            or "byline" in names
            or attributes.get("itemprop") in ("author", "name")
            or "author" in (attributes.get("rel") or "")
        ):
            self._person(node, attributes)

    def _field(self, attributes: Attributes) -> None:
        """Note the box in which an address of electronic mail is asked for."""
        get = attributes.get
        asked = f"{get('type')} {get('name')} {get('placeholder')}".lower()
        if self.box >= 0 and "mail" in asked and get("type") != "hidden":
            self.document.asks.append(self.box)

    def _leave(self, action: int) -> None:
        if action == _LINK:
            self.link = -1
        else:
            self.strong -= 1

    def _close(self) -> None:
        """Close the box that was opened last."""
        if self.run:
            self._cut()
        self.breaks, self.after_break = 0, False
        box, boxes = self.box, self.boxes
        self.last[box] = len(self.pieces)
        self.inner[box] = len(boxes)
        self.box = boxes[box].parent

    def _open(self, node: LexborNode, tag: str) -> bool:
        """Open the box of a block element; tell whether it is an element at all."""
        if tag[0] in "!_":
            return False
        if self.run:
            self._cut()
        self.breaks, self.after_break = 0, False
        outer = self.box
        depth, hidden = 0, False
        if outer >= 0:
            parent = self.boxes[outer]
            depth, hidden = parent.depth + 1, parent.hidden
        attributes = node.attributes
        if not attributes:
            self._push(Box(tag, outer, depth, "  ", hidden))
            return True
        classes = attributes.get("class") or ""
        if len(attributes) == 1 and "class" in attributes and len(classes) <= _REMEMBERED:  # most
            names, is_told = _classed(classes)
        else:
            get = attributes.get
            names = f" {classes} {get('id') or ''} {get('role') or ''}"
            names = f"{names} {get('itemprop') or ''} ".lower()
            hidden = hidden or _is_hidden(attributes)
            is_told = True
        self._push(Box(tag, outer, depth, names, hidden))
        if is_told or tag in _TOLD:
            self._tell(node, tag, attributes, names)
        return True

    def _tell(self, node: LexborNode, tag: str, attributes: Attributes, names: str) -> None:
        """Note what the attributes of a block element tell beside its names."""
        get = attributes.get
        prop = get("itemprop") or ""
        if "author" in prop or " author " in names or "byline" in names:
            self._person(node, attributes)
        if prop in ("datePublished", "dateModified", "dateCreated"):
            self._stamp(node, attributes, get("content") or "")
        if tag == "html":
            self.document.language = get("lang") or get("xml:lang")
        if (
            not LAZY.isdisjoint(attributes)
            or tag == "oembed"
            or "vk_post_" in names
            or ("data-src" in attributes and _shows_later(attributes["data-src"], names))
        ):
            self._waiting(tag, attributes)

    def _push(self, box: Box) -> None:
        self.box = len(self.boxes)  # and of this length are the lists beside
        self.boxes.append(box)
        self.first.append(len(self.pieces))
        self.last.append(-1)
        self.inner.append(-1)

    def _head(self, tag: str, attributes: Attributes) -> None:
        if tag == "meta":
            key = attributes.get("property") or attributes.get("name")
            key = key or attributes.get("itemprop") or attributes.get("http-equiv")
            content = attributes.get("content") or attributes.get("value")
            if key and content:
                self.document.metas.append((key.lower().strip(), content))
                if key.lower() == "embedurl" and self.box >= 0:
                    self._cut()
                    self._waiting(tag, {"content": content})
        elif attributes.get("href"):
            rel, kind = attributes.get("rel") or "", attributes.get("type") or ""
            self.document.rels.append((rel.lower(), attributes["href"] or "", kind))

    def _aside(self, node: LexborNode, tag: str) -> None:
        """Keep what is useful of an element whose text people do not read."""
        if tag == "script":
            attributes = node.attributes
            if "ld+json" in (attributes.get("type") or ""):
                self.document.data.append(node.text())
            elif attributes.get("src"):
                self.document.scripts.append(attributes["src"] or "")
                if not LAZY.isdisjoint(attributes) or "/embedjs/" in (attributes["src"] or ""):
                    self._cut()
                    self._waiting(tag, attributes)
            elif self.draws and SCRIPTED.search(node.text()):
                self._drawn(node.text())
            elif "json" in (attributes.get("type") or ""):
                words = node.text()
                if '"html"' in words[:_LONGEST_DATA] and len(words) < _LONGEST_DATA:
                    self._cut()
                    self._waiting(tag, {"data-html": words})
        elif tag == "title" and not self.document.title:
            self.document.title = normalise(node.text()[:_LONGEST_TITLE])

    def _drawn(self, script: str) -> None:
        """Note the posts that a script draws where it stands."""
        for match in SCRIPTED.finditer(script[:_LONGEST_DATA]):
            self._cut()
            self._waiting("script", {"id": f"vk_post_{match[1]}_{match[2]}"})

    def _waiting(self, tag: str, attributes: Attributes) -> None:
        """Note an element that shows nothing yet, if its attributes hold an embed."""
        media = {key: value for key, value in attributes.items() if value} | {"tag": tag}
        if of_media(media) is not None:
            self.pieces.append(Piece(text="", tag=tag, box=max(self.box, 0), media=media))

    def _embed(self, node: LexborNode, tag: str, attributes: Attributes) -> None:
        media = {key: value for key, value in attributes.items() if value} | {"tag": tag}
        if tag in ("video", "audio", "object") and not media.get("src"):
            inner = node.css_first("source[src], embed[src]")
            if inner is not None:
                media["src"] = inner.attributes.get("src") or ""
        self.pieces.append(Piece(text="", tag=tag, box=max(self.box, 0), media=media))

    def _stamp(self, node: LexborNode, attributes: Attributes, value: str) -> None:
        names = " ".join(
            (attributes.get(key) or key)
            if key == "pubdate" and key in attributes
            else (attributes.get(key) or "")
            for key in ("class", "itemprop", "pubdate")
        )
        words = normalise(node.text())[:200]
        number = len(self.pieces)
        self.document.stamps.append(Stamp(value=value, words=words, names=names, piece=number))

    def _person(self, node: LexborNode, attributes: Attributes) -> None:
        words = normalise(attributes.get("content") or node.text(separator=" "))
        how = "rel" if "author" in (attributes.get("rel") or "") else "class"
        prop = attributes.get("itemprop") or ""
        if prop:
            how = "name" if prop == "name" else "itemprop"
        if 1 < len(words) < 160:
            self.document.people.append(Person(how, words, len(self.pieces)))

    def _line_break(self) -> None:
        """Two breaks end a paragraph; one does after a sentence, a link alone, or a bold line."""
        if not self.run:
            return
        self.breaks += 1
        tail = self.run[-1][0].rstrip()
        if self.breaks > 1 or tail.endswith(_SENTENCE_END) or self._is_line():
            self._cut()
            self.after_break = True
        else:
            self.run.append((" ", self.link))

    def _is_line(self) -> bool:
        """Tell whether the run so far is one link, or bold as a whole."""
        words = [(text, link) for text, link in self.run if not text.isspace()]
        if words[0][1] >= 0 and all(link == words[0][1] for _, link in words):
            return True
        return self.strong_characters >= sum(len(text.strip()) for text, _ in words)

    def _long(self, words: str) -> None:
        """End the run, and take ``words`` for pieces where they are too long for one."""
        self._cut()
        for start, end in parts(words):
            if self.most:
                self.run.append((words[start:end], self.link))
                self._cut()

    def _cut(self) -> None:
        """End the run of text gathered so far, as a piece if it has any letter."""
        run = self.run
        if run:
            if len(run) == 1:  # as most are: a paragraph without markup, or a link alone
                words, link = run[0]
                text = normalise(words)
                links: tuple[Link, ...] = ()
                if link >= 0 and text and self.hrefs[link]:
                    links = (Link(0, len(text), self.hrefs[link].strip()),)
            else:
                text, links = _joined(run, self.hrefs)
            if len(text) > LONGEST:
                for start, end in parts(text):
                    self._append(text[start:end], _within(links, start, end))
            elif text:
                self._append(text, links)
            run.clear()
            if self.link >= 0:
                self.hrefs, self.link = self.hrefs[-1:], 0
            else:
                self.hrefs = []
            self.strong_characters = 0
        self.breaks, self.after_break = 0, False

    def _append(self, text: str, links: tuple[Link, ...]) -> None:
        self.size += len(text)
        if self.size > MOST_TEXT:
            self.most = 0
        box = self.box
        linked = 0
        for link in links:
            linked += link.end - link.start
        self.pieces.append(
            Piece(
                text,
                self.boxes[box].tag if box >= 0 else "body",
                max(box, 0),
                links,
                linked,
                min(self.strong_characters, len(text)) if self.strong_characters else 0,
                self.after_break,
            )
        )


def _joined(run: list[tuple[str, int]], hrefs: list[str]) -> tuple[str, tuple[Link, ...]]:
    """Give the normalised text of ``run`` and where its links stand in it."""
    if max([number for _, number in run]) < 0:
        return normalise(_joined_words([words for words, _ in run])), ()
    parts: list[str] = []
    places: dict[int, tuple[int, int]] = {}
    length = 0
    spaced = True
    last = -1
    for words, number in run:
        clean = " ".join(words.split())
        if not clean:
            if not spaced:
                parts.append(" ")
                length += 1
                spaced = True
            continue
        before = words[0].isspace() or (number >= 0 and last >= 0 and number != last)
        before = before or bool(parts and _is_joint(parts[-1], clean))
        last = number  # two links that touch are parted: a menu without spaces
        if before and not spaced:
            clean = f" {clean}"
        spaced = words[-1].isspace()
        if spaced:
            clean += " "
        if number >= 0:
            start = places[number][0] if number in places else length
            places[number] = (start, length + len(clean))
        parts.append(clean)
        length += len(clean)
    joined = "".join(parts)
    text = normalise(joined)
    links = []
    for number, (start, end) in places.items():
        href, words = hrefs[number], joined[start:end]
        clean = words.strip()
        start += len(words) - len(words.lstrip())
        if href and clean and text.startswith(clean, start):
            links.append(Link(start, start + len(clean), href.strip()))
    return text, tuple(links)


def _within(links: tuple[Link, ...], start: int, end: int) -> tuple[Link, ...]:
    """Give the links that lie in a stretch of a text, by their places there."""
    return tuple(
        Link(link.start - start, link.end - start, link.href)
        for link in links
        if start <= link.start and link.end <= end
    )


def _joined_words(run: list[str]) -> str:
    parts = run[:1]
    for words in run[1:]:
        if _is_joint(parts[-1], words):
            parts.append(" ")
        parts.append(words)
    return "".join(parts)


def _is_joint(before: str, after: str) -> bool:
    """Tell whether a style sheet, and no space, parts the words of two elements that touch.

    A capital follows a small letter, or something a year: *ByIda Roux*, *12 March 20245 min*.
    """
    last = before[-2:]
    if after[0].isupper():
        return (len(last) == 2 and last.isalpha() and last[1].islower()) or _is_year(before)
    return after[0].isdigit() and last.isdigit() and _is_year(before)


def _is_year(words: str) -> bool:
    year = words[-4:]
    return year.isdigit() and year.startswith(("19", "20")) and not words[-5:-4].isdigit()


@lru_cache(maxsize=1 << 13)
def _classed(classes: str) -> tuple[str, bool]:
    """Give the names of a box that has but a class, and whether they tell anything else."""
    names = f" {classes}    ".lower()
    return names, "author" in names or "byline" in names or "vk_post_" in names


def _begins_with_words(node: LexborNode) -> bool:
    """Tell whether the first thing in ``node`` is text that people see."""
    first = node.first_child
    return first is not None and first.tag == "-text" and not (first.text_content or "").isspace()


def _shows_later(address: str | None, names: str) -> bool:
    """Tell whether a box whose address a script will load may be an embed and no picture."""
    return bool(address and _FRAMED.search(address)) or provider_of_class(names) is not None


def _is_hidden(attributes: Attributes) -> bool:
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    style = attributes.get("style")
    return bool(style and _HIDDEN.search(style.lower()))
