"""Pages made to hold a reader up: one shape each, of any size.

A shape is what a page is full of. ``python benchmarks/fuzz.py --shapes [--only NAME]`` answers the
three questions about each in two sizes and compares each with itself; what takes ten times as long
in four times the size is worth a look.
"""

from __future__ import annotations

import base64
import gzip
import json
import random
from collections.abc import Callable

_PARAGRAPH = (
    "Le conseil municipal a repoussé jeudi soir, par douze voix contre neuf, la vente du moulin, "
    "que trois repreneurs s’étaient engagés à remettre en marche avant la fin de l’année."
)
_BODY = f"<h1>Le moulin</h1><p>{_PARAGRAPH}</p><p>{_PARAGRAPH.replace('jeudi', 'mardi')}</p>"
_TAGS = (
    "div p a b i em font span table tr td ul li ol dl dt form button select option svg math"
    " template iframe object video noscript style title textarea frameset h1 h2 article"
    " section blockquote nav figure label time ruby details dialog br hr img input meta link"
    " base body html head plaintext xmp x-own nobr center pre address small code"
).split()

# Openings of which a page without text may be full.
_ALONE = (
    "<!-- <script> <noscript> <noscript <script <iframe <iframe\tsrc <iframe\tsrc= <object\tdata='"
    " <frame\tsrc=\" location=' <svg> <title> <template> <p\thidden> <a\thref=x></a> <input>"
).split(" ")

Shape = Callable[[int], bytes]


def _page(inside: str, head: str = "") -> bytes:
    """Give an article in French with ``inside`` between two copies of it."""
    body = f"<body>{_BODY}{inside}{_BODY}</body>" if inside else f"<body>{_BODY}</body>"
    return f"<html lang=fr><head>{head}</head>{body}</html>".encode("utf-8", "surrogatepass")


def _of(unit: str, *, before: str = "", after: str = "", around: bool = True) -> Shape:
    """Give pages full of ``unit``, in which ``{n}`` is its number."""

    def made(size: int) -> bytes:
        count = max(size // len(unit.encode("utf-8", "surrogatepass")), 1)
        if "{n}" in unit:
            filler = "".join(unit.replace("{n}", str(number)) for number in range(count))
        else:
            filler = unit * count
        text = f"{before}{filler}{after}"
        return _page(text) if around else text.encode()

    return made


def _nested(tag: str, deepest: int = 1900) -> Shape:
    def made(size: int) -> bytes:
        one = f"<{tag}>" * deepest + "mot " + f"</{tag}>" * deepest
        return _page(one * max(size // len(one), 1))

    return made


def _data(node: Callable[[int], object], *, scripts: bool = False) -> Shape:
    """Give pages with JSON-LD that grows: one script, or one for each node."""

    def made(size: int) -> bytes:
        one = json.dumps(node(1))
        count = max(size // (len(one) + 60), 1)
        if scripts:
            texts = [json.dumps(node(number)) for number in range(count)]
        else:
            texts = [json.dumps([node(number) for number in range(count)])]
        return _page(
            "", "".join(f'<script type="application/ld+json">{text}</script>' for text in texts)
        )

    return made


def _article(number: int) -> object:
    return {
        "@type": "NewsArticle",
        "headline": f"Titre {number}",
        "author": [{"@type": "Person", "name": f"Anne Roy {number}"}],
        "datePublished": "2020-01-02",
        "comment": [{"text": f"Bravo {number}", "author": "Max"}],
    }


def _mixed_words(size: int) -> bytes:
    chance = random.Random(1)
    words = ["".join(chance.choices("aeioulmnprst", k=chance.randrange(3, 9))) for _ in range(5000)]
    made, length = [], 0
    while length < size:
        made.append(" ".join(chance.choices(words, k=20)).capitalize() + ". ")
        length += len(made[-1])
    return _page(f"<p>{''.join(made)}</p>")


def _people(size: int) -> bytes:
    names = (
        "".join(random.Random(n).choices("abcdefghijklmnop", k=6)).title() for n in range(size)
    )
    made, length = [], 0
    for name in names:
        made.append(
            f"<p>{name} {name[::-1].title()} a dit que le moulin de {name} était vendu."
            " Il a ajouté que oui.</p>"
        )
        length += len(made[-1])
        if length > size:
            break
    return _page("".join(made))


SHAPES: dict[str, Shape] = {
    **{f"nested {tag}": _nested(tag) for tag in _TAGS},
    **{f"many {tag}": _of(f"<{tag}>mot") for tag in _TAGS},
    **{f"closed {tag}": _of(f"<{tag}>mot{{n}}</{tag}>") for tag in _TAGS},
    "ends alone": _of("</p></div>"),
    "tables in tables": _of("<table><tr><td>mot"),
    **{f"alone {unit}": _of(unit, before="<html>", around=False) for unit in _ALONE},
    "comments": _of("<!-- mot -->"),
    "comments open": _of("<!--"),
    "scripts open": _of("<script>"),
    "noscript open": _of("<noscript>", around=False),
    "frames": _of("<iframe src='a{n}.html'></iframe>", around=False),
    "frames unfinished": _of("<iframe ", around=False),
    "frameset": _of("<frameset><frame src=a{n}>", around=False),
    "refresh": _of("<meta http-equiv=refresh content='0;url=a{n}'>", around=False),
    "refresh long": _of("0", before="<meta http-equiv=refresh content='", after="'>", around=False),
    "locations": _of("location='", before="<script>", around=False),
    "quotes unclosed": _of('<p class="a>mot</p>'),
    "quotes mixed": _of("<a b='\"c=\"'>mot"),
    "one word": _of("a", before="<p>", after="</p>"),
    "one capital word": _of("Ab", before="<p>", after="</p>"),
    "one class": _of("a", before="<p class='", after="'>mot</p>"),
    "many classes": _of("a{n} ", before="<div class='", after="'>mot</div>"),
    "comment classes": _of("comment-{n} ", before="<div class='", after="'>mot</div>"),
    "dashed class": _of("comment-", before="<div class='", after="'>mot</div>"),
    "classes": _of("<div class='a{n} b{n}'>mot</div>"),
    "identifiers": _of("<div id='comment-{n}'><p>mot {n} mot mot</p></div>"),
    "comments of readers": _of(
        "<div class=comment id=comment-{n}><b class=author>Max</b><time>2020-01-02</time>"
        "<p>mot mot mot {n}</p></div>"
    ),
    "answers": _of(
        "<ul class=children><li class=comment id=comment-{n}><p>Bravo {n} mot mot</p></li>"
    ),
    "dates under comments": _of(
        "<p>Max, 12 mars 2020 à 10:{n}</p><p>Bravo mot mot</p>", before="<h2>Commentaires</h2>"
    ),
    "forum": _of("<div id=p{n} class=post><div class=postbody>Bravo {n} mot mot mot</div></div>"),
    "data scripts": _data(_article, scripts=True),
    "data": _data(_article),
    "data deep": _of(
        '{"comment":', before='<script type="application/ld+json">', after="</script>"
    ),
    "data lists": _of("[", before='<script type="application/ld+json">', after="</script>"),
    "data wide": _data(lambda n: {"@type": "Organization", "sameAs": [f"https://x.com/a{n}"]}),
    "data broken": _of(
        '{"@type":"NewsArticle","headline":"a',
        before='<script type="application/ld+json">',
        after="</script>",
    ),
    "data text": _of(
        "mot ",
        before='<script type="application/ld+json">{"@type":"NewsArticle","articleBody":"',
        after='"}</script>',
    ),
    "data addresses": _of("<img src='data:image/png;base64," + "A" * 150 + "'>"),
    "data address": _of("A", before="<img src='data:image/png;base64,", after="'>"),
    "data prefixes": _of("data:a/b;c;d,"),
    "template": _of("<template><p>mot</p></template>"),
    "shadow": _of("<x-a><template shadowrootmode=open><p>mot</p></template></x-a>"),
    "cdata": _of("<svg><![CDATA[ <p>mot ]]></svg>"),
    "foreign": _of("<svg><foreignObject><math><mi><p>mot"),
    "metas": _of("<meta property='og:title' content='Titre {n}'>"),
    "meta keys": _of("<meta name='k{n}' content='v'>"),
    "long title": _of("mot ", before="<title>", after="</title>"),
    "titles": _of("<title>Titre {n}</title>"),
    "headings": _of("<h2>Titre {n}</h2><p>mot mot mot</p>"),
    "links": _of("<a href='https://site{n}.example/a'>mot {n}</a> "),
    "links in a paragraph": _of(
        "mot mot <a href='https://site{n}.example/a'>mot {n}</a>, ", before="<p>", after="</p>"
    ),
    "dates": _of("<p>Publié le {n} mars 2020 à 10:12</p>"),
    "dates in text": _of("12 mars 2020, ", before="<p>", after="</p>"),
    "figures": _of("1", before="<p>", after="</p>"),
    "figures grouped": _of("1 000 ", before="<p>", after="</p>"),
    "times": _of("<time datetime='2020-01-02'>hier</time> "),
    "bylines": _of("<p class=author>Par Anne Roy{n}</p>"),
    "names": _of("Anne Roy, ", before="<p>Par ", after="</p>"),
    "authors by rel": _of("<a rel=author href=/a{n}>Anne Roy{n}</a>"),
    "embeds": _of("<iframe src='https://www.youtube.com/embed/abcdefg{n}'></iframe>"),
    "shortcodes": _of("[youtube abc{n}] ", before="<p>", after="</p>"),
    "shortcodes open": _of("[youtube ", before="<p>", after="</p>"),
    "tweets": _of(
        "<blockquote class=twitter-tweet><p>mot {n}</p>"
        "<a href='https://twitter.com/a/status/{n}'>x</a></blockquote>"
    ),
    "accounts": _of("<p>— Max (@max) <a href='https://twitter.com/a/status/{n}'>12 mars</a></p>"),
    "addresses": _of("https://www.youtube.com/watch?v=a{n} ", before="<p>", after="</p>"),
    "nested addresses": _of(
        "https%3A%2F%2Fa.example%2F%3Furl%3D",
        before="<iframe src='https://a.example/?url=",
        after="'></iframe>",
    ),
    "credits": _of("<p>Source : AFP</p>"),
    "credits in a line": _of("Source : Reuters, AFP, ", before="<p>", after="</p>"),
    "credits via": _of("(AFP) ", before="<p>", after="</p>"),
    "labels": _of("<p>Lire aussi :</p><p>mot mot mot mot</p>"),
    "breadcrumbs": _of("Accueil > ", before="<p>", after="</p>"),
    "shares": _of("Facebook Twitter ", before="<p>", after="</p>"),
    "same paragraphs": _of(f"<p>{_PARAGRAPH}</p>"),
    "paragraphs": _of(f"<p>{_PARAGRAPH} ({{n}})</p>"),
    "one paragraph": _of(f"{_PARAGRAPH} ", before="<p>", after="</p>"),
    "words": _mixed_words,
    "people": _people,
    "quotations": _of("<p>« Phrase {n} du moulin », a dit Anne Roy.</p>"),
    "quotations open": _of("« ", before="<p>", after="</p>"),
    "quotations nested": _of("« Il a dit : “ ", before="<p>", after="</p>"),
    "straight marks": _of('" ', before="<p>", after="</p>"),
    "quotations over paragraphs": _of("<p>« Phrase {n} du moulin, mot mot.</p>"),
    "said": _of("a dit Anne, ", before="<p>", after="</p>"),
    "said that": _of("il a dit que ", before="<p>", after="</p>"),
    "said by many": _of("Anne{n} Roy{n} a dit que oui. ", before="<p>", after="</p>"),
    "he said": _of("Il a dit que oui. ", before="<p>Anne Roy a parlé. ", after="</p>"),
    "the minister": _of("Le ministre a dit non. ", before="<p>", after="</p>"),
    "brackets": _of("(", before="<p>", after="</p>"),
    "colons": _of(": ", before="<p>", after="</p>"),
    "commas": _of("mot, ", before="<p>", after="</p>"),
    "stops": _of(". ", before="<p>", after="</p>"),
    "stops tight": _of(".", before="<p>", after="</p>"),
    "capitals": _of("Moulin ", before="<p>", after="</p>"),
    "acronyms": _of("ABC{n} (Agence Bleue Claire{n}), ", before="<p>", after="</p>"),
    "initials": _of("A. ", before="<p>", after="</p>"),
    "hyphens": _of("a-", before="<p>", after="</p>"),
    "apostrophes": _of("l’", before="<p>", after="</p>"),
    "ellipses": _of("… ", before="<p>", after="</p>"),
    "combining marks": _of("\u0301", before="<p>e", after="</p>"),
    "combining mixed": _of("\u0301\u0323", before="<p>e", after="</p>"),
    "bidi": _of("\u202e\u2066", before="<p>mot", after="</p>"),
    "zero widths": _of("\u200b", before="<p>mot", after="</p>"),
    "ligatures": _of("ﬃ", before="<p>", after="</p>"),
    "capital dotted": _of("İ", before="<p>", after="</p>"),
    "surrogates": _of("\ud800", before="<p>", after="</p>"),
    "surrogate references": _of("&#xD800;", before="<p>", after="</p>"),
    "references": _of("&amp;", before="<p>", after="</p>"),
    "references open": _of("&amp", before="<p>", after="</p>"),
    "references long": _of("&CounterClockwiseContourIntegral;", before="<p>", after="</p>"),
    "nulls": _of("\0", before="<p>", after="</p>"),
    "escapes": _of("\x1b[31m", before="<p>", after="</p>"),
    "escapes open": _of("\x1b]", before="<p>", after="</p>"),
    "blanks": _of(" ", before="<p>", after="</p>"),
    "line ends": _of("\n", before="<p>mot", after="</p>"),
    "text lines": _of("Une ligne de texte\n", around=False),
    "text blank lines": _of("\n \n", before="Une ligne", around=False),
    "text blanks": _of("\n" + " " * 50, before="Une ligne", around=False),
    "text words": _of("mot ", around=False),
    "text breaks": _of("mot\u2028", around=False),
    "chinese": _of("磨坊将于年底出售。", before="<p>", after="</p>"),
    "arabic": _of("قال العمدة إن الطاحونة ستباع. ", before="<p>", after="</p>"),
    "emoji": _of("👩‍👩‍👧‍👦", before="<p>", after="</p>"),
    "wordpress": _of(
        "/wp-content/plugins/a{n}/b.js?ver={n} ", before="<script>", after="</script>"
    ),
    "wordpress files": _of("<script src='/wp-content/plugins/a{n}/b.js?ver={n}'></script>"),
    "account numbers": _of("UA-{n}1234567-1 ", before="<script>", after="</script>"),
    "profiles": _of("<a href='https://www.facebook.com/page{n}'>f</a>"),
    "foreign hosts": _of("<img src='https://h{n}.example/a.png'>"),
    "logos": _of("<img class=logo ", after=">"),
    "logos open": _of("<img ", after=">"),
    "styles": _of("a{b:c}", before="<style>", after="</style>"),
    "inline styles": _of("<p style='display : none'>mot</p>"),
    "forms": _of("<form><input type=email name=mail{n}></form>"),
    "mails": _of("<input name=email>", before="<div>", after="</div>"),
    "archive": _of('__wm.init("', before="<script>"),
    "anti-spam": _of("<p>Ce site utilise Akismet pour réduire les indésirables.</p>"),
    "many furniture words": _of(
        "cookies newsletter abonnez-vous partager ", before="<p>", after="</p>"
    ),
}


# -- what is no page ------------------------------------------------------------------------------


def _compressed(size: int) -> bytes:
    return gzip.compress(_of("<p>mot {n}</p>")(size))


def _saved(size: int) -> bytes:
    return b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n" + _of(
        "mot "
    )(size)


FILES: dict[str, Shape] = {
    "pdf": lambda size: (
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + b"1 0 obj << /Type /Page >> endobj\n" * (size // 34)
    ),
    "png": lambda size: b"\x89PNG\r\n\x1a\n" + random.Random(1).randbytes(size),
    "jpeg": lambda size: b"\xff\xd8\xff\xe0" + random.Random(1).randbytes(size),
    "gzip": _compressed,
    "mhtml": _saved,
    "rtf": lambda size: (
        rb"{\rtf1\ansi\deff0 {\fonttbl {\f0 Times;}}\f0 " + rb"Le moulin\par " * (size // 14) + b"}"
    ),
    "noise": lambda size: random.Random(1).randbytes(size),
    "ebcdic": lambda size: _of("<p>mot {n}</p>")(size).decode().encode("cp037", "replace"),
    "utf-7": lambda size: _of("<p>é mot {n}</p>")(size).decode().encode("utf-7"),
    "utf-16": lambda size: _of("<p>é mot {n}</p>")(size // 2).decode().encode("utf-16-le"),
    "base64": lambda size: base64.encodebytes(_of("<p>mot {n}</p>")(size * 3 // 4)),
    "docx": lambda size: b"PK\x03\x04" + random.Random(1).randbytes(size),
    "tar": lambda size: (
        (b"page.html" + bytes(91) + b"0000644" + bytes(400) + b"<p>mot</p>" + bytes(502))
        * (size // 1024 + 1)
    ),
    "json": lambda size: json.dumps(
        [{"titre": "Le moulin", "texte": _PARAGRAPH}] * (size // 230 + 1)
    ).encode(),
    "javascript": lambda size: (
        b"!function(e,t){var n=e.a(t);return n}(window,document);" * (size // 55 + 1)
    ),
    "css": lambda size: b".a{color:red;background:url(a.png)}" * (size // 35 + 1),
    "xml": lambda size: b"<?xml version='1.0'?><a>" + b"<b>mot</b>" * (size // 10) + b"</a>",
    "rss": lambda size: (
        b"<?xml version='1.0'?><rss><channel>"
        + b"<item><title>mot</title></item>" * (size // 31)
        + b"</channel></rss>"
    ),
    "mail": lambda size: (
        b"From: a@b.example\r\nSubject: mot\r\nContent-Type: text/html\r\n\r\n"
        + _of("<p>mot</p>")(size)
    ),
    "postscript": lambda size: b"%!PS-Adobe-3.0\n" + b"10 20 moveto (mot) show\n" * (size // 24),
    "mp4": lambda size: b"\0\0\0\x20ftypisom\0\0\2\0" + random.Random(1).randbytes(size),
    "webm": lambda size: b"\x1a\x45\xdf\xa3" + random.Random(1).randbytes(size),
    "heic": lambda size: b"\0\0\0\x18ftypheic" + random.Random(1).randbytes(size),
    "tiff": lambda size: b"II*\0" + random.Random(1).randbytes(size),
    "bmp": lambda size: b"BM" + random.Random(1).randbytes(size),
    "webp": lambda size: b"RIFF\0\0\0\0WEBP" + random.Random(1).randbytes(size),
    "zstd": lambda size: b"\x28\xb5\x2f\xfd" + random.Random(1).randbytes(size),
    "zlib": lambda size: __import__("zlib").compress(_of("<p>mot {n}</p>")(size)),
    "brotli-like": lambda size: random.Random(2).randbytes(size),
    "exe": lambda size: b"MZ\x90\0\3\0\0\0" + random.Random(1).randbytes(size),
    "class": lambda size: b"\xca\xfe\xba\xbe" + random.Random(1).randbytes(size),
    "warc": lambda size: (
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: %d\r\n\r\nHTTP/1.1 200 OK\r\n\r\n"
        % size
        + _of("<p>mot</p>")(size)
    ),
    "http": lambda size: (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + _of("<p>mot</p>")(size)
    ),
    "pem": lambda size: (
        b"-----BEGIN CERTIFICATE-----\n" + base64.encodebytes(random.Random(1).randbytes(size // 2))
    ),
}
