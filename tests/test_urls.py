"""The site that an address belongs to, and when two addresses are one."""

from __future__ import annotations

import pytest

from ondit.urls import canonical, host, site


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://www.lemonde.example/a", "lemonde.example"),
        ("https://francais.rt.com/x", "rt.com"),
        ("https://news.bbc.co.uk/", "bbc.co.uk"),
        ("https://carnet.over-blog.com/2020", "carnet.over-blog.com"),
        ("https://www.écho.fr/", "écho.fr"),
        ("https://www.xn--cho-9la.fr/", "écho.fr"),
        ("https://новости.рф/", "новости.рф"),
        ("rt.com", "rt.com"),
        ("http://127.0.0.1/", "127.0.0.1"),
        ("not an address", None),
    ],
)
def test_site(address: str, expected: str | None) -> None:
    assert site(address) == expected


def test_equal_addresses_have_one_form() -> None:
    plain = canonical("https://example.org/a?p=12")
    assert canonical("http://www.example.org/a/?utm_source=x&p=12#top") == plain
    assert canonical("https://example.org/a?p=13") != plain


@pytest.mark.parametrize("address", ["", "ftp://x.org/", "http://exa mple.org/", "mailto:a@b.org"])
def test_what_is_no_web_address_has_neither_form_nor_host(address: str) -> None:
    assert canonical(address) is None
    assert host(address) is None
