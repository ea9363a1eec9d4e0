"""Embeds in the forms that platforms and publishing systems write them."""

from __future__ import annotations

import pytest

from ondit.page import embeds

YT = "https://www.youtube.com"


@pytest.mark.parametrize(
    ("address", "provider", "key"),
    [
        (f"{YT}/watch?v=dQw4w9WgXcQ", "youtube", "dQw4w9WgXcQ"),
        (f"{YT}/watch?feature=share&v=dQw4w9WgXcQ&t=10s", "youtube", "dQw4w9WgXcQ"),
        (f"{YT}/embed/dQw4w9WgXcQ?rel=0", "youtube", "dQw4w9WgXcQ"),
        (f"{YT}/shorts/dQw4w9WgXcQ", "youtube", "dQw4w9WgXcQ"),
        (f"{YT}/live/dQw4w9WgXcQ", "youtube", "dQw4w9WgXcQ"),
        ("https://m.youtube.com/watch?v=dQw4w9WgXcQ", "youtube", "dQw4w9WgXcQ"),
        ("//www.youtube-nocookie.com/embed/dQw4w9WgXcQ", "youtube", "dQw4w9WgXcQ"),
        ("https://youtu.be/dQw4w9WgXcQ?t=42", "youtube", "dQw4w9WgXcQ"),
        ("https://twitter.com/a_b/status/1234567890?ref_src=x", "x", "1234567890"),
        ("https://x.com/a_b/status/1234567890", "x", "1234567890"),
        ("https://mobile.twitter.com/a/statuses/1234567890", "x", "1234567890"),
        ("https://www.facebook.com/page/videos/1234567890123/", "facebook", "1234567890123"),
        ("https://fb.watch/aBcD-1/", "facebook", "aBcD-1"),
        ("https://www.instagram.com/p/CabCDe-12/", "instagram", "CabCDe-12"),
        ("https://www.instagram.com/reel/CabCDe-12/embed", "instagram", "CabCDe-12"),
        ("https://www.tiktok.com/@who/video/7123456789012345678", "tiktok", "7123456789012345678"),
        ("https://t.me/channel/4321?embed=1", "telegram", "channel/4321"),
        ("https://t.me/s/channel/4321", "telegram", "channel/4321"),
        ("https://player.vimeo.com/video/76979871?h=8272103f6e", "vimeo", "76979871"),
        ("https://vimeo.com/channels/staffpicks/76979871", "vimeo", "76979871"),
        ("https://www.dailymotion.com/embed/video/x8abcde", "dailymotion", "x8abcde"),
        ("https://dai.ly/x8abcde", "dailymotion", "x8abcde"),
        ("https://vk.com/video-12345_67890", "vk", "-12345_67890"),
        ("https://rutube.ru/play/embed/0123456789abcdef", "rutube", "0123456789abcdef"),
        (
            "https://open.spotify.com/embed/episode/4rOoJ6Egrf8K2IrywzwOMk",
            "spotify",
            "episode/4rOoJ6Egrf8K2IrywzwOMk",
        ),
        (
            "https://w.soundcloud.com/player/?url=https%3A//api.soundcloud.com/tracks/293",
            "soundcloud",
            "293",
        ),
        ("https://www.google.com/maps/embed?pb=!1m18!1m12", "google-maps", "!1m18!1m12"),
        ("https://datawrapper.dwcdn.net/aBc12/3/", "datawrapper", "aBc12"),
        ("https://player.unknown-host.example/v/77", "unknown-host.example", None),
        (
            "https://www.facebook.com/plugins/video.php?href=https%3A%2F%2Fwww.facebook.com%2Fp%2Fvideos%2F1234567890123%2F&width=500",
            "facebook",
            "1234567890123",
        ),
    ],
)
def test_a_frame(address: str, provider: str, key: str | None) -> None:
    found = embeds.of_media({"tag": "iframe", "src": address})
    assert found is not None
    assert (found.provider, found.key, found.form) == (provider, key, "frame")


@pytest.mark.parametrize(
    ("address", "provider", "key"),
    [
        (
            f"https://web.archive.org/web/20150322101530if_/{YT}/embed/dQw4w9WgXcQ",
            "youtube",
            "dQw4w9WgXcQ",
        ),
        (f"/web/20150322101530/{YT}/watch?v=dQw4w9WgXcQ", "youtube", "dQw4w9WgXcQ"),
        ("https://vk.com/video_ext.php?oid=-20&id=45&hd=2", "vk", "-20_45"),
        ("https://odysee.com/%24/embed/@chan:1/video:2", "odysee", "@chan:1/video:2"),
        ("https://www.google.fr/maps/embed?pb=!1m18", "google-maps", "!1m18"),
        ("https://geo.dailymotion.com/player/x1.html?video=x8abcde", "dailymotion", "x8abcde"),
        ("https://www.tiktok.com/player/v1/7123456789012345678", "tiktok", "7123456789012345678"),
        ("https://ok.ru/videoembed/123456789", "ok", "123456789"),
        ("https://player.ina.fr/player/embed/I00012345/1/x", "ina", "I00012345"),
    ],
)
def test_more_addresses(address: str, provider: str, key: str) -> None:
    found = embeds.of_media({"tag": "iframe", "src": address})
    assert found is not None
    assert (found.provider, found.key) == (provider, key)


@pytest.mark.parametrize(
    ("media", "provider", "key", "start"),
    [
        (
            {
                "tag": "div",
                "class": "youtube-wrap",
                "data-attrs": '{"videoId":"dQw4w9WgXcQ","startTime":null}',
            },
            "youtube",
            "dQw4w9WgXcQ",
            None,
        ),
        (
            {"tag": "div", "data-attrs": '{"url":"https:\\/\\/twitter.com\\/a\\/status\\/12345"}'},
            "x",
            "12345",
            None,
        ),
        (
            {
                "tag": "div",
                "data-plyr-provider": "youtube",
                "data-plyr-embed-id": "dQw4w9WgXcQ",
                "data-start": "30",
            },
            "youtube",
            "dQw4w9WgXcQ",
            30,
        ),
        ({"tag": "div", "id": "vk_post_-12_345"}, "vk", "-12_345", None),
        ({"tag": "oembed", "url": f"{YT}/watch?v=dQw4w9WgXcQ#t=42"}, "youtube", "dQw4w9WgXcQ", 42),
        (
            {"tag": "blockquote", "data-bluesky-uri": "at://did:plc:a/app.bsky.feed.post/3kabc"},
            "bluesky",
            "3kabc",
            None,
        ),
        (
            {"tag": "iframe", "suppressedsrc": f"{YT}/embed/dQw4w9WgXcQ", "src": "about:blank"},
            "youtube",
            "dQw4w9WgXcQ",
            None,
        ),
    ],
)
def test_what_waits_for_a_script(
    media: dict[str, str], provider: str, key: str, start: int | None
) -> None:
    found = embeds.of_media(media)
    assert found is not None
    assert (found.provider, found.key, found.start) == (provider, key, start)


@pytest.mark.parametrize(
    "media",
    [
        {"tag": "div", "data-href": "https://www.facebook.com/some.page"},
        {"tag": "blockquote", "cite": "https://source.example/story"},
        {"tag": "div", "data-video-id": "6123456789001"},
        {"tag": "div", "data-embed-url": "https://cdn.example/widget.js"},
        {"tag": "script", "data-html": '{"html":"<p>nothing</p>"}'},
    ],
)
def test_what_waits_and_is_no_embed(media: dict[str, str]) -> None:
    assert embeds.of_media(media) is None


def test_a_joomla_shortcode() -> None:
    found = embeds.of_text("{youtube}dQw4w9WgXcQ{/youtube}")
    assert found is not None
    assert (found.provider, found.key, found.form) == ("youtube", "dQw4w9WgXcQ", "shortcode")


@pytest.mark.parametrize(
    "address",
    [
        "https://www.googletagmanager.com/ns.html?id=GTM-ABCD",
        "about:blank",
        "https://www.google.com/recaptcha/api2/anchor",
        "https://securepubads.g.doubleclick.net/x",
        "https://www.facebook.com/plugins/like.php?href=https://a.example/",
        "/local/player.html",
        "https://",
    ],
)
def test_a_frame_that_is_no_embed(address: str) -> None:
    assert embeds.of_media({"tag": "iframe", "src": address}) is None


@pytest.mark.parametrize(
    ("attributes", "provider", "key"),
    [
        ({"tag": "iframe", "data-src": f"{YT}/embed/dQw4w9WgXcQ"}, "youtube", "dQw4w9WgXcQ"),
        (
            {"tag": "iframe", "src": "about:blank", "data-lazy-src": f"{YT}/embed/dQw4w9WgXcQ"},
            "youtube",
            "dQw4w9WgXcQ",
        ),
        ({"tag": "iframe", "data-cmp-src": f"{YT}/embed/dQw4w9WgXcQ"}, "youtube", "dQw4w9WgXcQ"),
        ({"tag": "div", "data-youtube-id": "dQw4w9WgXcQ"}, "youtube", "dQw4w9WgXcQ"),
        ({"tag": "lite-youtube", "videoid": "dQw4w9WgXcQ"}, "youtube", "dQw4w9WgXcQ"),
        ({"tag": "amp-twitter", "data-tweetid": "12345678"}, "x", "12345678"),
        ({"tag": "script", "data-telegram-post": "chan/12"}, "telegram", "chan/12"),
        (
            {
                "tag": "blockquote",
                "data-instgrm-permalink": "https://www.instagram.com/p/Cab12/?x=1",
            },
            "instagram",
            "Cab12",
        ),
    ],
)
def test_an_embed_that_waits_for_a_script(
    attributes: dict[str, str], provider: str, key: str
) -> None:
    found = embeds.of_media(attributes)
    assert found is not None
    assert (found.provider, found.key) == (provider, key)


@pytest.mark.parametrize(
    ("text", "provider", "key", "form", "size"),
    [
        (
            f"[youtube {YT}/watch?v=dQw4w9WgXcQ&w=640&h=360]",
            "youtube",
            "dQw4w9WgXcQ",
            "shortcode",
            (640, 360),
        ),
        (
            f"[youtube={YT}/watch?v=dQw4w9WgXcQ]",
            "youtube",
            "dQw4w9WgXcQ",
            "shortcode",
            (None, None),
        ),
        (
            '[youtube id="dQw4w9WgXcQ" width="600" height="350"]',
            "youtube",
            "dQw4w9WgXcQ",
            "shortcode",
            (600, 350),
        ),
        (
            f"[embed]{YT}/watch?v=dQw4w9WgXcQ[/embed]",
            "youtube",
            "dQw4w9WgXcQ",
            "shortcode",
            (None, None),
        ),
        (
            '[embed width="123" height="456"]https://vimeo.com/76979871[/embed]',
            "vimeo",
            "76979871",
            "shortcode",
            (123, 456),
        ),
        ("[vimeo 76979871]", "vimeo", "76979871", "shortcode", (None, None)),
        ("[tweet 1234567890]", "x", "1234567890", "shortcode", (None, None)),
        (
            "[tweet https://twitter.com/a/status/1234567890]",
            "x",
            "1234567890",
            "shortcode",
            (None, None),
        ),
        ("[dailymotion id=x8abcde]", "dailymotion", "x8abcde", "shortcode", (None, None)),
        (f"{YT}/watch?v=dQw4w9WgXcQ", "youtube", "dQw4w9WgXcQ", "address", (None, None)),
        ("https://t.me/channel/4321", "telegram", "channel/4321", "address", (None, None)),
        ("https://platform.twitter.com/widgets.js", "x", None, "script", (None, None)),
        ("//platform.twitter.com/widgets.js", "x", None, "script", (None, None)),
        ("https://www.tiktok.com/embed.js", "tiktok", None, "script", (None, None)),
        ("//www.instagram.com/embed.js", "instagram", None, "script", (None, None)),
    ],
)
def test_what_is_left_in_text(
    text: str, provider: str, key: str | None, form: str, size: tuple[int | None, int | None]
) -> None:
    found = embeds.of_text(text)
    assert found is not None
    assert (found.provider, found.key, found.form, (found.width, found.height)) == (
        provider,
        key,
        form,
        size,
    )


@pytest.mark.parametrize(
    "text",
    [
        "[Russian President Vladimir]",
        "[…]",
        "[sic]",
        "[video]",
        '[caption id="attachment_12" align="alignnone"]',
        "https://www.lemonde.example/politique/article.html",
        "https://twitter.com/somebody",
        "See https://youtu.be/dQw4w9WgXcQ for more.",
    ],
)
def test_text_that_is_no_embed(text: str) -> None:
    assert embeds.of_text(text) is None


def test_a_shortcode_inside_a_paragraph_is_found_in_its_place() -> None:
    text = f"Voir ceci [youtube {YT}/watch?v=dQw4w9WgXcQ] et [sic] cela."
    found = [(text[start:end], embed.key) for start, end, embed in embeds.shortcodes(text)]
    assert found == [(f"[youtube {YT}/watch?v=dQw4w9WgXcQ]", "dQw4w9WgXcQ")]


@pytest.mark.parametrize(
    ("query", "start"), [("t=42", 42), ("start=90", 90), ("t=1m30s", 90), ("t=1h2m3s", 3723)]
)
def test_where_the_player_begins(query: str, start: int) -> None:
    found = embeds.at(f"https://youtu.be/dQw4w9WgXcQ?{query}")
    assert found is not None
    assert found.start == start


@pytest.mark.parametrize(
    ("address", "provider", "key"),
    [
        ("https://flo.uri.sh/visualisation/17712345/embed", "flourish", "17712345"),
        ("https://cdn.jwplayer.com/players/AbCd1234-Xy12Zz90.html", "jwplayer", "AbCd1234"),
        ("https://cdn.jwplayer.com/v2/media/Xy12Zz90", "jwplayer", "Xy12Zz90"),
        ("https://fast.wistia.net/embed/iframe/ab12cd34ef", "wistia", "ab12cd34ef"),
        (
            "https://cdnapisec.kaltura.com/p/1/embedIframeJs?iframeembed=true&entry_id=1_ab2cd3ef",
            "kaltura",
            "1_ab2cd3ef",
        ),
        ("https://play.vidyard.com/AbCdEf12GhIj", "vidyard", "AbCdEf12GhIj"),
        ("https://www.loom.com/embed/0a1b2c3d4e", "loom", "0a1b2c3d4e"),
        ("https://embed.ted.com/talks/ida_roux_on_rain", "ted", "ida_roux_on_rain"),
        ("https://www.c-span.org/video/standalone/?c5012345", "cspan", "c5012345"),
        ("//player.bilibili.com/player.html?bvid=BV1xx411c7mD&page=1", "bilibili", "BV1xx411c7mD"),
        ("https://player.youku.com/embed/XNDU2Nzg5MA", "youku", "XNDU2Nzg5MA"),
        ("https://embed.nicovideo.jp/watch/sm12345678", "niconico", "sm12345678"),
        (
            "https://www.aparat.com/video/video/embed/videohash/aBc12/vt/frame",
            "aparat",
            "aBc12",
        ),
        ("https://bandcamp.com/EmbeddedPlayer/album=12345/size=large/", "bandcamp", "album=12345"),
        (
            "https://www.mixcloud.com/widget/iframe/?hide_cover=1&feed=%2Fida%2Frain%2F",
            "mixcloud",
            "ida/rain",
        ),
        (
            "https://embed.music.apple.com/gb/album/rain/1440833098?i=1440833100",
            "apple-music",
            None,
        ),
        ("https://embeds.audioboom.com/posts/8123456/embed/v4", "audioboom", "8123456"),
        ("https://www.buzzsprout.com/123456/8123456-rain?iframe=true", "buzzsprout", None),
        ("https://playlist.megaphone.fm/?e=ABC1234567890", "megaphone", "ABC1234567890"),
        ("//html5-player.libsyn.com/embed/episode/id/12345678/height/90", "libsyn", "12345678"),
        ("https://player.simplecast.com/0a1b2c3d-1111-2222?dark=false", "simplecast", None),
        ("https://share.transistor.fm/e/0a1b2c3d", "transistor", "0a1b2c3d"),
        ("https://omny.fm/shows/the-rain/why-it-falls/embed", "omny", "the-rain/why-it-falls"),
        ("https://www.podbean.com/player-v2/?i=abcde-f12345-pb", "podbean", "abcde-f12345-pb"),
        ("https://art19.com/shows/rain/episodes/0a1b2c3d-1111/embed", "art19", "0a1b2c3d-1111"),
        ("https://public.tableau.com/views/Rain/Dashboard1?:showVizHome=no", "tableau", None),
        (
            "https://storymaps.arcgis.com/stories/0a1b2c3d4e5f60718293a4b5c6d7e8f9",
            "arcgis",
            "0a1b2c3d4e5f60718293a4b5c6d7e8f9",
        ),
        (
            "https://sketchfab.com/models/0a1b2c3d4e5f60718293a4b5c6d7e8f9/embed",
            "sketchfab",
            "0a1b2c3d4e5f60718293a4b5c6d7e8f9",
        ),
        ("https://www.canva.com/design/DAFabc12345/view?embed", "canva", "DAFabc12345"),
        ("https://prezi.com/v/embed/ab1cd2ef3gh4/", "prezi", "ab1cd2ef3gh4"),
        ("https://www.thinglink.com/card/1234567890123", "thinglink", "1234567890123"),
        ("https://app.everviz.com/embed/aBc1-2dE/", "everviz", "aBc1-2dE"),
        ("https://ondit.typeform.com/to/AbC123", "typeform", "AbC123"),
        ("https://imgur.com/a/AbC12/embed?pub=true", "imgur", "a/AbC12"),
        ("https://embed.tumblr.com/embed/post/abcDEF/123456789012", "tumblr", "123456789012"),
    ],
)
def test_frames_of_more_players(address: str, provider: str, key: str | None) -> None:
    found = embeds.of_media({"tag": "iframe", "src": address})
    assert found is not None
    assert found.provider == provider
    assert found.key is not None
    assert key in (None, found.key)


@pytest.mark.parametrize(
    ("media", "provider", "key"),
    [
        ({"data-jw-media": "Xy12Zz90"}, "jwplayer", "Xy12Zz90"),
        ({"class": "wistia_embed wistia_async_ab12cd34ef", "data-x": "1"}, "wistia", "ab12cd34ef"),
        ({"data-account": "66036796", "data-video-id": "6123456789001"}, "brightcove", None),
        ({"class": "flourish-embed", "data-src": "visualisation/177"}, "flourish", "177"),
        ({"videoid": "Carnav4lS24"}, "youtube", "Carnav4lS24"),
        ({"videoid": "x8pluie24"}, "dailymotion", "x8pluie24"),
    ],
)
def test_keys_without_an_address(media: dict[str, str], provider: str, key: str | None) -> None:
    found = embeds.of_media({"tag": "div", **media})
    assert found is not None
    assert (found.provider, key in (None, found.key), found.key is None) == (provider, True, False)


@pytest.mark.parametrize(
    "media",
    [
        {"videoid": "12345678901"},
        {"videoid": "interview-1"},
        {"data-video-id": "6123456789001"},
        {"class": "video-js", "data-setup": "{}"},
        {"class": "flourish-embed", "data-src": "flourish.png"},
    ],
)
def test_keys_that_tell_no_provider(media: dict[str, str]) -> None:
    assert embeds.of_media({"tag": "div", **media}) is None
