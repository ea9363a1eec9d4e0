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


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_axe_finds_nothing_serious(
    tab: Tab, running: Running, corpus: ondit.Corpus, scheme: str, width: int
) -> None:
    module = pytest.importorskip("axe_playwright_python.sync_playwright")
    axe = module.Axe()
    page = tab(color_scheme=scheme, viewport={"width": width, "height": 800})
    # The policy of our pages lets no script in but ours: the checker is put beside it.
    for address in addresses(corpus):
        page.goto(running.address + address)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
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


def test_two_texts_stand_side_by_side_on_paper(
    tab: Tab, running: Running, corpus: ondit.Corpus
) -> None:
    pair = next(one for one in corpus.derivations() if one.via is None and one.pairs)
    page = tab(viewport={"width": 620, "height": 900})
    page.goto(f"{running.address}/compare/{pair.id}")
    page.emulate_media(media="print")
    row = page.locator(".pairs tbody tr").first
    whole = row.bounding_box()["width"]
    one, gutter, other = (
        row.locator(f"td.{name}").bounding_box() for name in ("one", "mark", "other")
    )
    assert one["width"] > whole / 4
    assert other["width"] > whole / 4
    assert one["x"] < gutter["x"] < other["x"]
    assert gutter["height"] == pytest.approx(row.bounding_box()["height"], abs=2)


def test_a_ribbon_is_as_high_as_its_row_on_every_screen(
    tab: Tab, running: Running, corpus: ondit.Corpus
) -> None:
    pair = next(one for one in corpus.derivations() if one.via is None and one.pairs)
    for width in WIDTHS:
        page = tab(viewport={"width": width, "height": 800})
        page.goto(f"{running.address}/compare/{pair.id}")
        gaps = page.evaluate(
            """() => [...document.querySelectorAll(".pairs tbody tr")].map((row) =>
            row.getBoundingClientRect().height -
            row.querySelector(".gutter").getBoundingClientRect().height)"""
        )
        assert gaps
        assert all(abs(gap) < 2 for gap in gaps), (width, gaps)


def test_where_the_keyboard_stands_is_seen(
    tab: Tab, running: Running, corpus: ondit.Corpus
) -> None:
    page = tab()
    for address in ("/", "/pages", "/voices", "/sites", "/search?q=batteries", "/corrections"):
        page.goto(running.address + address)
        for _ in range(12):
            page.keyboard.press("Tab")
            seen = page.evaluate(
                """() => {
                const style = getComputedStyle(document.activeElement);
                return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
                }"""
            )
            assert seen, (address, page.evaluate("document.activeElement.outerHTML.slice(0, 120)"))
    page.goto(running.address + "/pages")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "find"
    page.keyboard.press("Escape")
    page.evaluate("document.activeElement.blur()")
    with page.expect_download() as taken:
        page.keyboard.press("e")
    assert taken.value.suggested_filename == "ondit-pages.csv"


def test_nothing_moves_for_who_wants_it_still(tab: Tab, running: Running) -> None:
    page = tab()
    page.goto(running.address + "/")
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    moving = page.evaluate(
        """() => [...document.querySelectorAll("*")].filter((one) =>
        parseFloat(getComputedStyle(one).transitionDuration) > 0).length"""
    )
    assert moving == 0
