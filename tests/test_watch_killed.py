"""A watch that the system kills, at any moment and again and again, tells everything once."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from ondit.corpus import Corpus
from servers import Reply, Server, serving

PAGES = 3
RULES = """
[alerts]
jsonl = "alerts.jsonl"
atom = "alerts.atom"
webhook = "http://127.0.0.1:{port}/hook"
[[rule]]
name = "credit"
when = ["credit"]
from = ["reuters.com"]
"""


def started(folder: Path, server: Server) -> subprocess.Popen[bytes]:
    """Begin a watch of its own process, as a user would."""
    asked = f"http://127.0.0.1:{server.port}/rss"
    typed = ["--rules", "rules.toml", "--store", "case.ondit", "--once", "--yes"]
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "no_proxy": "*"}
    return subprocess.Popen(
        [sys.executable, "-m", "ondit", "watch", asked, *typed],
        cwd=folder,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def killed(process: subprocess.Popen[bytes]) -> None:
    """Kill a watch and the processes that read for it."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait(30)


def moments(folder: Path, server: Server) -> dict[str, int]:
    """Give what can be seen of a watch from outside, all of which only grows."""
    memory = folder / "case.ondit-watch"
    written = memory.read_bytes() if memory.exists() else b""
    return {
        "asked": len(server.asked),
        "remembered": written.count(b'"id"') + written.count(b'"done"'),
        "told": len(server.posted),
    }


def test_a_watch_under_sigkill_loses_nothing_and_tells_nothing_twice(
    tmp_path: Path, examples: Path
) -> None:
    routes: dict[str, Any] = {"/hook": Reply(status=204)}
    body = (examples / "blogue.html").read_bytes().replace(b"Northwire", b"Reuters")
    with serving(routes) as server:
        for number in range(PAGES):
            routes[f"/{number}"] = Reply(body=body.replace(b"</h1>", b" %d</h1>" % number))
        links = (f"http://127.0.0.1:{server.port}/{number}" for number in range(PAGES))
        items = "".join(f"<item><link>{link}</link><guid>{link}</guid></item>" for link in links)
        listing = f"<rss version='2.0'><channel><title>x</title>{items}</channel></rss>"
        routes["/rss"] = Reply(body=listing.encode(), headers={"Content-Type": "text/xml"})
        rules = tmp_path / "rules.toml"
        rules.write_text(RULES.format(port=server.port), encoding="utf-8")
        for seen, later in (("asked", 0.0), ("asked", 0.4), ("remembered", 0.0), ("told", 0.01)):
            process = started(tmp_path, server)
            before = moments(tmp_path, server)[seen]
            until = time.monotonic() + 60
            while process.poll() is None and moments(tmp_path, server)[seen] == before:
                assert time.monotonic() < until
                time.sleep(0.005)
            time.sleep(later)
            if process.poll() is None:
                killed(process)
        for _ in range(2):
            assert started(tmp_path, server).wait(120) == 0
        alerts = [
            json.loads(line) for line in (tmp_path / "alerts.jsonl").read_bytes().splitlines()
        ]
        posted = Counter(json.loads(one)["id"] for one in server.posted)
    assert len(alerts) == PAGES
    assert len({alert["id"] for alert in alerts}) == PAGES
    assert {alert["url"].rpartition("/")[2] for alert in alerts} == {"0", "1", "2"}
    # One that was cut off while it was being posted is in the log, and not posted again.
    assert set(posted.values()) == {1}
    assert set(posted) <= {alert["id"] for alert in alerts}
    assert (tmp_path / "alerts.atom").read_bytes().count(b"<entry>") == PAGES
    with Corpus(tmp_path / "case.ondit") as corpus:
        assert sum(1 for _ in corpus.articles()) == PAGES
        assert not list(corpus.check())
