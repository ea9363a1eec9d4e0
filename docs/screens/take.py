"""Take the pictures of docs/screens: each screen on the examples, light and dark, large and small.

    uv run --group browser python docs/screens/take.py

needs chromium. Pictures are kept small: two thirds of the size for the large ones, few colours, the
top of each screen only.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import sync_playwright

import ondit
from ondit.sources import files

HERE = Path(__file__).parent
EXAMPLES = HERE.parent.parent / "examples"
WIDE, NARROW = (1440, 960), (360, 760)
COLOURS = 64


@contextmanager
def served(store: Path) -> Iterator[str]:
    """Serve a store as a user would; give the address to open."""
    command = [sys.executable, "-m", "ondit", "serve", store.name, "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=store.parent) as running:
        assert running.stdout is not None
        try:
            yield running.stdout.readline().strip()
        finally:
            running.terminate()


def screens(corpus: ondit.Corpus) -> dict[str, str]:
    """Give the address of each screen, by the name of its picture."""
    story = max(corpus.stories(), key=lambda one: len(one.articles))
    pages = [corpus.page(key) for key in story.articles]
    told = max(pages, key=lambda page: len(page.origin.evidence))
    related = corpus.derivations(told.article.id)
    pair = next(one for one in related if one.other == told.article.id and one.via is None)
    voice = max(corpus.voices(limit=20), key=lambda one: len(one.speakers))
    return {
        "start": "/",
        "pages": "/pages",
        "page": f"/pages/{told.article.id}",
        "compare": f"/compare/{pair.id}",
        "sentences": f"/compare/{pair.id}#sentences-{pair.id}",
        "story": f"/stories/{story.id}",
        "who": "/voices",
        "voice": f"/voices/{voice.id}",
        "sites": "/sites",
        "site": f"/sites/{told.article.site}",
        "search": "/search?q=batteries",
        "corrections": "/corrections",
    }


def shrunk(picture: bytes) -> bytes:
    """Give a picture in few colours."""
    with Image.open(io.BytesIO(picture)) as image:
        plain = image.convert("RGB").quantize(
            COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE
        )
        out = io.BytesIO()
        plain.save(out, "PNG", optimize=True)
    return out.getvalue()


def take(browser: Any, start: str, addresses: dict[str, str]) -> int:
    """Take every picture; give their size together."""
    base = start.partition("/?")[0]
    size = 0
    for scheme in ("light", "dark"):
        for width, height in (WIDE, NARROW):
            scale = 2 / 3 if width == WIDE[0] else 1
            context = browser.new_context(
                viewport={"width": width, "height": height},
                color_scheme=scheme,
                device_scale_factor=scale,
                reduced_motion="reduce",
            )
            page = context.new_page()
            page.goto(start)
            for name, address in addresses.items():
                page.goto(base + address)
                picture = shrunk(page.screenshot())
                (HERE / f"{name}-{scheme}-{width}.png").write_bytes(picture)
                size += len(picture)
            context.close()
    return size


def main() -> None:
    """Take the pictures."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "examples.ondit"
        with ondit.Corpus(store) as corpus:
            corpus.add(files.pages([str(EXAMPLES)]))
            addresses = screens(corpus)
        with served(store) as start, sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            size = take(browser, start, addresses)
            browser.close()
    print(f"{4 * len(addresses)} pictures, {size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
