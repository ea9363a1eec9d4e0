"""What is no page, though somebody gave it for one: told by its first bytes, or by its signs.

Pictures, archives and documents of programs begin with bytes that name them. Data and code are
text, and would be read as an article of one paragraph: they are told where no tag of HTML stands,
by what they are full of. The names of formats are the same in every language.
"""

from __future__ import annotations

import re

import msgspec

from ondit.errors import NotAPage

MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"PK\x03\x04", "ZIP"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"RIFF", "RIFF"),
    (b"\x7fELF", "ELF"),
    (b"\xca\xfe\xba\xbe", "Java"),
    (b"OggS", "Ogg"),
    (b"ID3", "MP3"),
    (b"\x1a\x45\xdf\xa3", "WebM"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"\x00\x00\x01\x00", "ICO"),
    (b"SQLite format 3", "SQLite"),
    (b"\xd0\xcf\x11\xe0", "OLE"),
    (b"wOFF", "WOFF"),
    (b"wOF2", "WOFF"),
    (b"{\\rtf", "RTF"),
    (b"%!PS", "PostScript"),
)
"""What files begin with, and the name of their format."""
_MIME = re.compile(rb"(?im)^content-type:\s*multipart/related\b")
_CONTROLS = bytes((*range(1, 9), *range(14, 27), *range(28, 32)))
_MOST_CONTROLS = 0.03  # of the bytes; text has none but stray ones, random bytes have a tenth
_SNIFFED = 4096  # bytes or characters by which a format is told
_IBM_LETTERS = bytes((*range(0x81, 0x8A), *range(0x91, 0x9A), *range(0xA2, 0xAA), 0x40))
_LEAST_IBM = 0.5  # of the bytes; in other encodings of eight bits these are few or no letters
_ROOT = re.compile(
    r"\s*(?:<\?xml[^>]{0,300}>\s*)?(?:<!--.{0,2000}?-->\s*|<\?[^>]{0,300}>\s*)*"
    r"<(?:(rss)|(feed)|(rdf):rdf|(urlset|sitemapindex)|(opml))[\s>]",
    re.IGNORECASE | re.DOTALL,
)
ROOTS = ("RSS", "Atom", "RSS", "sitemap", "OPML")
"""What the roots of XML that lists pages are."""
_ARMOUR = re.compile(r"-----(?:BEGIN|END) [A-Z0-9 ]{1,40}-----")
_SIXTY_FOUR = re.compile(r"[A-Za-z0-9+/=_-]+")
_LEAST_WORD = 40  # characters of its words on an average; lines of base64 have 60 to 76
_LEAST_CODE = 0.03  # of the characters; prose has a tenth of it
_CODE = "{};"


def refuse(name: str, body: bytes) -> None:
    """Raise :class:`NotAPage` for bytes that begin as a file of another kind does."""
    start = body[:_SNIFFED].lstrip()
    for magic, kind in MAGIC:
        if start.startswith(magic) or (kind == "PDF" and magic in start[:1024]):
            raise NotAPage(path=name, kind=kind)
    if start[4:8] == b"ftyp":
        raise NotAPage(path=name, kind="MP4")
    if not start.startswith(b"<") and _MIME.search(start):
        raise NotAPage(path=name, kind="MHTML")  # one that holds a page was unpacked before


def refuse_controls(name: str, body: bytes) -> None:
    """Raise :class:`NotAPage` for bytes among which there are more controls than in text."""
    start = body[:_SNIFFED].lstrip()
    controls = len(start) - len(start.translate(None, _CONTROLS))
    if controls > len(start) * _MOST_CONTROLS or start.count(0) > len(start) * 0.1:
        raise NotAPage(path=name, kind="binary")


def refuse_ibm(name: str, body: bytes) -> None:
    """Raise :class:`NotAPage` for text in EBCDIC, which any encoding of eight bits would take."""
    start = body[:_SNIFFED]
    letters = len(start) - len(start.translate(None, _IBM_LETTERS))
    if letters > len(start) * _LEAST_IBM and start.count(0x40) > 4 * start.count(0x20):
        raise NotAPage(path=name, kind="EBCDIC")


def refuse_feed(name: str, text: str) -> None:
    """Raise :class:`NotAPage` for what lists pages and is none."""
    root = _ROOT.match(text, 0, _SNIFFED)
    if root is not None and root.lastindex is not None:
        raise NotAPage(path=name, kind=ROOTS[root.lastindex - 1])


def refuse_data(name: str, text: str) -> None:
    """Raise :class:`NotAPage` for text without a tag of HTML that is data or code."""
    start = text[:_SNIFFED].strip()
    if start.startswith(("{", "[")) and _is_json(text):
        raise NotAPage(path=name, kind="JSON")
    if start.startswith("<?xml"):
        raise NotAPage(path=name, kind="XML")
    if sum(map(start.count, _CODE)) > len(start) * _LEAST_CODE:
        raise NotAPage(path=name, kind="code")
    words = _ARMOUR.sub(" ", start).split()
    letters = sum(map(len, words))
    if letters > len(words) * _LEAST_WORD and all(map(_SIXTY_FOUR.fullmatch, words)):
        raise NotAPage(path=name, kind="base64")


def _is_json(text: str) -> bool:
    try:
        found: object = msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError):
        return False
    return isinstance(found, dict | list)
