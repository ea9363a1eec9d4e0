"""In a real Chromium: nothing is asked of elsewhere, nothing acts, everybody can use it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import ondit
from web.asking import addresses
from web.conftest import Running

Tab = Callable[..., Any]
WIDTHS = (360, 768, 1440)


def test_no_screen_asks_for_anything_outside_or_lets_a_page_act(
    tab: Tab, running: Running, corpus: ondit.Corpus
) -> None:
    page = tab()
    for address in addresses(corpus):
        page.goto(running.address + address)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        assert page.evaluate("window.pwned") is None, address


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(
    tab: Tab, running: Running, corpus: ondit.Corpus, scheme: str
) -> None:
    module = pytest.importorskip("axe_playwright_python.sync_playwright")
    axe = module.Axe()
    page = tab(color_scheme=scheme)
    # The policy of our pages lets no script in but ours: the checker is put beside it.
    for address in addresses(corpus):
        page.goto(running.address + address)
        found = axe.run(page).response["violations"]
        serious = [
            (one["id"], one["nodes"][0]["html"][:200], one["nodes"][0]["failureSummary"][:300])
            for one in found
            if one["impact"] in ("serious", "critical")
        ]
        assert serious == [], address


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_hangs_over_the_edge(
    tab: Tab, running: Running, corpus: ondit.Corpus, width: int
) -> None:
    page = tab(viewport={"width": width, "height": 800})
    for address in addresses(corpus):
        page.goto(running.address + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_everything_is_there_without_scripts(
    tab: Tab, running: Running, corpus: ondit.Corpus
) -> None:
    page = tab(java_script_enabled=False)
    for address in addresses(corpus):
        page.goto(running.address + address)
        assert page.locator("main h1").count() == 1, address
    page.goto(running.address + "/")
    page.get_by_label("Or paste a text:").fill("x")
    page.get_by_role("button", name="français").click()
    assert page.locator("html").get_attribute("lang") == "fr"


def test_the_keyboard_leads_through_a_page(
    tab: Tab, running: Running, corpus: ondit.Corpus
) -> None:
    key = next(iter(corpus.stories(limit=1))).articles[-1]
    page = tab()
    page.goto(f"{running.address}/pages/{key}")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("j")
    first = page.evaluate("document.activeElement.closest('.said').id")
    page.keyboard.press("j")
    second = page.evaluate("document.activeElement.closest('.said').id")
    assert first
    assert second not in ("", first)
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.closest('.said').id") == first
    assert page.locator(".card.lit").count() == 1
    page.keyboard.press("Enter")
    assert page.url.endswith(f"#{first.replace('said', 'card')}")
    page.keyboard.press("c")
    page.wait_for_url("**/compare/*")


def test_words_and_card_light_up_together(tab: Tab, running: Running, corpus: ondit.Corpus) -> None:
    key = next(iter(corpus.stories(limit=1))).articles[-1]
    page = tab()
    page.goto(f"{running.address}/pages/{key}")
    card = page.locator(".card").first
    card.hover()
    group = card.get_attribute("data-group")
    assert page.locator(f'mark.lit[data-group="{group}"]').count() >= 1


def test_who_cannot_see_hears_where_a_statement_begins_and_ends(
    tab: Tab, running: Running, corpus: ondit.Corpus
) -> None:
    key = next(iter(corpus.stories(limit=1))).articles[-1]
    page = tab()
    page.goto(f"{running.address}/pages/{key}")
    begins = page.locator(".text a.badge[aria-label]").count()
    ends = page.locator(".text mark .unseen").count()
    statements = len(corpus.page(key).statements)
    assert begins >= statements > 0
    assert ends == statements


def test_a_report_opens_from_disk_and_asks_for_nothing(
    browser: Any, examples: Path, tmp_path: Path
) -> None:
    from ondit import cli

    out = tmp_path / "r.html"
    assert cli.run(["report", str(examples), "-o", str(out), "--lang-ui", "fr"]) == cli.DONE
    asked: list[str] = []
    said: list[str] = []
    context = browser.new_context()
    page = context.new_page()
    context.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(out.as_uri())
    assert asked == [out.as_uri()]
    assert said == []
    assert page.evaluate("getComputedStyle(document.body).fontSize") == "16px"
    printed = page.pdf(format="A4")
    assert printed.startswith(b"%PDF")
    context.close()
