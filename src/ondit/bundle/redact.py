"""Taking out of pages what others need not see before a bundle leaves the house.

What can be taken out: readers' ``comments`` with their authors and pictures, ``emails`` and
``phones``. It is gone from the bytes that are bundled, not merely from what is shown, and
``datapackage.json`` says what was taken out. Each place holds ``█`` instead, so that a reader sees
that something was there. What is meant to be gone and is still there is an error, not a warning.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

import msgspec
from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser, LexborNode

from ondit.errors import NotRedacted, OnditError
from ondit.model import Comment, Page
from ondit.page.decode import decode
from ondit.page.guard import guarded
from ondit.page.read import read
from ondit.text import normalise

WHAT = ("comments", "emails", "phones")
"""What can be taken out."""
MARK = "█"
_EMAIL = re.compile(
    r"[\w.+%-]{1,64}(?:@|&#0*64;|&#x0*40;|%40)(?:[\w-]{1,63}\.){1,6}[A-Za-z]{2,24}", re.IGNORECASE
)
# International, or national with a leading zero or brackets; at least eight digits, parted as
# numbers of telephones are. A date or an identifier without parts is none.
_PHONE = re.compile(
    r"(?<![\w/.:-])(?:\+\d{1,3}[ .()-]{0,3}|00\d{1,3}[ .-]|\(\d{2,5}\)[ .-]?|0\d{1,3}[ .-])"
    r"(?:\(0\)[ .-]?)?\d{1,4}(?:[ .-]?\d{2,4}){1,5}(?![\w-])"
)
_TEL = re.compile(r"(?<=tel:)[+\d().%\s-]{5,30}", re.IGNORECASE)
_LEAST_DIGITS = 8
_AROUND = 300  # characters that an item holds beside its comment's words: author, date, buttons
_HIGHEST = 6  # elements between a comment's words and its item; seen: up to four
_TELLING = 30  # characters of a comment that stand nowhere else by chance
_START = 24


def redacted(page: Page, what: Collection[str]) -> Page:
    """Give ``page`` without ``what`` (of :data:`WHAT`); its bytes are UTF-8 then.

    A page that cannot be read is given back without its e-mail addresses and telephone numbers
    alone. Raises :class:`NotRedacted` when a comment could not be taken out.
    """
    try:
        text = decode(page).text
    except OnditError:
        text = page.body.decode("utf-8", "replace")
    if "comments" in what:
        text = _without_comments(page, text)
    if "emails" in what:
        text = _EMAIL.sub(_marked, text)
    if "phones" in what:
        text = _TEL.sub(_marked, _PHONE.sub(_marked_number, text))
    return replace(page, body=text.encode("utf-8", "replace"), charset="utf-8")


def _marked(match: re.Match[str]) -> str:
    return MARK * len(match.group())


def _marked_number(match: re.Match[str]) -> str:
    digits = sum(mark.isdigit() for mark in match.group())
    return _marked(match) if digits >= _LEAST_DIGITS else match.group()


def _without_comments(page: Page, text: str) -> str:
    try:
        article = read(page)
    except OnditError:
        return text
    if not article.comments:
        return text
    # What is too much for the parser is not read for comments either, and so left out.
    tree = LexborHTMLParser(guarded(text, name=page.name).text)
    for script in tree.css('script[type="application/ld+json"]'):
        _strip_data(script)
    own = {block.text for block in article.blocks if block.text}
    for comment in article.comments:
        item = _item(tree, comment, own)
        if item is not None and _holds(item, own):
            _blank(item, comment)
        elif item is not None:
            item.replace_with(MARK)
    html = tree.html or ""
    shown = normalise(tree.root.text(deep=True) if tree.root else "")
    for comment in article.comments:
        telling = len(comment.text) >= _TELLING and comment.text not in own
        if telling and (comment.text in shown or comment.text in html):
            raise NotRedacted(path=page.name, words=comment.text[:60])
    return html


def _holds(node: LexborNode, own: Collection[str]) -> bool:
    """Tell whether words of the article stand in ``node``."""
    held = normalise(node.text(deep=True))
    return any(text in held for text in own)


def _blank(item: LexborNode, comment: Comment) -> None:
    """Take a comment out that stands in one element with the article, piece of text by piece."""
    said = {comment.author, *comment.text.split("\n")}
    pieces = [node for node in item.traverse(include_text=True) if node.tag == "-text"]
    for piece in pieces:
        text = normalise(piece.text())
        if text and (text in said or (len(text) >= _START and text in comment.text)):
            piece.replace_with(MARK)


def _item(tree: LexborHTMLParser, comment: Comment, own: Collection[str]) -> LexborNode | None:
    """Give the element that holds a comment with its author, or ``None`` when it is gone.

    It goes as far up as no words of the article (``own``) stand in it, if that can be.
    """
    if comment.key and re.fullmatch(r"[\w-]+", comment.key):
        named: LexborNode | None = tree.css_first(f'[id="{comment.key}"]')
        if named is not None and comment.text[:_START] in normalise(named.text(deep=True)):
            return named
    words = next(_holders(tree, comment.text), None)
    for _ in range(_HIGHEST):
        parent = words.parent if words is not None else None
        if words is None or parent is None or parent.tag in ("body", "html", "article", "main"):
            break
        held = normalise(parent.text(deep=True))
        if len(held) > len(comment.text) + _AROUND or any(text in held for text in own):
            break
        words = parent
    return words


def _holders(tree: LexborHTMLParser, text: str) -> Iterator[LexborNode]:
    """Give the elements that hold all of ``text``, the innermost first."""
    found: list[tuple[int, int, LexborNode]] = []
    if tree.body is not None:
        for node in tree.body.traverse(include_text=False):
            if node.tag in ("script", "style", "body"):
                continue
            held = node.text(deep=True)
            if len(held) >= len(text) and text in normalise(held):
                found.append((len(held), len(found), node))
    yield from (node for _, _, node in sorted(found, key=lambda one: (one[0], -one[1])))


def _strip_data(script: LexborNode) -> None:
    """Take the comments out of a page's data."""
    try:
        data = msgspec.json.decode(script.text(deep=True).encode())
    except (msgspec.MsgspecError, ValueError):
        return
    inner = msgspec.json.encode(_stripped(data)).decode().replace("</", "<\\/")
    script.inner_html = inner


def _stripped(data: object) -> object:
    if isinstance(data, dict):
        kinds = data.get("@type")
        if kinds in ("Comment", "UserComments"):
            return {}
        return {key: _stripped(value) for key, value in data.items() if key != "comment"}
    if isinstance(data, list):
        return [_stripped(value) for value in data]
    return data
