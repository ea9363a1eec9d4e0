"""Spans over text: normalisation, tokens, sentences.

Every span of Ondit points into text that :func:`normalise` made, so that offsets mean the same on
every machine and in every export. Quotation marks, apostrophes and dashes are left as the page
wrote them: foreign typography is evidence. The rules that differ between languages (elision,
enclitics, abbreviations) come in as data from ``ondit.lang``.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Collection, Iterable
from functools import lru_cache

from ondit.model import Article, Span

OPENING = "«“„‘‹‟\"'([{—–-¿¡"

_SPACES = re.compile(r"[\s\u00a0\u1680\u180e\u2000-\u200a\u202f\u205f\u3000\u2028\u2029]+")
# Invisible characters: controls, zero-width and direction marks, soft hyphen, lone surrogates.
_INVISIBLE = re.compile(
    r"[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u2064\u2066-\u206f\ufeff\ud800-\udfff]"
)
# The most marks on one letter by the Stream-Safe Text Format (Unicode annex 15), and where
# there may be more: none of them is a letter, a blank or in ASCII.
_MOST_MARKS = 30
_STACK = re.compile(r"[^\w\s\x00-\x7f]{31,}")
_DIACRITICS = re.compile("[\u0300-\u034e\u0350-\u036f]+")
# All but the blocks of Latin, Greek, Cyrillic, Armenian, Korean, Japanese and Chinese letters and
# of punctuation, in which no other mark combines with the one before it.
_MAY_COMBINE = re.compile(
    "[^\u0000-\u0482\u0488-\u0590\u1100-\u11ff\u2000-\u20cf\u2100-\u2bff\u3000-\u3029\u3030-\u3098"
    "\u309b-\ua66e\uac00-\ud7a3]"
)
# What XML 1.0 cannot hold at all.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SEPARATORS = re.compile("[\x1c-\x1f]")  # blank to Python, invisible here
_TOKEN = re.compile(
    r"[^\W\d_]{2,}(?:[-'’.]?[^\W_]+)*"  # a word with inner hyphens and apostrophes
    r"|(?:[^\W\d_]\.){2,}"  # U.S., a.m.
    r"|\d+(?:[.,:/\u2019'\u202f ]\d{3}\b|[.,:/]\d+)*"  # 155, 1 000, 3,5, 10:30, 2022/10/11
    r"|[^\W\d_](?:[-'’.]?[^\W_]+)*"  # a word that begins with one letter: l'eau
    r"|[^\s]"  # any other mark, alone
)
_GROUPED = re.compile(r"\d\s\d{3}\b")
# Possessive, so that a run of quotation marks costs linear time; a note in brackets (``[2]``) that
# hangs on the sentence belongs to it.
_END = re.compile(r"[.!?…]++(?:\s?»|[»”’\"')\]]|\[[^\[\]]{1,40}\])*+(?=\s)")


def normalise(text: str) -> str:
    """Give ``text`` in NFC on one line, with plain single spaces and no invisible characters."""
    # All there is to do for most text, at a tenth of the cost: no blank but the space is printable.
    if text.isprintable():
        plain, is_clean = text.strip() if "  " not in text else " ".join(text.split()), True
    else:
        plain = " ".join(text.split())
        is_clean = plain.isprintable() and not _SEPARATORS.search(text)
    if is_clean and plain.isascii():
        return plain
    if is_clean and not _STACK.search(plain) and unicodedata.is_normalized("NFC", plain):
        return plain
    seen = _STACK.sub(_unstacked, _SPACES.sub(" ", _INVISIBLE.sub("", text)))
    return unicodedata.normalize("NFC", seen).strip()


def _unstacked(run: re.Match[str]) -> str:
    """Give ``run`` with no more marks on one letter than a line may have.

    Putting marks in order takes the square of their number, and a hostile page has 10^5 of them.
    """
    kept: list[str] = []
    marks = 0
    for sign in run.group():
        marks = marks + 1 if unicodedata.combining(sign) else 0
        if marks <= _MOST_MARKS:
            kept.append(sign)
    return "".join(kept)


class _Runs:
    """All runs of one kind of characters in a text, as a pattern for a single run finds them.

    A pattern takes 25 ns for a character. Nearly all text of French and English has but characters
    of the code page of its keyboards, and there those that part the runs are made blanks by a table
    and the text is split, which gives the same in a third of the time.
    """

    _CODE_PAGE = "cp1252"

    def __init__(self, pattern: str) -> None:
        self._pattern = re.compile(pattern)
        kept = [bytes([code]).decode(self._CODE_PAGE, "replace") for code in range(256)]
        self._table = bytes(
            code if mark == "\n" or (mark != "\ufffd" and self._pattern.match(mark)) else 32
            for code, mark in enumerate(kept)
        )

    def __call__(self, text: str) -> list[str]:
        """Give the runs in their order."""
        parted = self._parted(text) if len(text) > _SHORT else None
        return self._pattern.findall(text) if parted is None else parted.split()

    def lines(self, text: str) -> list[list[str]]:
        """Give the runs of each line."""
        parted = self._parted(text)
        if parted is None:
            return [self(line) for line in text.split("\n")]
        return [line.split() for line in parted.split("\n")]

    def _parted(self, text: str) -> str | None:
        """Give ``text`` with blanks for all that parts runs but line breaks."""
        if text.isascii():  # the code page begins with it, and is read by code in Python
            return text.encode().translate(self._table).decode()
        try:
            return text.encode(self._CODE_PAGE).translate(self._table).decode(self._CODE_PAGE)
        except UnicodeEncodeError:
            return None


_SHORT = 30  # characters up to which the pattern is faster
letters = _Runs(r"[^\W\d_]+")
"""Give the runs of letters of a text, its words without figures."""
words = _Runs(r"\w+")
"""Give the runs of letters, figures and low lines of a text."""


def writable(text: str) -> str:
    """Give ``text`` with U+FFFD for what XML cannot hold."""
    return _UNWRITABLE.sub("\ufffd", text)


def digest(*parts: str) -> str:
    """Give the identifier of content: 16 hexadecimal digits of BLAKE2b over ``parts``."""
    joined = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(joined, digest_size=8).hexdigest()


def fold(word: str) -> str:
    """Give ``word`` without case and diacritics, for comparing names (Médvédev, medvedev)."""
    if word.isascii():  # four of five words, at a tenth of the cost
        return word.lower()
    return _folded(word) if len(word) <= _REMEMBERED else _decomposed(word)


def _decomposed(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word.casefold().replace("’", "'"))
    if decomposed.isascii():
        return decomposed
    plain = _DIACRITICS.sub("", decomposed)  # all there is to do for most scripts
    if not _MAY_COMBINE.search(plain):
        return plain
    return "".join([m for m in plain if m < "\u0300" or not unicodedata.combining(m)])


_REMEMBERED = 400  # characters; furniture and headlines are compared with many things
_folded = lru_cache(maxsize=4096)(_decomposed)


_PARTS = re.compile(r"[^\s'’]+['’]?")


def capitals_agree(name: str, words: str) -> bool:
    """Tell whether ``words``, equal to ``name`` but for case, are written as a name.

    A capital of the name must be one in the words, after the first word when the name has one
    there: *Le point* and *L'équipe* that begin a sentence are no papers, *us* is no country.
    """
    pairs = list(zip(_PARTS.findall(name), _PARTS.findall(words), strict=False))
    places = [place for place, (named, _) in enumerate(pairs) if named != named.lower()]
    later = [place for place in places if place > 0] or places
    return not later or any(pairs[place][1] != pairs[place][1].lower() for place in later)


_INNER = re.compile(r"[^\W_][-'’]")


def tokens(
    text: str, *, elisions: Collection[str] = (), enclitics: Collection[str] = ()
) -> list[tuple[int, int]]:
    """Give the half-open offsets of words, numbers and single marks, in linear time.

    ``elisions`` (``l``, ``qu``…) are cut off with their apostrophe from the front of a word,
    ``enclitics`` (``-t-il``, ``'s``…) from its end; both in lower case with a straight apostrophe.
    """
    spans = [match.span() for match in _TOKEN.finditer(text)]
    if not (elisions or enclitics) or not _INNER.search(text):
        return spans
    found: list[tuple[int, int]] = []
    for span in spans:
        start, end = span
        if end - start < 3 or not text[start].isalpha() or text[start:end].isalnum():
            found.append(span)  # a mark, a number, or a word with no inner mark to cut at
            continue
        last = min(end, start + 12)
        mark = max(text.find("'", start, last), text.find("’", start, last))
        if start < mark < end - 1 and text[start:mark].lower() in elisions:
            found.append((start, mark + 1))
            start = mark + 1
        tail = _enclitic(text, start, end, enclitics)
        found.append((start, end - tail))
        if tail:
            found.append((end - tail, end))
    return found


def may_hold_space(text: str) -> bool:
    """Tell whether one of the :func:`tokens` of ``text`` may hold a space: *1 000*."""
    return _GROUPED.search(text) is not None


def _enclitic(text: str, start: int, end: int, enclitics: Collection[str]) -> int:
    """Give the length of the enclitic that ends ``text[start:end]``, 0 if there is none."""
    if not enclitics:
        return 0
    lowered = text[start:end].lower().replace("’", "'")
    lengths = [len(tail) for tail in enclitics if lowered.endswith(tail)]
    longest = max(lengths, default=0)
    return longest if longest < len(lowered) else 0


def sentences(text: str, *, abbreviations: Collection[str] = ()) -> list[tuple[int, int]]:
    """Give the half-open offsets of the sentences of normalised ``text``.

    A sentence ends at ``.``, ``!``, ``?`` or ``…`` with the closing marks that follow, before a
    space and a word that does not begin in lower case. It does not end after an initial or after
    one of ``abbreviations`` (lower case, without the full stop).
    """
    found: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        if match.start() < start or not _breaks(text, match, abbreviations):
            continue
        found.append((start, match.end()))
        start = match.end() + 1
    if start < len(text):
        found.append((start, len(text)))
    return found


def _breaks(text: str, match: re.Match[str], abbreviations: Collection[str]) -> bool:
    """Tell whether the full stop (or other end mark) of ``match`` ends a sentence."""
    following = text[match.end() + 1 : match.end() + 40].lstrip(OPENING + " ")
    if following[:1].islower():
        return False
    if match.group() != ".":
        return True
    word_start = match.start()
    while word_start > 0 and (text[word_start - 1].isalnum() or text[word_start - 1] in ".-"):
        word_start -= 1
    word = text[word_start : match.start()]
    if word.isupper() and all(len(part) == 1 for part in word.split(".")):
        return False  # initials: J. Stoltenberg, G.K. Chesterton
    return word.lower() not in abbreviations


def text_of(article: Article, spans: Iterable[Span]) -> str:
    """Give the words of ``spans`` in ``article``; what lies between two in one block as […]."""
    said: list[str] = []
    block = None
    for span in sorted(spans):
        if block == span.block:
            said.append("[…]")
        said.append(article.blocks[span.block].text[span.start : span.end])
        block = span.block
    return " ".join(said)
