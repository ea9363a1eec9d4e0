"""Laws of the reading of a page: what must not matter does not."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from ondit.model import BODY, Page
from ondit.page.decode import decode
from ondit.page.dom import parse
from ondit.page.read import read

FOLDERS = sorted(path.parent for path in (Path(__file__).parent / "pages").glob("*/page.html"))
_SHARE = 0.2  # of the body's words, on pages of a dozen lines where one line is a tenth
_NAMES = re.compile(rb"""\s(?:class|id)\s*=\s*(?:"[^"]*"|'[^']*')""")


def body(source: bytes) -> list[str]:
    blocks = read(Page(name="page", body=source)).blocks
    return [block.text for block in blocks if block.role in BODY or block.role == "standfirst"]


def words(texts: list[str]) -> Counter[str]:
    return Counter(word for text in texts for word in text.split())


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_body_does_not_depend_on_names_of_classes(folder: Path) -> None:
    source = (folder / "page.html").read_bytes()
    tweets = b"twitter-tweet" in source  # a platform's own markup is known by its class alone
    nameless = _NAMES.sub(b"", source)
    named, unnamed = words(body(source)), words(body(nameless))
    lost, added = named - unnamed, unnamed - named
    assert lost.total() <= _SHARE * named.total()
    given = read(Page(name="page", body=source))
    by_names = tweets or bool(given.comments)  # so are the posts of a forum
    assert by_names or added.total() <= _SHARE * named.total()


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_scripts_styles_and_comments_do_not_matter(folder: Path) -> None:
    source = (folder / "page.html").read_bytes()
    noise = b"<script>document.write('<p>A sentence that nobody reads.</p>')</script><!-- x -->"
    noisy = source.replace(b"<p>", noise + b"<style>p { color: red }</style><p>")
    assert body(noisy) == body(source)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_nothing_is_thrown_away(folder: Path) -> None:
    """Every word of the page's blocks is in a block or in furniture, as often as on the page."""
    source = (folder / "page.html").read_bytes()
    article = read(Page(name="page", body=source))
    texts = [block.text for block in article.blocks]
    texts += [line for each in article.furniture for line in each.text.split("\n")]
    assert all(texts) or any(block.embed for block in article.blocks)
    counted = Counter(text for text in texts if len(text) > 60)
    document = parse(decode(Page(name="page", body=source)).text, name="page")
    pieces = [piece.text for piece in document.pieces]
    several = {text: times for text, times in counted.items() if times > 1}
    assert all(times <= sum(text in each for each in pieces) for text, times in several.items())


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_line_breaks_do_not_matter(folder: Path) -> None:
    source = (folder / "page.html").read_bytes()
    assert body(source.replace(b"\n", b"\r\n")) == body(source)
