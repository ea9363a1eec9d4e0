"""A watch: what is new is fetched once, what rules ask for is told once, over restarts too."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import feedparser
import pytest

from ondit import cli
from ondit.corpus import Corpus
from ondit.engine.inline import Inline
from ondit.errors import BadRules, BadState
from ondit.sources.online import fetch
from ondit.sources.online.fetch import Limits
from ondit.watch import rules
from ondit.watch.deliver import Delivery
from ondit.watch.match import Alert
from ondit.watch.rules import Channels, Rules
from ondit.watch.state import State
from ondit.watch.visits import Visits
from ondit.watch.watching import Round, Watch
from servers import Reply, Server, Waiting, fetcher, serving

RULES = """
[[rule]]
name = "RT en français"
when = ["translation", "copy"]
from = ["rt"]
languages = ["fr"]
"""
CREDIT = """
[[rule]]
name = "credit"
when = ["credit"]
from = ["reuters.com"]
sites = ["*.example"]
"""
FEED = "http://www.blog.example/rss"
RT = "http://www.rt.com/rss"


def feed(*urls: str) -> Reply:
    items = "".join(f"<item><link>{url}</link><guid>{url}</guid></item>" for url in urls)
    body = f"<rss version='2.0'><channel><title>x</title>{items}</channel></rss>"
    return Reply(body=body.encode(), headers={"Content-Type": "application/rss+xml"})


@pytest.fixture
def server(examples: Path) -> Iterator[Server]:
    """RT publishes an agency's text; a blog translates it, another page of it is its own."""
    original = (examples / "agency.html").read_bytes().replace(b"northwire.example", b"rt.com")
    blog = (examples / "blogue.html").read_bytes().replace(b"Northwire", b"Reuters")
    routes: dict[str, Any] = {
        "www.rt.com/rss": feed("http://www.rt.com/news/1"),
        "www.rt.com/news/1": Reply(body=original),
        "www.blog.example/rss": feed("http://www.blog.example/a", "http://www.blog.example/b"),
        "www.blog.example/a": Reply(body=blog),
        "www.blog.example/b": Reply(body=(examples / "journal.html").read_bytes()),
    }
    with serving(routes) as served:
        yield served


class Desk:
    """Everything that a watch needs, in a folder."""

    def __init__(self, folder: Path, server: Server, written: str = RULES) -> None:
        self.folder, self.server = folder, server
        self.rules = folder / "rules.toml"
        self.rules.write_text(written, encoding="utf-8")
        self.waiting = Waiting()
        self.rounds: list[Round] = []

    def watch(
        self,
        *feeds: str,
        channels: Channels | None = None,
        deliver: Callable[[Delivery], Any] | None = None,
    ) -> Watch:
        read = rules.read(self.rules.read_bytes(), path="rules.toml")
        state = State(self.folder / "case.ondit-watch")
        enter = self.server.closing.enter_context
        asking = enter(fetcher(self.server, clock=self.waiting.clock))
        visits = Visits(
            list(feeds),
            every=900.0,
            own={},
            state=state,
            fetcher=asking,
            now=lambda: self.waiting.clock.now().timestamp(),
        )
        delivery = Delivery(
            channels or read.alerts,
            rules=self.rules,
            state=state,
            fetcher=asking,
            title="Alerts",
            said=lambda alert: f"{alert.occasion}: {alert.url}",
        )
        if deliver is not None:
            delivery.deliver = lambda: deliver(delivery)  # type: ignore[method-assign]
        return Watch(
            enter(Corpus(self.folder / "case.ondit")),
            read.rule,
            visits=visits,
            delivery=delivery,
            state=state,
            clock=self.waiting.clock,
            seen=self.rounds.append,
            engine=Inline(),
        )

    def alerts(self) -> list[Alert]:
        return [alert for one in self.rounds for alert in one.alerts]


# --------------------------------------------------------------------------------------------
# Rules


def test_rules_are_read_with_their_channels() -> None:
    written = RULES + '[alerts]\natom = "a.atom"\ncommand = ["x"]\n[feeds]\nevery = "2h"\n'
    read = rules.read(written.encode(), path="x")
    assert read.rule[0].comes_from("rt.com")
    assert read.rule[0].comes_from("swentr.site")
    assert not read.rule[0].comes_from("sport.com")
    assert read.rule[0].appears_on("blog.example", "fr")
    assert not read.rule[0].appears_on("blog.example", "en")
    assert read.alerts.atom == "a.atom"
    assert rules.seconds(read.feeds.every, path="x") == 7200


def test_sites_may_be_patterns() -> None:
    rule = rules.read(RULES.replace('"rt"', '"sputnik*", "*.rt.com"').encode(), path="x").rule[0]
    assert rule.comes_from("sputniknews.africa")
    assert rule.comes_from("fr.rt.com")
    assert not rule.comes_from("rt.com")
    assert not rule.comes_from(None)


@pytest.mark.parametrize(
    "written",
    [
        "[[rule]]",
        '[[rule]]\nname = "x"\nwhen = ["translates"]',
        '[[rule]]\nname = "x"\nwhen = ["copy"]\nform = ["rt"]',
        RULES + RULES,
        RULES + '[feeds]\nevery = "soon"',
        RULES + '[feeds.own]\n"http://a.example/" = "1w"',
        "not toml",
        "\ufffe",
    ],
)
def test_rules_that_cannot_be_understood(written: str) -> None:
    with pytest.raises(BadRules):
        rules.read(written.encode(), path="x")


def test_rules_may_be_empty() -> None:
    assert rules.read(b"", path="x") == Rules()


# --------------------------------------------------------------------------------------------
# Once


@pytest.mark.parametrize("feeds", [(RT, FEED), (FEED, RT)])
def test_a_translation_is_told_once_whichever_page_came_first(
    tmp_path: Path, server: Server, feeds: tuple[str, str]
) -> None:
    desk = Desk(tmp_path, server)
    for _ in range(3):  # each time a new watch, with the memory of the one before
        desk.watch(*feeds).once()
    (alert,) = desk.alerts()
    assert (alert.rule, alert.occasion) == ("RT en français", "translation")
    assert (alert.url, alert.language) == ("http://www.blog.example/a", "fr")
    assert (alert.other_url, alert.other_site) == ("http://www.rt.com/news/1", "rt.com")
    assert alert.directed
    assert alert.covered is not None
    assert alert.covered > 0.8
    assert sum(one.added for one in desk.rounds) == 3
    assert server.paths().count("/a") == 1


def test_what_the_rule_does_not_ask_for_is_not_told(tmp_path: Path, server: Server) -> None:
    desk = Desk(tmp_path, server, RULES.replace('"fr"', '"de"'))
    desk.watch(RT, FEED).once()
    assert sum(one.added for one in desk.rounds) == 3
    assert desk.alerts() == []


def test_a_credit_is_told_from_the_page_alone(tmp_path: Path, server: Server) -> None:
    desk = Desk(tmp_path, server, CREDIT)
    desk.watch(FEED).once()
    (alert,) = desk.alerts()
    assert (alert.occasion, alert.outlets) == ("credit", ("reuters",))
    assert "agency-mark" in alert.evidence


# --------------------------------------------------------------------------------------------
# Channels


def test_alerts_stand_in_the_log_and_in_a_feed_once(tmp_path: Path, server: Server) -> None:
    desk = Desk(tmp_path, server, RULES + '[alerts]\natom = "a.atom"\njsonl = "log/a.jsonl"')
    for _ in range(2):
        desk.watch(RT, FEED).once()
    (line,) = (tmp_path / "log" / "a.jsonl").read_bytes().splitlines()
    (alert,) = desk.alerts()
    assert json.loads(line)["id"] == alert.id
    parsed = feedparser.parse((tmp_path / "a.atom").read_bytes())
    assert not parsed.bozo
    (entry,) = parsed.entries
    assert entry.link == "http://www.blog.example/a"
    assert entry.summary == "translation: http://www.blog.example/a"
    assert entry.id.endswith(alert.id)


def test_a_log_that_was_cut_is_mended_and_nothing_is_told_twice(
    tmp_path: Path, server: Server
) -> None:
    desk = Desk(tmp_path, server, RULES + '[alerts]\njsonl = "a.jsonl"')
    log = tmp_path / "a.jsonl"
    log.write_bytes(b'{"id":"cut')
    desk.watch(RT, FEED).once()
    assert json.loads(log.read_bytes().splitlines()[1])["url"] == "http://www.blog.example/a"
    desk.watch(RT, FEED).once()
    assert len(log.read_bytes().splitlines()) == 2


def test_a_web_address_gets_each_alert_once_and_again_if_it_failed(
    tmp_path: Path, server: Server
) -> None:
    replies = iter([Reply(status=500), Reply(status=204), Reply(status=204)])
    server.routes["hooks.example/x"] = lambda _: next(replies)
    desk = Desk(tmp_path, server, RULES + '[alerts]\nwebhook = "http://hooks.example/x"')
    desk.watch(RT, FEED).once()
    (alert,) = desk.alerts()
    for _ in range(3):
        desk.watch(RT, FEED).once()
    posted = [json.loads(body)["id"] for body in server.posted]
    assert posted == [alert.id, alert.id]  # the second after the failure
    keys = [one.headers["idempotency-key"] for one in server.asked if one.path == "/x"]
    assert keys == [alert.id, alert.id]


def test_a_command_gets_the_alert_on_its_input(tmp_path: Path, server: Server) -> None:
    target = tmp_path / "got"
    code = f"import sys; open({str(target)!r}, 'a').write(sys.stdin.read() + '\\n')"
    channels = Channels(command=(sys.executable, "-c", code))
    desk = Desk(tmp_path, server)
    for _ in range(2):
        desk.watch(RT, FEED, channels=channels).once()
    (line,) = target.read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["rule"] == "RT en français"


# --------------------------------------------------------------------------------------------
# Killed


class Killed(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("at", [1, 2, 3])
def test_a_watch_that_is_killed_tells_everything_once(
    tmp_path: Path, server: Server, at: int
) -> None:
    desk = Desk(tmp_path, server, RULES + '[alerts]\njsonl = "a.jsonl"')
    count = iter(range(1, 99))

    def deliver(delivery: Delivery) -> None:
        if next(count) == at:
            raise Killed
        Delivery.deliver(delivery)

    with pytest.raises(Killed):
        desk.watch(RT, FEED, deliver=deliver).once()
    desk.watch(RT, FEED).once()
    desk.watch(RT, FEED).once()
    assert len((tmp_path / "a.jsonl").read_bytes().splitlines()) == 1
    with Corpus(tmp_path / "case.ondit") as corpus:
        assert sum(1 for _ in corpus.articles()) == 3


def test_a_delivery_that_was_cut_in_its_midst_is_not_begun_anew(
    tmp_path: Path, server: Server
) -> None:
    during: list[dict[str, dict[str, str]]] = []

    def answer(_: Any) -> Reply:
        during.append(State(tmp_path / "case.ondit-watch").memory.told)  # what a crash would leave
        return Reply(status=204)

    server.routes["hooks.example/x"] = answer
    written = RULES + '[alerts]\nwebhook = "http://hooks.example/x"\njsonl = "a.jsonl"'
    desk = Desk(tmp_path, server, written)
    desk.watch(RT, FEED).once()
    state = State(tmp_path / "case.ondit-watch")
    ((key, channels),) = state.memory.told.items()
    assert during == [{key: {"webhook": "begun"}}]
    assert channels == {"webhook": "done"}
    state.memory.told[key] = {"webhook": "begun"}
    state.save()
    desk.watch(RT, FEED).once()
    assert len(server.posted) == 1
    assert len((tmp_path / "a.jsonl").read_bytes().splitlines()) == 1


def test_a_memory_that_cannot_be_read_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "case.ondit-watch"
    path.write_bytes(b"junk")
    with pytest.raises(BadState):
        State(path)
    assert path.read_bytes() == b"junk"


# --------------------------------------------------------------------------------------------
# Visits


def test_what_did_not_change_is_not_read_again(tmp_path: Path, server: Server) -> None:
    listed = feed("http://www.blog.example/b")
    listed.headers = {**listed.headers, "ETag": '"1"'}

    def answer(handler: Any) -> Reply:
        known = handler.headers.get("If-None-Match") == '"1"'
        return Reply(status=304) if known else listed

    server.routes["www.blog.example/rss"] = answer
    desk = Desk(tmp_path, server)
    for _ in range(2):
        desk.watch(FEED).once()
    conditional = [one.headers.get("if-none-match") for one in server.asked if one.path == "/rss"]
    assert conditional == [None, '"1"']


def test_a_page_that_fails_is_asked_for_twice_more(tmp_path: Path, server: Server) -> None:
    server.routes["www.blog.example/rss"] = feed("http://www.blog.example/none")
    desk = Desk(tmp_path, server)
    for _ in range(5):
        desk.watch(FEED).once()
    assert server.paths().count("/none") == 3
    assert [len(one.visit.failures) for one in desk.rounds] == [0, 0, 1, 0, 0]


def test_a_page_that_comes_late_is_read(tmp_path: Path, server: Server) -> None:
    desk = Desk(tmp_path, server)
    page = server.routes.pop("www.blog.example/a")
    desk.watch(RT, FEED).once()
    server.routes["www.blog.example/a"] = page
    desk.watch(RT, FEED).once()
    assert len(desk.alerts()) == 1


def test_a_feed_that_fails_is_visited_less_often(tmp_path: Path, server: Server) -> None:
    server.routes["www.blog.example/rss"] = Reply(status=404)
    desk = Desk(tmp_path, server)
    pauses: list[float] = []

    def sleep(seconds: float) -> None:
        if seconds > 60:
            pauses.append(seconds)
        desk.waiting.slept.append(seconds)
        if len(pauses) > 12:
            raise Killed

    desk.waiting.clock = type(desk.waiting.clock)(
        now=desk.waiting.clock.now, elapsed=desk.waiting.clock.elapsed, sleep=sleep
    )
    with pytest.raises(Killed):
        desk.watch(FEED).run()
    failed = [one for one in desk.rounds if one.visit.failures]
    assert len(failed) == len(desk.rounds)
    assert 3 <= len(desk.rounds) <= 8  # of thirteen hours or so: after 15, 30, 60… minutes
    assert pauses[0] == pytest.approx(1800, rel=0.11)


def test_feeds_come_due_at_their_interval_and_not_all_at_once(
    tmp_path: Path, server: Server
) -> None:
    desk = Desk(tmp_path, server)
    urls = [f"http://www.blog.example/rss?{n}" for n in range(20)]
    desk.watch(*urls).once()
    state = State(tmp_path / "case.ondit-watch")
    due = [state.feed(url).due for url in urls]
    now = desk.waiting.clock.now().timestamp()
    assert all(600 < moment - now < 1000 for moment in due)
    assert len({round(moment) for moment in due}) > 10


def test_a_store_that_another_writes_is_waited_for(
    tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ondit.store.lock import Lock

    desk = Desk(tmp_path, server)
    lock = Lock(tmp_path / "case.ondit")
    lock.take(0)
    watch = desk.watch(RT, FEED)
    watch._corpus._wait = 0.1
    watch.once()
    assert {one.error for round_ in desk.rounds for one in round_.visit.failures} == {"StoreBusy"}
    lock.leave()
    desk.watch(RT, FEED).once()
    assert len(desk.alerts()) == 1


# --------------------------------------------------------------------------------------------
# The command


@pytest.mark.parametrize("code", ["en", "fr"])
def test_the_command_visits_once(
    tmp_path: Path,
    server: Server,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    code: str,
) -> None:
    quick = Limits(pause=0.001)
    monkeypatch.setattr(fetch, "Limits", lambda: quick)
    monkeypatch.setattr("ondit.sources.online.guard.is_public", bool)
    defaults = {**(fetch.Fetcher.__init__.__kwdefaults__ or {}), "resolve": server.resolve}
    monkeypatch.setattr(fetch.Fetcher.__init__, "__kwdefaults__", defaults)
    (tmp_path / "rules.toml").write_text(RULES + '[alerts]\natom = "a.atom"', encoding="utf-8")
    opml = f'<opml><body><outline xmlUrl="{RT}"/><outline xmlUrl="{FEED}"/></body></opml>'
    (tmp_path / "feeds.opml").write_text(opml)
    arguments = ["watch", str(tmp_path / "feeds.opml"), "--rules", str(tmp_path / "rules.toml")]
    arguments += ["--store", str(tmp_path / "case.ondit"), "--once", "--yes", "--lang-ui", code]
    assert cli.run(arguments) == cli.DONE
    shown = capsys.readouterr()
    (alert,) = map(json.loads, shown.out.splitlines())
    assert alert["occasion"] == "translation"
    assert "www.rt.com, www.blog.example" in shown.err
    said = {"en": "reads as a translation of", "fr": "se lit comme une traduction de"}[code]
    assert said in feedparser.parse((tmp_path / "a.atom").read_bytes()).entries[0].summary
    assert cli.run(arguments) == cli.DONE
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("missing", ["--rules", "--store"])
def test_the_command_says_what_is_missing(
    missing: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    arguments = ["watch", FEED, "--rules", "r.toml", "--store", "s.ondit"]
    at = arguments.index(missing)
    assert cli.run(arguments[:at] + arguments[at + 2 :]) == cli.MISUSED
    assert missing in capsys.readouterr().err


def test_rules_in_error_are_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "rules.toml"
    path.write_text('[[rule]]\nname = "x"\nwhen = ["translates"]')
    arguments = ["watch", FEED, "--rules", str(path), "--store", str(tmp_path / "s.ondit")]
    assert cli.run(arguments) == cli.FAILED
    assert "translates" in capsys.readouterr().err
