"""What readers wrote below the article: author, time, words, and whom they answer.

Three ways, the surest first. Systems name a comment in their markup (a class, an identifier, an
``itemprop``), and then its author, its time and its text by names of the same few kinds. Where the
names are hashes, comments are what repeats below a heading that announces them, each with a date.
And some pages give them as JSON-LD alone. An answer stands inside what it answers, or in a list
that is set in below it, or says by a link which comment it answers.

A form for a new comment, a list of the latest ones of the whole site, and a count are no comments.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal

import msgspec

from ondit.model import Article, Comment
from ondit.page import elements, remark, threads
from ondit.page.dom import Box, Document
from ondit.page.elements import INLINE, Elements
from ondit.page.meta import Head
from ondit.page.remark import Remark, digits, name_in, time_in
from ondit.page.survey import Survey
from ondit.remembered import remembered
from ondit.text import normalise

_SURE = 3  # comments of one make that no name calls so, from which they are no article's
_ENOUGH = 1000  # characters of an article beside which comments may be ever so long
_LEFT = 0.3  # of the article's text that must be left to it when comments take their own
_FEW = 2  # comments told by names below which the structure is asked too
MOST = 2000
"""Comments read of a page."""

# Names are those of publishing systems, the same in every language.
_ITEM = re.compile(
    r"^(?:[a-z]{1,3}-)?(?:single-|ajax-|user-|reader-|js-)?"
    r"(?:comment|commentaire|(?:comment|commentaire|repl(?:y|ie)|reaction|response)s?(?:[-_]{1,2})?"
    r"(?:item|entry|block|box|single|row|message|node|post|container|card|wrapper|thread))$"
    r"|^(?:forum-(?:message|post|fil)|crawler-post|message--post|commentitem|cmt)$"
)
_ITEM_ID = re.compile(
    r"^(?:li-|div-)?(?:comment|commentaire|message|msg|forum|dsq-comment|cmt|reaction)[-_]?\d{1,19}$"
)
_POST_ID = re.compile(r"^p(?:ost)?[-_]?\d{1,12}$")
_TYPE = re.compile(r"schema\.org/(?:User)?Comments?$")
_NOT = re.compile(
    r"^(?:respond|sidebar|widget-area|widget_.*)$"
    r"|(?:^|[-_])(?:comment-?form|reply-?form|recent|latest|latests)(?:$|[-_])"
    r"|recentcomments|recent-?comments|formulaire|comment-?respond"
)
_SET_IN = re.compile(
    r"(?:^|[-_])(?:indented|children|replies|reponses|answers|sub-?comments)(?:$|[-_])"
)
_LETTER = re.compile(r"[^\W\d_]")
_BETRAYING = (b"data-comment", b"schema.org/Comment", b"schema.org/User")
_NO_ITEM = frozenset(("form", "html", "body", "ul", "ol", "h2", "h3"))
_LISTS = frozenset(("comments", "commentaires", "comments-area", "comment-list", "commentlist"))
_ASIDE = frozenset(("form", "aside", "nav"))


def read(survey: Survey, article: Article) -> tuple[Comment, ...]:
    """Give the comments of a page in page order; ``article`` is what was read of it so far.

    On the page of a forum a comment may have been read as article; when other text is left to be
    the article, it is a comment all the same (:func:`overlap` gives the blocks).
    """
    document, head = survey.document, survey.head
    is_answered = threads.may_be_answered(survey.texts.folded)
    if document.tree is None or not (is_answered or _may_have(document, article, head)):
        return ()
    is_named = _has_named(document)
    is_announced = any(
        shown is not None and shown.kind == "comment" and shown.opens for shown in survey.shown
    )
    if not is_named and not is_announced and not is_answered:
        return _from_data(head)
    tree = elements.read(document.tree)
    items = _named(tree) if is_named else []
    found = _records(tree, items, article.language)
    seen: Literal["markup", "structure"] = "markup"
    if len(found) < _FEW and (is_announced or (is_answered and not found)):
        other = threads.read(tree, article.language, announced=is_announced)
        if len(other) > len(found):
            found, seen = other, "structure"
    known = frozenset(_running(article))
    opens = seen == "markup" or not is_announced
    if opens and len(found) > 1 and _is_article(found[0], known):
        found = found[1:]  # the post that opens a thread
    lines = {line for each in found for line in each.text.split("\n")}
    doubtful = seen == "structure" and len(found) < _SURE
    left = sum(map(len, known - lines))
    if doubtful or left < min(_LEFT * sum(map(len, known)), _ENOUGH):
        found = [each for each in found if not _is_article(each, known)]
    return _linked(tree, found, seen) or _from_data(head)


def overlap(article: Article, comments: Iterable[Comment]) -> frozenset[str]:
    """Give the texts of the article that are words of its comments."""
    lines = words(comments)
    return frozenset(text for text in _running(article) if text in lines)


def words(comments: Iterable[Comment]) -> frozenset[str]:
    """Give the lines of ``comments`` that are too long for a name or a button."""
    lines = (line for comment in comments for line in comment.text.split("\n"))
    return frozenset(line for line in lines if len(line) > remark.LONGEST_NAME // 2)


def _running(article: Article) -> Iterable[str]:
    return (block.text for block in article.blocks if len(block.text) > remark.LONGEST_NAME // 2)


def _may_have(document: Document, article: Article, head: Head) -> bool:
    """Tell whether a second look at the page is worth its time."""
    if any(each.kind == "comment" for each in article.furniture):
        return True
    if any(node.get("comment") for node in head.articles):
        return True
    names = " ".join({box.names for box in document.boxes})
    return any(
        word in names
        for word in ("comment", "forum", "crawler-post", "postbody", "replies", "message--post")
    )


def _has_named(document: Document) -> bool:
    """Tell whether any box may be one that a system names as a comment, by names alone."""
    if any(each in document.raw for each in _BETRAYING):
        return True
    every = set(" ".join({box.names for box in document.boxes}).split())
    telling = {name for name in every if _calls_item(name)}
    posts = {name for name in every if _POST_ID.match(name)}
    if posts and _is_forum(document):
        telling |= posts
    return bool(telling) and any(
        box.tag not in _NO_ITEM
        and not telling.isdisjoint(box.names.split())
        and not _stands_apart(document, box)
        for box in document.boxes
    )


def _is_forum(document: Document) -> bool:
    """Tell whether the posts of a page may be comments: in a forum each has its *postbody*."""
    return b"postbody" in document.raw.lower()


@remembered(1 << 14)
def _calls_item(name: str) -> bool:
    """Tell whether one class or identifier calls its element a comment."""
    return bool(_ITEM.match(name) or _ITEM_ID.match(name))


def _stands_apart(document: Document, box: Box) -> bool:
    """Tell of a box what :func:`_is_apart` tells of an element."""
    listed = False
    while box.tag != "body":
        names = box.names.split()
        if (box.tag in _ASIDE and not (listed and box.tag == "aside")) or any(
            _NOT.search(name) for name in names
        ):
            return True
        listed = listed or not _LISTS.isdisjoint(names)
        if box.parent < 0:
            break
        box = document.boxes[box.parent]
    return False


# -- by names ---------------------------------------------------------------------------------


def _named(tree: Elements) -> list[int]:
    """Give the elements that a system names as one comment each."""
    likely = [number for number in range(len(tree.all)) if _is_named(tree, number)][: 2 * MOST]
    dropped: set[int] = set()
    for at, number in enumerate(likely[:-1]):
        inner, end = likely[at + 1], tree.all[number].end
        if inner >= end or tree.all[inner].first != tree.all[number].first:
            continue  # words of its own come first: what stands inside are answers
        beside = tree.all[inner].parent
        several = any(tree.all[n].parent == beside for n in _before(likely, at + 2, end))
        dropped.add(number if several else inner)  # a container, or one comment's two boxes
    kept = [number for number in likely if number not in dropped]
    return [number for number in kept if not _is_apart(tree, number)][:MOST]


def _before(numbers: Sequence[int], at: int, end: int) -> Iterator[int]:
    """Give the sorted ``numbers`` from place ``at`` on that are less than ``end``."""
    while at < len(numbers) and numbers[at] < end:
        yield numbers[at]
        at += 1


def _is_named(tree: Elements, number: int) -> bool:
    element = tree.all[number]
    if element.tag in INLINE or element.tag in _NO_ITEM:
        return False
    get = element.attributes.get
    if element.attributes and (
        _TYPE.search(get("itemtype") or "") or any(get(name) for name in remark.KEYS)
    ):
        return True
    if "itemscope" in element.attributes and "comment" in (get("itemprop") or "").lower().split():
        return True
    if _POST_ID.match((get("id") or "").lower()) and "post" in element.names:
        return any("postbody" in tree.all[inner].names for inner in tree.inside(number))
    return any(map(_calls_item, element.names))


def _is_apart(tree: Elements, number: int) -> bool:
    """Tell whether an element stands in a form for comments or in a list of the latest ones.

    What is aside is apart, unless it is the comments that are set aside.
    """
    listed = False
    for around in (number, *tree.up(number)):
        element = tree.all[around]
        if element.tag in _ASIDE and not (listed and element.tag == "aside"):
            return True
        listed = listed or not _LISTS.isdisjoint(element.names)
        if element.tag != "body" and any(_NOT.search(name) for name in element.names):
            return True
    return False


def _records(tree: Elements, items: Sequence[int], language: str | None) -> list[Remark]:
    """Read each of ``items`` without those that stand inside it.

    One that has neither author nor time is no comment but the words of the one around it.
    """
    found: list[Remark] = []
    held: set[int] = set()
    for number in reversed(items):
        end = tree.all[number].end
        inner = frozenset(each for each in held if number < each < end)
        record = remark.read(tree, number, inner, language)
        if record is not None:
            found.append(record)
            held.add(number)
    return found[::-1]


# -- all together -----------------------------------------------------------------------------


def _is_article(found: Remark, known: frozenset[str]) -> bool:
    """Tell whether most of what was read as a comment stands in the article too."""
    lines = found.text.split("\n")
    size = sum(len(line) for line in lines if line in known)
    return size * 2 > len(found.text)


def _linked(
    tree: Elements, found: Sequence[Remark], seen: Literal["markup", "structure"]
) -> tuple[Comment, ...]:
    """Say of each comment which one it answers."""
    by_key = {digits(each.key): at for at, each in enumerate(found) if each.key}
    by_element = {each.element: at for at, each in enumerate(found)}
    comments = []
    for at, each in enumerate(found):
        parent = by_key.get(each.answers) if each.answers else None
        if parent is None or parent == at:
            parent = _parent(tree, each.element, by_element, at, found)
        if parent is None and seen == "structure":
            parent = _set_in(tree, at, found)
        comments.append(
            Comment(
                text=each.text,
                author=each.author,
                published=each.published,
                when=each.when,
                reply_to=parent,
                key=each.key,
                seen_in=seen,
            )
        )
    return tuple(comments)


def _parent(
    tree: Elements, number: int, by_element: dict[int, int], at: int, found: Sequence[Remark]
) -> int | None:
    """Give the comment around, or the one before the list that is set in around ``number``."""
    for around in tree.up(number):
        if around in by_element:
            return by_element[around]
        if any(_SET_IN.search(name) for name in tree.all[around].names):
            before = [n for n, each in enumerate(found[:at]) if each.element < around]
            return before[-1] if before else None
    return None


def _set_in(tree: Elements, at: int, found: Sequence[Remark]) -> int | None:
    """Give the last comment before that stands less deep, beside what is around this one."""
    around = frozenset(tree.all[each].parent for each in tree.up(found[at].element))
    for before in range(at - 1, -1, -1):
        element = tree.all[found[before].element]
        if element.parent == tree.all[found[at].element].parent:
            return None
        if element.parent in around:
            return before
    return None


def _from_data(head: Head) -> tuple[Comment, ...]:
    """Give the comments that the page's data hold."""
    comments: list[Comment] = []
    for article in head.articles:
        _gather(article.get("comment"), None, comments)
        if comments:
            break
    return tuple(comments)


def _gather(given: Any, parent: int | None, into: list[Comment]) -> None:
    waiting: list[tuple[Any, int | None]] = [
        (node, parent) for node in (given if isinstance(given, list) else [given])
    ]
    while waiting and len(into) < MOST:
        node, above = waiting.pop(0)
        if not isinstance(node, dict):
            continue
        text = _plain(node.get("text"))
        here = above
        if _LETTER.search(text):
            here = len(into)
            into.append(_of_node(node, text, above))
        inner = node.get("comment")
        nested = inner if isinstance(inner, list) else [inner]
        waiting = [*((each, here) for each in nested), *waiting]


def _plain(value: Any) -> str:
    return (
        normalise(re.sub(r"<[^<>]{0,2000}>", " ", value))[: remark.LONGEST]
        if isinstance(value, str)
        else ""
    )


def _of_node(node: dict[str, Any], text: str, parent: int | None) -> Comment:
    author = node.get("author")
    author = author[0] if isinstance(author, list) and author else author
    name = author.get("name") if isinstance(author, dict) else author
    given = node.get("dateCreated") or node.get("datePublished")
    stamp = time_in(given, None)[0] if isinstance(given, str) else None
    key = node.get("identifier") or node.get("@id")
    return Comment(
        text=text,
        author=name_in(normalise(name)) if isinstance(name, str) else None,
        published=stamp,
        reply_to=parent,
        key=key[:80] if isinstance(key, str) else None,
        seen_in="json-ld",
    )


def added(article: Article, comments: Iterable[Comment]) -> Article:
    """Give ``article`` with ``comments``."""
    return msgspec.structs.replace(article, comments=tuple(comments))
