"""Things of other sites shown on the page, and what is left of them.

A player or post is recognised by its address, wherever that stands: in a frame, in an attribute
that waits for a script, in the markup that a platform gives out, in a shortcode that the
publishing system failed to expand, or alone as a paragraph. The address of the script that should
have drawn it, standing in the text, tells of an embed that was lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ondit import urls
from ondit.model import Embed, EmbedForm
from ondit.page import tables
from ondit.remembered import remembered

_ADDRESS = re.compile(r"(?:https?:)?//[^\s<>\"'\]\[«»“”]{4,2000}")
_BARE = re.compile(r"^\(?(?:https?:)?//[^\s<>\"']{4,2000}$|^(?:www\.)?[\w-]+\.[\w./-]+\.js$")
_SHORTCODE = re.compile(
    r"\[([a-z][a-z0-9_-]{1,30})((?:[ =:][^\[\]]{0,600})?)\](?:([^\[\]]{1,600})\[/\1\])?"
    r"|\{([a-z][a-z0-9_-]{1,30})((?:[ =:][^{}]{0,600})?)\}(?:([^{}]{1,600})\{/\4\})"
)
_GENERIC = frozenset(
    "embed video audio embedyt su_youtube su_vimeo fusion_youtube av_video video_player wp_embed"
    " iframe media oembed ultimate_video lyte arve video_embed responsive_video allvideos"
    " vc_video et_pb_video advanced_iframe evp_embed_video embedplusvideo".split()
)
_SOURCES = (
    "src data-src data-lazy-src data-original data-litespeed-src data-cmp-src data-src-cmplz"
    " data-cmplz-src data-cookieblock-src data-cookie-src data-consent-src suppressedsrc"
    " data-suppressedsrc data-iframe-src data-embed-src data-frame-src data-rocket-src"
    " data-ezsrc data-opt-src data-embed-url data-oembed-url data-oembed data-url data-href"
    " data-video-url data-video-src data-video data-embed data-iframe data-player-url"
    " data-embed-code data-html data-permalink data-instgrm-permalink data-text-post-permalink"
    " data-attrs data-props data-setup data-component-props data-options cite url href content data"
    " srcdoc"
).split()
_KEYS = {
    "data-youtube-id": "youtube",
    "data-youtube": "youtube",
    "data-ytid": "youtube",
    "data-yt-id": "youtube",
    "data-tweet-id": "x",
    "data-tweetid": "x",
    "data-vimeo-id": "vimeo",
    "data-dailymotion-id": "dailymotion",
    "data-telegram-post": "telegram",
    "data-jw-media": "jwplayer",
    "data-jwplayer-media-id": "jwplayer",
    "data-jw-id": "jwplayer",
    "data-wistia-id": "wistia",
    "data-imgur-id": "imgur",
}
_VIDEO_KEYS = ("data-video-id", "data-videoid", "videoid", "data-plyr-embed-id", "data-embed-id")
_CALLED = (
    "data-provider data-plyr-provider data-type data-service data-platform data-embed-provider"
    " data-media-type data-network data-name"
).split()
LAZY = frozenset(
    {*_KEYS, *_VIDEO_KEYS, *_SOURCES, "data-shortcode", "data-bluesky-uri"}
    - set(
        "src data-src data-url data-original data-options data-props content data href url".split()
    )
)
"""Attributes that may hold the address or key of an embed until a script draws it. Those that
stand on pictures and links everywhere are only read on an element whose class names a provider."""
_IN_CLASS = re.compile(r"\b(wistia)_async_(\w{6,20})\b")  # provider and key
# Keys that stand in a *videoid* of no named provider, told by their forms: a hash of small and
# capital letters with figures (YouTube), *x* and seven signs (Dailymotion).
_FORMS = {
    "youtube": re.compile(r"(?=[^A-Z]*[A-Z])(?=[^a-z]*[a-z])[\w-]{11}"),
    "dailymotion": re.compile(r"x[a-z0-9]{6,8}"),
}
SCRIPTED = re.compile(r"VK\.Widgets\.Post\(\s*[\"'][\w-]+[\"'],\s*(-?\d+),\s*(\d+)")
"""A call in the page's own scripts that draws a post where it stands."""
_VK_POST = re.compile(r"^vk_post_(-?\d+_\d+)")
_IN_JSON = re.compile(r'"video_?id"\s*:\s*"([\w-]{5,20})"', re.IGNORECASE)
_UNSEEN = re.compile(
    r"googletagmanager|doubleclick|googlesyndication|/recaptcha|about:|javascript:"
    r"|facebook\.com/plugins/(?:like|share|page|follow|comments|send)|facebook\.com/tr[/?]|addthis"
    r"|adservice|amazon-adsystem|platform\.(?:twitter|x)\.com/widgets/(?:follow|tweet)_button"
    r"|outbrain|taboola|disqus|sharethis|consent|(?<!no)cookie|accounts\.google|turnstile|hcaptcha"
    r"|criteo|/ads?[/?.]|adsystem|teads|smartadserver|onesignal|gigya|plusone|apis\.google"
    r"|newsletter|paypal|tawk\.to|intercom|sharer|/share\?|intent/tweet|list-manage|sibforms|helloasso"
    r"|challenges\.cloudflare|googleads|2mdn|adnxs|mc\.yandex|vk\.com/(?:share|rtrg|widget_comm)"
)
_GOOGLE = re.compile(r"(?:maps\.)?google\.(?:com?\.)?[a-z]{2,3}")
_AT = re.compile(r"t=([\dhms]{1,9})")
_STYLED = re.compile(r"(?:^|[;\s])(width|height)\s*:\s*(\d{2,4})px")
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


@remembered(4096)
def provider_of_class(names: str) -> str | None:
    """Give the provider whose markup has one of the classes ``names`` (between spaces)."""
    known = _classes()
    found = [known[name] for name in names.split() if name in known]
    return min(found)[1] if found else None


def at(
    address: str, *, form: EmbedForm = "frame", width: str = "", height: str = ""
) -> Embed | None:
    """Give the embed at ``address``; of an unknown provider, only for a frame."""
    plain = urls.unarchived(address.replace("&amp;", "&").replace("&#038;", "&"))
    whole = f"https:{plain}" if plain.startswith("//") else plain
    url = urls.parsed(whole)
    if url is None:
        return None
    host = (url.host or "").lower().removeprefix("www.").removeprefix("m.")
    query = {**_fragment(url.fragment), **url.query}
    nested = query.get("href") or query.get("url")
    if nested and nested.startswith("http") and nested != address and len(nested) < len(whole):
        inner = at(nested, form="address")
        if inner is not None:
            return _sized(inner, query, form, plain, width, height)
    known = _known(host, whole)
    if known is None:
        provider = urls.site(whole)
        if form != "frame" or provider is None:
            return None
        return _sized(Embed(provider=provider), query, form, plain, width, height)
    name, patterns = known
    key = _key(patterns, f"{host}{url.path_qs}")
    if name == "google-maps" and "map" not in f"{host}{url.path}":
        return None
    if key is None and form != "frame" and name != "google-maps":
        return None
    return _sized(Embed(provider=name, key=key), query, form, plain, width, height)


def _known(host: str, address: str) -> tuple[str, tuple[re.Pattern[str], ...]] | None:
    """Give the provider whose host it is, or whose site, with the patterns of its keys."""
    patterns = _patterns()
    known = patterns.get(host) or patterns.get(urls.site(address) or "")
    return known or (patterns["google.com"] if _GOOGLE.fullmatch(host) else None)


def _key(patterns: tuple[re.Pattern[str], ...], target: str) -> str | None:
    """Give what the first pattern that fits ``target`` finds, its groups joined by ``_``."""
    for pattern in patterns:
        match = pattern.search(target)
        if match is not None:
            return "_".join(part for part in match.groups() if part)[:200]
    return None


def _fragment(fragment: str) -> dict[str, str]:
    """Give the second at which a player begins when it stands behind the ``#``."""
    match = _AT.fullmatch(fragment)
    return {"t": match.group(1)} if match else {}


def _sized(
    embed: Embed, query: dict[str, str], form: EmbedForm, address: str, width: str, height: str
) -> Embed:
    return Embed(
        provider=embed.provider,
        key=embed.key,
        url=address,
        width=_number(width or query.get("w") or query.get("width") or ""),
        height=_number(height or query.get("h") or query.get("height") or ""),
        start=_start(query.get("start") or query.get("t") or query.get("time_continue") or ""),
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
    keyed = _of_key(media)
    if keyed is not None:
        return keyed
    styled = dict(_STYLED.findall(media.get("style", "")[:400]))
    width = media.get("width") or media.get("data-width") or styled.get("width", "")
    height = media.get("height") or media.get("data-height") or styled.get("height", "")
    is_frame = media["tag"] in ("iframe", "embed", "object", "amp-iframe")
    form: EmbedForm = "frame" if is_frame else "markup"
    for attribute in _SOURCES:
        given = media.get(attribute, "")[:8000]
        for match in _ADDRESS.finditer(given.replace("\\/", "/").replace("\\u002F", "/")):
            address = match.group().rstrip("\\")
            if _UNSEEN.search(address):
                continue
            embed = at(address, form=form, width=width, height=height)
            if embed is not None:
                return embed
    return None


def _of_key(media: dict[str, str]) -> Embed | None:
    """Give the embed whose bare key stands in an attribute."""
    for attribute, owner in _KEYS.items():
        key = media.get(attribute, "")
        if key and " " not in key:
            direct = at(key) if "//" in key else None
            width, height = _number(media.get("width", "")), _number(media.get("height", ""))
            return direct or Embed(
                provider=owner, key=key[:100], width=width, height=height, form="markup"
            )
    if media.get("data-bluesky-uri"):
        key = media["data-bluesky-uri"].rpartition("/")[2]
        return Embed(provider="bluesky", key=key[:100], form="markup")
    match = _VK_POST.search(media.get("id", ""))
    if match is not None:
        return Embed(provider="vk", key=match.group(1), form="markup")
    match = _IN_CLASS.search(media.get("class", ""))
    if match is not None:
        return Embed(provider=match.group(1), key=match.group(2), form="markup")
    if media.get("data-account") and media.get("data-video-id"):
        return Embed(provider="brightcove", key=media["data-video-id"][:100], form="markup")
    named = [_called(media.get(name)) for name in _CALLED]
    by_class = provider_of_class(f" {media['tag']} {media.get('class', '')} ".lower())
    provider = by_class or next(filter(None, named), None)
    given = next((media[name] for name in (*_VIDEO_KEYS, "data-shortcode") if media.get(name)), "")
    if provider is None and media.get("videoid"):
        provider = next((name for name, form in _FORMS.items() if form.fullmatch(given)), None)
    if provider is None:
        return None
    if not given and media.get("data-media-id"):
        given = media["data-media-id"]
    path = media.get("data-src", "")
    if not given and by_class and path and "//" not in path and "." not in path:
        return at(f"https://{tables.providers()[by_class].sites[0]}/{path}", form="markup")
    in_json = None if given else _IN_JSON.search(media.get("data-attrs", "")[:4000])
    given = in_json.group(1) if in_json else given
    if not given or "//" in given:
        return None
    width, height = _number(media.get("width", "")), _number(media.get("height", ""))
    start = _start(media.get("data-start") or media.get("data-param-start") or "")
    return Embed(
        provider=provider, key=given[:100], width=width, height=height, start=start, form="markup"
    )


def _called(name: str | None) -> str | None:
    """Give the provider that goes by ``name``, by the name of its site too: *twitter* is *x*."""
    if not name or len(name) > 30:
        return None
    folded = name.lower()
    if folded in tables.providers():
        return folded
    known = _patterns().get(f"{folded}.com")
    return known[0] if known else None


def of_text(text: str) -> Embed | None:
    """Give the embed that ``text`` consists of: a shortcode, or an address alone."""
    if text.startswith(("[", "{")):
        match = _SHORTCODE.fullmatch(text)
        return _of_shortcode(match) if match else None
    if ("//" not in text and not text.endswith(".js")) or not _BARE.match(text):
        return None
    address = text.strip("()")
    bare = re.sub(r"^(?:https?:)?//(?:www\.)?", "", address)
    for name, provider in tables.providers().items():
        if any(bare.startswith(script) for script in provider.scripts):
            return Embed(provider=name, url=address, form="script")
    return at(address, form="address")


def shortcodes(text: str) -> Iterator[tuple[int, int, Embed]]:
    """Give the shortcodes inside ``text`` that stand for an embed, with their places."""
    if "[" not in text and "{" not in text:
        return
    for match in _SHORTCODE.finditer(text):
        embed = _of_shortcode(match)
        if embed is not None:
            yield match.start(), match.end(), embed


def _of_shortcode(match: re.Match[str]) -> Embed | None:
    name, inside, content = (match.group(at) or match.group(at + 3) or "" for at in (1, 2, 3))
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
