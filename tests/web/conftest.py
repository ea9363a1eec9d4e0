"""A corpus, a server of it, a way to ask it without a network, and a browser where there is one."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from msgspec import Struct

import ondit
from ondit.sources import files
from ondit.web.app import Server, application
from ondit.web.serving import bound
from web.asking import TOKEN, Client, client_of, settings

HOSTILE = Path(__file__).parent / "hostile"
NAME = 'a"><img src=x onerror=window.pwned=1>.html'
"""A file's name, which some systems refuse."""
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory, examples: Path) -> Path:
    """A corpus of the examples and of pages that want to act."""
    path = tmp_path_factory.mktemp("web") / "case.ondit"
    with ondit.Corpus(path) as corpus:
        script = (HOSTILE / "script.html").read_bytes().replace(b"155 days", b"156 days")
        named = ondit.Page(name=NAME, body=script, url="javascript:window.pwned=1")
        corpus.add(
            [
                *files.pages([str(examples), str(HOSTILE)]),
                named,
                ondit.Page(name=NAME * 2, body=b"%PDF-1.7 \0"),
            ]
        )
        assert corpus.counts().articles > 10
    return path


@pytest.fixture(scope="session")
def corpus(store: Path) -> Iterator[ondit.Corpus]:
    with ondit.Corpus(store) as found:
        yield found


@pytest.fixture
def case(tmp_path: Path, store: Path) -> Iterator[ondit.Corpus]:
    """A corpus of one's own, to change."""
    path = tmp_path / "own.ondit"
    shutil.copy(store, path)
    with ondit.Corpus(path) as found:
        yield found


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[ondit.Corpus]:
    """A corpus without a page."""
    with ondit.Corpus(tmp_path / "empty.ondit") as found:
        found.add([])
        yield found


@pytest.fixture(scope="session")
def client(corpus: ondit.Corpus) -> Client:
    return client_of(corpus)


# --------------------------------------------------------------------------------------------
# A real browser


class Running(Struct, frozen=True, kw_only=True):
    """A server that listens."""

    address: str
    start: str


@pytest.fixture(scope="session")
def running(corpus: ondit.Corpus) -> Iterator[Running]:
    listening = bound("127.0.0.1", 0)
    port = listening.getsockname()[1]
    server = Server(corpus=corpus, settings=settings(port), code="en", disputes=True)
    served = uvicorn.Server(
        uvicorn.Config(application(server), log_level="error", lifespan="off", ws="none")
    )
    thread = threading.Thread(target=served.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not served.started:
        time.sleep(0.02)
    address = f"http://127.0.0.1:{port}"
    yield Running(address=address, start=f"{address}/?token={TOKEN}")
    served.should_exit = True
    thread.join(timeout=10)
    listening.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium of the system, driven by playwright.

    For one module: playwright runs a loop in this thread, in which other tests could run none.
    """
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="no playwright: uv run --group browser pytest"
    )
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine")
    with playwright.sync_playwright() as driver:
        arguments = ["--no-sandbox", "--disable-background-networking"]
        found = driver.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield found
        found.close()


@pytest.fixture
def tab(browser: Any, running: Running) -> Iterator[Callable[..., Any]]:
    """Open tabs that are let in, and fail if one asks for anything outside this machine."""
    contexts: list[Any] = []
    outside: list[str] = []
    complaints: list[str] = []

    def opened(**options: Any) -> Any:
        context = browser.new_context(reduced_motion="reduce", **options)
        contexts.append(context)
        page = context.new_page()
        context.on("request", lambda request: note(request.url))
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append(f"dialog {dialog.message}"))
        page.goto(running.start)
        return page

    def note(url: str) -> None:
        if not url.startswith((running.address + "/", "data:,")):
            outside.append(url)

    yield opened
    for context in contexts:
        context.close()
    assert outside == []
    assert [one for one in complaints if "favicon" not in one] == []
