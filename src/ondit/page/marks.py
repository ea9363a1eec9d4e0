"""Traits of the machinery that made the page: the site's fingerprint.

Generator, theme and plugins with their versions; account numbers of analytics, advertisers,
consent and donations; services; profiles on networks; feeds, icon and logo; foreign hosts that
serve its files; the scripts in the page and the formulas of its forms and footers, as hashes. The
same account on two sites says that one hand runs both; the rest is weaker, and how rare a mark is
tells how much (:mod:`ondit.lineage.kinship`).

An account counts only where machines read it: in a script, an attribute or a comment of the source,
never in text that people read. Profiles and donations stand in links, of which those of the
article's own text and of its readers are left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from typing import Any

import msgspec

from ondit import urls
from ondit.model import Credit, Furniture, FurnitureKind, Mark, MarkKind
from ondit.page import phrases, tables
from ondit.page.dom import Document
from ondit.page.meta import Head
from ondit.page.needles import Needles
from ondit.page.source import BOUNDS, Source
from ondit.remembered import remembered
from ondit.text import digest, fold, normalise

MOST = 30
"""Marks of one kind, but for those of which a page gives many that say the same."""
_FEW: dict[MarkKind, int] = {"icon": 4, "logo": 2, "feed": 4, "asset-host": 12}
_MOST_LINKS = 200
_MOST_PLACES = 20  # looked at for one needle; a page repeats its own numbers, not those of others
_LONGEST = 120  # characters of a value
_SCRIPT = (80, 8000)  # bytes of a script that is told apart by its hash
_WORDING = 300  # characters of a formula that are hashed, and of them shown
_SHOWN = 80
_ASSET = re.compile(rb"wp-content/(plugins|themes)/([\w.-]{2,60})/[^\"'\s<>]{0,300}")
_VERSION = re.compile(rb"[?&](?:amp;)?v(?:er)?=([\w.-]{1,20})")
_PATHS: tuple[tuple[str, MarkKind, str, str], ...] = (
    ("squelettes", "theme", "spip", r"\b(squelettes[\w-]{0,30})/"),
    ("plugins-dist/", "plugin", "spip", r"\bplugins-dist/([\w-]{2,40})/"),
    ("plugins/auto/", "plugin", "spip", r"\bplugins/auto/([\w-]{2,40})/"),
    ("/themes/contrib/", "theme", "drupal", r"/themes/contrib/([\w-]{2,40})/"),
    ("/themes/custom/", "theme", "drupal", r"/themes/custom/([\w-]{2,40})/"),
    ("/modules/contrib/", "plugin", "drupal", r"/modules/contrib/([\w-]{2,40})/"),
    ("/modules/custom/", "plugin", "drupal", r"/modules/custom/([\w-]{2,40})/"),
    ("/sites/all/themes/", "theme", "drupal", r"/sites/all/themes/([\w-]{2,40})/"),
    ("/sites/all/modules/", "plugin", "drupal", r"/all/modules/(?:\w+/)?([\w-]{2,40})/"),
    ("/components/com_", "plugin", "joomla", r"/components/(com_[\w-]{2,40})/"),
    ("/modules/mod_", "plugin", "joomla", r"/modules/(mod_[\w-]{2,40})/"),
    ("/bitrix/templates/", "theme", "bitrix", r"/bitrix/templates/([\w.-]{2,40})/"),
    ("/typo3conf/ext/", "plugin", "typo3", r"/typo3conf/ext/([\w-]{2,40})/"),
    ("/templates/", "theme", "template", r"(?<!bitrix)/templates/([\w.-]{2,40})/"),
)
_VERIFICATIONS = re.compile(
    r"verif|^msvalidate|site-validation|^alexa|claimcode|^norton-safeweb|^p:domain|^mailru-domain|^webmoney"
    r"|^propeller$|^monetag$|^dmca-site",
    re.IGNORECASE,
)
_SIZED = re.compile(r"-\d{2,4}x\d{2,4}(?=\.\w{2,5}$)")
_HREF = re.compile(r"""https?://[^"'\s<>]{3,300}""")
_LOGO = re.compile(rb"<img\b[^<>]{0,600}?logo[^<>]{0,600}>", re.IGNORECASE)
_HOST = re.compile(r"(?:https?:)?//([\w.-]+\.[a-z]{2,10})(?=[/?])", re.IGNORECASE)
_SRC = re.compile(rb"""\s(?:data-)?src=["']([^"'\s]{3,400})["']""")
_LOGO_READ = 40_000  # bytes after the beginning of the body in which a header ends
_FORMULAS: frozenset[FurnitureKind] = frozenset(("comment-form", "anti-spam", "legal", "consent"))
_TELLING = 12  # letters of a formula; *Via* and *Reply* are everybody's
_CASED = re.compile(r"UC[\w-]{22}")
_DIGITS = re.compile(r"\d+")
# A host, with which an address begins; not what a script calls so (*pbjs.que*).
_SERVED = re.compile(rb"[\w-]*(?:\.[\w-]+)*\.(?!(?:js|php|que|mgr|init|page)\b)[a-z]{2,5}(?=/|$)")
_FILES = (b'src="http', b"src='http", b'src="//', b"src='//")


class _Found:
    """The marks found so far, each once, where it stands first."""

    def __init__(self) -> None:
        self.marks: dict[tuple[MarkKind, str], tuple[str, int]] = {}

    def add(self, kind: MarkKind, value: str, seen_in: str, at: int = -1) -> None:
        """Note a mark; ``at`` is a byte of the source."""
        clean = normalise(value)[:_LONGEST]
        if clean:
            self.marks.setdefault((kind, clean), (seen_in, at))

    def all(self, source: Source) -> tuple[Mark, ...]:
        """Give the marks by kind and value, with their places in characters."""
        characters = source.characters(at for _, at in self.marks.values() if at >= 0)
        counts: Counter[MarkKind] = Counter()
        kept = []
        for (kind, value), (seen_in, at) in sorted(self.marks.items()):
            counts[kind] += 1
            if counts[kind] <= _FEW.get(kind, MOST):
                place = characters.get(at)
                kept.append(Mark(kind=kind, value=value, seen_in=seen_in, at=place))
        return tuple(kept)


def read(
    document: Document,
    head: Head,
    furniture: Iterable[Furniture],
    credits_: Iterable[Credit],
    *,
    apart: Collection[str] = (),
) -> tuple[Mark, ...]:
    """Give the traits of the machinery that made the page.

    ``apart`` are the links of the article and of its readers, which are not the site's own.
    """
    if document.plain:
        return ()
    source, found = Source(document.raw, _needles()), _Found()
    _from_head(document, head, found)
    _from_paths(source, found)
    _from_accounts(source, apart, found)
    _from_services(source, found)
    _from_scripts(source, found)
    _from_data(document, head, found)
    _from_images(source, head, found)
    _from_files(source, document, head, found)
    _from_formulas(furniture, credits_, head, found)
    return found.all(source)


@cache
def _needles() -> Needles:
    """Give everything that is looked for in a source, ready to be looked for at once."""
    found = [*_traces(), *_services()]
    found += [needle.encode() for needle, *_ in _PATHS]
    return Needles([*found, b"wp-content/plugins/", b"wp-content/themes/", *BOUNDS, *_FILES])


@cache
def _expanded(needle: str) -> tuple[bytes, ...]:
    if not needle.endswith("#"):
        return (needle.encode(),)
    return tuple(f"{needle[:-1]}{digit}".encode() for digit in range(10))


def _from_head(document: Document, head: Head, found: _Found) -> None:
    for key, content in document.metas:
        if key == "generator":
            found.add("generator", content, "meta:generator")
        elif _verifies(key):
            found.add("verification", f"{key}={content.strip()}", f"meta:{key}")
    for key in ("fb:pages", "fb:admins"):
        if head.metas.get(key):
            found.add("account", f"{key.replace(':', '-')}:{head.metas[key]}", f"meta:{key}")
    if head.metas.get("fb:app_id"):
        found.add("account", f"facebook-app:{head.metas['fb:app_id']}", "meta:fb:app_id")
    handle = head.metas.get("twitter:site", "")
    if re.fullmatch(r"@?\w{2,15}", handle):
        found.add("social", f"x:{handle.lstrip('@').lower()}", "meta:twitter:site")
    _profiles(head.metas.get("article:publisher", ""), "meta:article:publisher", found)
    own = _relative(head.url or head.canonical or "", head).rstrip("/")
    for rel, href, kind in document.rels:
        if "icon" in rel:
            found.add("icon", _icon(href, head), "link:icon")
        elif "alternate" in rel and ("rss" in kind or "atom" in kind):
            path = _relative(href, head)
            if not (own and path.startswith(own)):  # that of the article's comments
                found.add("feed", path, "link:alternate")
        elif rel == "me":
            _profiles(href, "link:me", found)


@remembered(4096)
def _verifies(key: str) -> bool:
    return _VERIFICATIONS.search(key) is not None


def _icon(href: str, head: Head) -> str:
    """Give where an icon lies, or the hash of one that the page holds; none that every site has."""
    if href.startswith("data:"):
        return f"data:{digest(href)}" if len(href) > 60 else ""
    path = _relative(href, head)
    return "" if path.lower() == "/favicon.ico" else path


def _relative(href: str, head: Head) -> str:
    """Give path and host of ``href``, without the host when it is the site's own."""
    href = urls.unarchived(href.strip())
    whole = f"https:{href}" if href.startswith("//") else href
    url = urls.parsed(whole)
    if url is None:
        return _SIZED.sub("", href.partition("?")[0]) if href.startswith("/") else ""
    path = _SIZED.sub("", url.path)
    own = head.site is not None and urls.site(whole) == head.site
    return path if own else f"{(url.host or '').removeprefix('www.')}{path}"


def _profiles(words: str, seen_in: str, found: _Found) -> None:
    """Note the profiles whose addresses stand in ``words``."""
    for match in _HREF.finditer(words):
        quoted = f'"{match.group().rstrip("/")}"'
        for trace in tables.traces():
            if trace.kind == "social" and trace.needle.lstrip("/") in quoted:
                for value in _values(trace, quoted):
                    found.add("social", _profile(trace, value), seen_in)


def _from_paths(source: Source, found: _Found) -> None:
    """Note themes and plugins by the paths of their files, with a version where one is given."""
    seen: dict[tuple[MarkKind, str], tuple[str, int]] = {}
    kind: MarkKind
    for needle in (b"wp-content/plugins/", b"wp-content/themes/"):
        for at in source.hits.get(needle, ()):
            match = _ASSET.match(source.raw, at)
            if match is None or source.place(at).seen_in in ("text", "link"):
                continue
            kind = "plugin" if match[1] == b"plugins" else "theme"
            given = _VERSION.search(match.group())
            version = given[1].decode() if given else ""
            known = seen.get((kind, match[2].decode()), ("", at))
            seen[kind, match[2].decode()] = (known[0] or version, known[1])
    for (kind, name), (version, at) in seen.items():
        found.add(kind, f"{name}@{version}" if version else name, "path", at)
    for path, kind, prefix, pattern in _PATHS:
        for at in source.hits.get(path.encode(), ())[:_MOST_PLACES]:
            match_ = _pattern(pattern).search(source.text(at - 20, at + 80))
            if match_ and source.place(at).seen_in not in ("text", "link", "inline-script"):
                found.add(kind, f"{prefix}:{match_[1]}", "path", at)


def _from_accounts(source: Source, apart: Collection[str], found: _Found) -> None:
    """Note account numbers and profiles, looked for only around their needles."""
    traces = _traces()
    for needle, places in source.hits.items():
        for trace in traces.get(needle, ()):
            for at in places[: _MOST_LINKS if trace.link else _MOST_PLACES]:
                place = source.place(at)
                if place.seen_in == "text" or (trace.link and place.seen_in == "inline-script"):
                    continue
                if trace.link and _is_apart(source, at, apart):
                    continue
                window = source.text(at - trace.reach, at + len(needle) + trace.reach)
                for value in _values(trace, window):
                    _add_account(trace, value, place.seen_in, at, found)


@cache
def _traces() -> dict[bytes, tuple[tables.Trace, ...]]:
    """Give what is looked for around each needle."""
    found: dict[bytes, tuple[tables.Trace, ...]] = {}
    for trace in tables.traces():
        for needle in _expanded(trace.needle):
            found[needle] = (*found.get(needle, ()), trace)
    return found


def _add_account(trace: tables.Trace, value: str, seen_in: str, at: int, found: _Found) -> None:
    if trace.kind == "plugin":
        is_version = value[:1].isdigit()
        found.add("plugin", f"{trace.value}@{value}" if is_version else trace.value, seen_in, at)
    elif trace.kind == "social":
        found.add("social", _profile(trace, value), seen_in, at)
    else:
        found.add(trace.kind, f"{trace.value}:{value}", seen_in, at)


def _profile(trace: tables.Trace, value: str) -> str:
    """Give a profile; names are the same in capitals, identifiers are not."""
    is_identifier = _CASED.fullmatch(value) or trace.value in ("whatsapp", "google-news")
    is_identifier = is_identifier or "joinchat" in trace.needle
    return f"{trace.value}:{value if is_identifier else value.lower()}"


def _values(trace: tables.Trace, window: str) -> Iterator[str]:
    for match in _pattern(trace.pattern).finditer(window):
        value = "/".join(part for part in match.groups() if part)
        if value:
            yield value


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _is_apart(source: Source, at: int, apart: Collection[str]) -> bool:
    """Tell whether the address around ``at`` is one that the article links to."""
    start = max(source.raw.rfind(b'"', max(at - 200, 0), at), source.raw.rfind(b"'", 0, at)) + 1
    address = source.text(start, start + 400)
    cut = re.split(r"[\"'\s<>]", address, maxsplit=1)[0].replace("&amp;", "&")
    return cut in apart


def _from_services(source: Source, found: _Found) -> None:
    """Note the services whose addresses or names stand where machines read."""
    names = _services()
    for needle, places in source.hits.items():
        for at in places[:_MOST_PLACES] if needle in names else ():
            seen_in = source.place(at).seen_in
            if _is_whole(source.raw, at, needle) and seen_in not in ("text", "link"):
                found.add("service", names[needle], seen_in, at)
                break


@cache
def _services() -> dict[bytes, str]:
    return {a.encode(): name for name, each in tables.services().items() for a in each.addresses}


def _is_whole(raw: bytes, at: int, needle: bytes) -> bool:
    """Tell whether a needle is no part of a longer word, nor of another host where it is one."""
    before, after = raw[at - 1 : at], raw[at + len(needle) : at + len(needle) + 1]
    host = _SERVED.match(needle)
    if host is not None and (
        before in (b"-", b"_") or (host.end() == len(needle) and after in (b"-", b".", b"_"))
    ):
        return False
    starts = not needle[:1].isalnum() or not before.isalnum()
    return starts and (not needle[-1:].isalnum() or not after.isalnum())


def _from_scripts(source: Source, found: _Found) -> None:
    """Note the scripts that stand in the page itself, by their hashes."""
    for start, end in source.scripts():
        if not _SCRIPT[0] <= end - start <= _SCRIPT[1]:
            continue
        tag = source.text(source.raw.rfind(b"<", 0, start), start).lower()
        if "json" in tag or "template" in tag or "html" in tag:
            continue
        words = normalise(source.text(start, end))
        if len(words) >= _SCRIPT[0]:
            found.add("inline-script", digest(words), "inline-script", start)


def _from_data(document: Document, head: Head, found: _Found) -> None:
    """Note profiles and logo that the page's data give of its publisher."""
    for script in document.data:
        if '"sameAs"' not in script and '"logo"' not in script:
            continue
        for node in _organisations(script):
            same = node.get("sameAs")
            for address in same if isinstance(same, list) else [same]:
                if isinstance(address, str):
                    _profiles(address, "json-ld:sameAs", found)
            logo = node.get("logo")
            logo = logo.get("url") or logo.get("contentUrl") if isinstance(logo, dict) else logo
            if isinstance(logo, str):
                found.add("logo", _relative(logo, head), "json-ld:logo")


def _organisations(script: str) -> Iterator[dict[str, Any]]:
    """Give the objects of a JSON-LD script that are a body or a site, and no person."""
    try:
        waiting: list[Any] = [msgspec.json.decode(script)]
    except (msgspec.DecodeError, RecursionError):
        return
    count = 0
    while waiting and count < 2000:
        node, count = waiting.pop(), count + 1
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            kinds = node.get("@type")
            named = " ".join(map(str, kinds)) if isinstance(kinds, list) else str(kinds)
            if "Organi" in named or "WebSite" in named or "Corporation" in named:
                yield node
            waiting += [value for value in node.values() if isinstance(value, dict | list)]


def _from_images(source: Source, head: Head, found: _Found) -> None:
    """Note the logo in the page's header."""
    body = max(source.raw.find(b"<body"), 0)
    for match in _LOGO.finditer(source.raw, body, body + _LOGO_READ):
        src = _SRC.search(match.group())
        address = src[1].decode("utf-8", "ignore") if src else ""
        if "logo" in address.lower():
            found.add("logo", _relative(address, head), "image", match.start())
            break


def _from_files(source: Source, document: Document, head: Head, found: _Found) -> None:
    """Note the foreign hosts that serve the page's scripts, styles and pictures."""
    hosts: dict[str, int] = {}
    for address in (*document.scripts, *(href for rel, href, _ in document.rels if "style" in rel)):
        host = _HOST.match(address)
        if host:
            hosts.setdefault(host[1].lower().removeprefix("www."), -1)
    for needle in _FILES:
        for at in source.hits.get(needle, ()):
            host = _HOST.match(source.text(at + 5, at + 90))
            if host and b"<img" in source.raw[max(at - 300, 0) : at]:
                hosts.setdefault(host[1].lower().removeprefix("www."), at)
    for name, at in hosts.items():
        if urls.site(name) not in (None, head.site) and not _is_service(name):
            found.add("asset-host", name, "image" if at >= 0 else "script", at)


@remembered(4096)
def _is_service(host: str) -> bool:
    """Tell whether a host is a service's that the table knows."""
    parts = host.split(".")
    around = (".".join(parts[start:]) for start in range(len(parts)))
    return not _service_hosts().isdisjoint(around) or host.endswith(
        ("googleapis.com", "gstatic.com", "w.org", "gmpg.org", "facebook.com")
    )


@cache
def _service_hosts() -> frozenset[str]:
    """Give the hosts with which the addresses of services begin."""
    known = (address for service in tables.services().values() for address in service.addresses)
    return frozenset(address.split("/")[0].lstrip(".") for address in known) - {""}


def _from_formulas(
    furniture: Iterable[Furniture], credits_: Iterable[Credit], head: Head, found: _Found
) -> None:
    """Note the formulas of forms, footers and credit lines, without names and numbers."""
    for each in furniture:
        if each.kind in _FORMULAS:
            words = _DIGITS.sub("#", normalise(each.text[: 2 * _WORDING]))
            if head.site_name:
                words = re.sub(re.escape(head.site_name), "…", words, flags=re.IGNORECASE)
            _formula(each.kind, words[:_WORDING], found)
    for credit in credits_:
        if credit.kind in ("source", "translator"):
            length = phrases.begins(credit.words, phrases.gathered(credit.kind))
            _formula("credit", credit.words[:length].strip(" :"), found)


def _formula(name: str, words: str, found: _Found) -> None:
    if sum(map(str.isalpha, words)) >= _TELLING:
        found.add("wording", f"{name}:{digest(fold(words))} {words[:_SHOWN]}", name)
