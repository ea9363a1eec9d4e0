"""Addresses: the form under which two of them are the same, and the site each belongs to.

A site is the registrable domain by the public suffix list (its copy lies inside the library), but
for blogs on a shared platform, where it is the blog's own host: ``wordpress.com`` is nobody's
paper. The list of platforms is short and ours, since the public suffix list leaves them out.
"""

from __future__ import annotations

import re
from functools import lru_cache

from publicsuffixlist import PublicSuffixList
from yarl import URL

from ondit.remembered import remembered

# Hosts that give each customer a name below theirs. Written from what news blogs use; a platform
# missing here merges its blogs into one site, so better one too many.
PLATFORMS = frozenset(
    "altervista.org blogspot.com canalblog.com e-monsite.com eklablog.com free.fr ghost.io"
    " github.io hautetfort.com jimdofree.com livejournal.com medium.com over-blog.com"
    " over-blog.net skyrock.com substack.com tumblr.com typepad.com unblog.fr webflow.io"
    " weebly.com wixsite.com wordpress.com ucoz.com ucoz.ru".split()
)
# Parameters that say how a reader came, not what they read.
_TRACKING = re.compile(
    r"^(utm_.*|at_.*|xtor|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_cid|mc_eid|ref_src|cmpid"
    r"|ns_.*|wt_.*|_ga|spm)$",
    re.IGNORECASE,
)
_ARCHIVED = re.compile(
    r"^(?:https?:)?(?://)?(?:web\.archive\.org|wayback\.archive-it\.org(?:/\d+)?"
    r"|(?:www\.)?webarchive\.org\.uk/wayback/archive|archive\.(?:ph|is|today|li|vn|fo|md))?"
    r"/(?:web/)?\d{4,14}(?:[a-z]{2}_)?/(?=(?:https?:)?//)",
    re.IGNORECASE,
)


def unarchived(address: str) -> str:
    """Give the address that a copy in a web archive is of; any other as it is."""
    return _ARCHIVED.sub("", address, count=1)


def parsed(address: str) -> URL | None:
    """Give ``address`` parsed, or ``None`` when it is no web address."""
    if not address or len(address) > 4096 or address.split() != [address]:
        return None
    try:
        url = URL(address)
        usable = url.scheme in ("http", "https") and bool(_host(url))
    except ValueError:
        return None
    return url if usable else None


def joined(base: str, address: str) -> str | None:
    """Give ``address`` whole, by the one of the page that it stands on; ``None`` if it is none."""
    url = parsed(base)
    try:
        whole = str(url.join(URL(address))) if url is not None else address
    except ValueError:
        return None
    return whole if parsed(whole) is not None else None


def _host(url: URL) -> str:
    """Give the host of ``url`` decoded, which takes longer than all the rest and few hosts need."""
    raw = url.raw_host or ""
    return (url.host or "") if "xn--" in raw else raw


def canonical(address: str) -> str | None:
    """Give the form under which equal addresses are equal: no fragment, no tracking, no ``www``.

    ``None`` for what is not a web address. The scheme becomes ``https``.
    """
    url = parsed(address)
    if url is None:
        return None
    kept = sorted((key, value) for key, value in url.query.items() if not _TRACKING.match(key))
    host = _host(url).removeprefix("www.")
    try:
        plain = URL.build(
            scheme="https",
            host=host,
            port=None if url.is_default_port() else url.port,
            path=url.path.rstrip("/") or "/",
            query=kept,
        )
    except ValueError:
        return None
    return str(plain)


def host(address: str) -> str | None:
    """Give the host of ``address`` without ``www.``, lower case; ``None`` when there is none."""
    url = parsed(address)
    return _host(url).lower().removeprefix("www.") if url is not None else None


@lru_cache(maxsize=1)
def _suffixes() -> PublicSuffixList:
    # Addresses come with their hosts decoded, so that the list need not be encoded: 0.1 s of CPU.
    return PublicSuffixList(accept_encoded_idn=False)


@remembered(4096, longest=400)
def site(address: str) -> str | None:
    """Give the site that ``address`` (or a bare host) belongs to."""
    name = host(address if "//" in address else f"https://{address}")
    if not name:
        return None
    if ":" in name or name.replace(".", "").isdigit():
        return name  # a number is its own site
    domain: str | None = _suffixes().privatesuffix(name)
    if domain is None:
        return name
    if domain in PLATFORMS and name != domain:
        labels = domain.count(".") + 2
        return ".".join(name.split(".")[-labels:])
    return domain


def platform(site: str) -> str | None:
    """Give the shared platform on which ``site`` is one of many; ``None`` when it is its own."""
    above = site.partition(".")[2]
    return above if above in PLATFORMS else None
