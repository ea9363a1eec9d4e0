"""Every service by the markup that its makers give out, and by nothing that people write of it."""

from __future__ import annotations

import html
import tomllib
from pathlib import Path

import pytest

from ondit.model import Page
from ondit.page import tables
from ondit.page.read import read

SNIPPETS: dict[str, str] = tomllib.loads(
    (Path(__file__).parent / "page_services.toml").read_text(encoding="utf-8")
)
TEXT = (
    "<p>Le pont a été fermé lundi par la mairie après la découverte de fissures, a indiqué le"
    " maire dans un communiqué publié en début de soirée, que la préfecture a confirmé.</p>"
) * 3


def services(*, body: str = "", tail: str = "") -> set[str]:
    page = (
        f"<html><head><title>Le pont</title></head><body><h1>Le pont</h1>{TEXT}{body}{tail}</body>"
    )
    article = read(Page(name="a.html", body=page.encode(), url="https://fen.example/2024/pont"))
    return {mark.value for mark in article.marks if mark.kind == "service"}


def test_every_service_has_a_snippet() -> None:
    assert set(SNIPPETS) == set(tables.services())


@pytest.mark.parametrize("name", SNIPPETS)
def test_a_service_is_known_by_its_markup(name: str) -> None:
    assert name in services(tail=SNIPPETS[name])


@pytest.mark.parametrize("name", SNIPPETS)
def test_a_snippet_that_is_shown_to_readers_betrays_nothing(name: str) -> None:
    shown = html.escape(SNIPPETS[name])
    assert services(body=f"<pre><code>{shown}</code></pre><p>Le code : {shown}</p>{TEXT}") == set()


@pytest.mark.parametrize("name", SNIPPETS)
def test_what_is_told_of_a_service_betrays_nothing(name: str) -> None:
    service = tables.services()[name]
    told = " ".join(f"{each}, dit le maire." for each in (*service.words, *service.addresses))
    assert services(body=f"<p>Le maire a parlé de {html.escape(told)}</p>{TEXT}") == set()


@pytest.mark.parametrize("name", SNIPPETS)
def test_a_longer_word_betrays_nothing(name: str) -> None:
    for address in tables.services()[name].addresses:
        longer = f"{'zz' * address[0].isalnum()}{address}{'zz' * address[-1].isalnum()}"
        if longer != address:
            assert name not in services(tail=f'<script>var a = "{longer}";</script>')


@pytest.mark.parametrize("name", SNIPPETS)
def test_a_host_of_another_site_betrays_nothing(name: str) -> None:
    for address in tables.services()[name].addresses:
        if address.split("/")[0].rpartition(".")[2] in ("com", "net", "org", "io", "fr", "ru"):
            other = f"https://not-{address.lstrip('.')}"
            assert name not in services(tail=f'<script src="{other}"></script>')
            host = f"https://{address.strip('./').split('/')[0]}.evil.example/a.js"
            if "/" not in address.strip("/") and address[0].isalnum():
                assert name not in services(tail=f'<script src="{host}"></script>')
