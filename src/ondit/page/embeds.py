"""Things of other sites shown on the page, and what is left of them.

A player or post is recognised by its address, wherever that stands: in a frame, in an attribute
that waits for a script, in the markup that a platform gives out, in a shortcode that the
publishing system failed to expand, or alone as a paragraph. The address of the script that should
have drawn it, standing in the text, tells of an embed that was lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from ondit import urls
from ondit.model import Embed, EmbedForm
from ondit.page import tables

_ADDRESS = re.compile(r"(?:https?:)?//[^\s<>\"'\]\[«»“”]{4,2000}")
_BARE = re.compile(r"^\(?(?:https?:)?//[^\s<>\"']{4,2000}$|^(?:www\.)?[\w-]+\.[\w./-]+\.js$")
_SHORTCODE = re.compile(
    r"\[([a-z][a-z0-9_-]{1,30})((?:[ =:][^\[\]]{0,600})?)\](?:([^\[\]]{1,600})\[/\1\])?"
)
_GENERIC = frozenset(
    "embed video audio embedyt su_youtube su_vimeo fusion_youtube av_video video_player wp_embed"
    " iframe media oembed".split()
)
_SOURCES = (
    "src",
    "data-src",
    "data-lazy-src",
    "data-original",
    "data-litespeed-src",
    "data-cmp-src",
    "data-cookieblock-src",
    "data-embed-url",
    "data-oembed-url",
    "data-oembed",
    "data-url",
    "data-instgrm-permalink",
    "data-href",
    "data-cookie-src",
    "data-consent-src",
    "data",
    "srcdoc",
)
_KEYS = {
    "data-youtube-id": "youtube",
    "data-youtube": "youtube",
    "data-ytid": "youtube",
    "data-tweet-id": "x",
    "data-tweetid": "x",
    "data-vimeo-id": "vimeo",
}
_UNSEEN = re.compile(
    r"googletagmanager|doubleclick|googlesyndication|/recaptcha|about:|javascript:"
    r"|facebook\.com/plugins/(?:like|share|page|follow)|addthis|adservice|amazon-adsystem"
    r"|platform\.twitter\.com/widgets/(?:follow|tweet)_button|outbrain|taboola|disqus|sharethis"
    r"|consent|(?<!no)cookie|accounts\.google|turnstile|hcaptcha|criteo|/ads?[/?.]|adsystem|teads"
    r"|smartadserver|onesignal|gigya|plusone|apis\.google|newsletter|paypal"
)
_SIZE = re.compile(r"^\d{1,4}")
_SECONDS = re.compile(r"^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s?)?$")


@cache
def _patterns() -> dict[str, tuple[str, tuple[re.Pattern[str], ...]]]:
    """Give provider name and key patterns by site."""
    return {
        site: (name, tuple(re.compile(pattern, re.IGNORECASE) for pattern in provider.keys))
        for name, provider in tables.providers().items()
        for site in provider.sites
    }


@cache
def _shortcodes() -> dict[str, str]:
    return {
        code: name for name, provider in tables.providers().items() for code in provider.shortcodes
    }


@cache
def _classes() -> dict[str, tuple[int, str]]:
    """Give rank and name of the provider whose markup has a class; the first in the table wins."""
    return {
        mark: (rank, name)
        for rank, (name, provider) in enumerate(tables.providers().items())
        for mark in provider.classes
    }


@lru_cache(maxsize=4096)
def provider_of_class(names: str) -> str | None:
    """Give the provider whose markup has one of the classes ``names`` (between spaces)."""
    known = _classes()
    found = [known[name] for name in names.split() if name in known]
    return min(found)[1] if found else None


def at(
    address: str, *, form: EmbedForm = "frame", width: str = "", height: str = ""
) -> Embed | None:
    """Give the embed at ``address``; of an unknown provider, only for a frame."""
    whole = f"https:{address}" if address.startswith("//") else address
    url = urls.parsed(whole.replace("&amp;", "&").replace("&#038;", "&"))
    if url is None:
        return None
    host = (url.host or "").lower().removeprefix("www.").removeprefix("m.")
    known = _patterns().get(host) or _patterns().get(urls.site(whole) or "")
    target = f"{host}{url.path_qs}"
    nested = url.query.get("href") or url.query.get("url")
    if nested and nested.startswith("http") and nested != address and len(nested) < len(whole):
        inner = at(nested, form="address")
        if inner is not None:
            return _sized(inner, dict(url.query), form, address, width, height)
    if known is None:
        provider = urls.site(whole)
        if form != "frame" or provider is None:
            return None
        return _sized(Embed(provider=provider), dict(url.query), form, address, width, height)
    name, patterns = known
    key = next((match.group(1) for pattern in patterns if (match := pattern.search(target))), None)
    if name == "google-maps" and "/maps" not in target:
        return None
    if key is None and form != "frame" and name != "google-maps":
        return None
    return _sized(Embed(provider=name, key=key), dict(url.query), form, address, width, height)


def _sized(
    embed: Embed, query: dict[str, str], form: EmbedForm, address: str, width: str, height: str
) -> Embed:
    return Embed(
        provider=embed.provider,
        key=embed.key,
        url=address,
        width=_number(width or query.get("w") or query.get("width") or ""),
        height=_number(height or query.get("h") or query.get("height") or ""),
        start=_start(query.get("start") or query.get("t") or ""),
        form=form,
    )


def _number(words: str) -> int | None:
    match = _SIZE.match(words.strip())
    return int(match.group()) if match and "%" not in words else None


def _start(words: str) -> int | None:
    match = _SECONDS.match(words[:12]) if words else None
    if match is None:
        return None
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return hours * 3600 + minutes * 60 + seconds


def of_media(media: dict[str, str]) -> Embed | None:
    """Give the embed that an element with the attributes ``media`` shows."""
    width, height = media.get("width", ""), media.get("height", "")
    for attribute, provider in _KEYS.items():
        if media.get(attribute):
            return Embed(provider=provider, key=media[attribute][:100], form="markup")
    if media.get("data-telegram-post"):
        return Embed(provider="telegram", key=media["data-telegram-post"][:100], form="markup")
    by_class = provider_of_class(f" {media['tag']} {media.get('class', '')} ".lower())
    key = media.get("data-video-id") or media.get("data-videoid") or media.get("videoid")
    if key and by_class:
        return Embed(provider=by_class, key=key[:100], form="markup")
    for attribute in _SOURCES:
        for match in _ADDRESS.finditer(media.get(attribute, "")[:4000]):
            address = match.group()
            if _UNSEEN.search(address):
                continue
            is_frame = media["tag"] in ("iframe", "embed", "object", "amp-iframe")
            form: EmbedForm = "frame" if is_frame else "markup"
            embed = at(address, form=form, width=width, height=height)
            if embed is not None:
                return embed
    return None


def of_text(text: str) -> Embed | None:
    """Give the embed that ``text`` consists of: a shortcode, or an address alone."""
    if text.startswith("["):
        match = _SHORTCODE.fullmatch(text)
        return _of_shortcode(match) if match else None
    if not _BARE.match(text):
        return None
    address = text.strip("()")
    bare = re.sub(r"^(?:https?:)?//(?:www\.)?", "", address)
    for name, provider in tables.providers().items():
        if any(bare.startswith(script) for script in provider.scripts):
            return Embed(provider=name, url=address, form="script")
    return at(address, form="address")


def shortcodes(text: str) -> Iterator[tuple[int, int, Embed]]:
    """Give the shortcodes inside ``text`` that stand for an embed, with their places."""
    if "[" not in text:
        return
    for match in _SHORTCODE.finditer(text):
        embed = _of_shortcode(match)
        if embed is not None:
            yield match.start(), match.end(), embed


def _of_shortcode(match: re.Match[str]) -> Embed | None:
    name, inside, content = match.group(1), match.group(2), match.group(3) or ""
    provider = _shortcodes().get(name)
    if provider is None and name not in _GENERIC:
        return None
    options: dict[str, str] = dict(
        re.findall(r"""[ &]([a-z_]+)\s*=\s*["'”″]?([^\s"'”″&]+)""", inside)
    )
    address = _ADDRESS.search(f"{inside} {content}")
    if address:
        embed = at(address.group(), form="shortcode")
        if embed is not None:
            return _sized(
                embed, options | _query(address.group()), "shortcode", address.group(), "", ""
            )
        return Embed(provider=provider, url=address.group(), form="shortcode") if provider else None
    key_form = tables.providers()[provider].bare_key if provider else None
    if provider is None or key_form is None:
        return None
    for word in [options.get("id", ""), *f"{inside} {content}".split()]:
        key = word.split("&")[0].removeprefix("id=").strip("\"'”″=")
        if re.fullmatch(key_form, key):
            return Embed(
                provider=provider,
                key=key,
                form="shortcode",
                width=_number(options.get("w", options.get("width", ""))),
                height=_number(options.get("h", options.get("height", ""))),
            )
    return None


def _query(address: str) -> dict[str, str]:
    url = urls.parsed(address.replace("&amp;", "&").replace("&#038;", "&"))
    return dict(url.query) if url is not None else {}
