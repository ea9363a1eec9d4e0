"""What a corpus holds, as lists: hits, statements, voices, stories, sites, corrections, runs.

Each entry ends with the identifier by which ``ondit show`` shows the whole of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from rich.table import Table
from rich.text import Text

from ondit.model import (
    Article,
    Correction,
    Counts,
    Dispute,
    Edge,
    Failure,
    Finding,
    Flow,
    Hit,
    Kinship,
    Receipt,
    Run,
    Site,
    Statement,
    Story,
    TracedPage,
    Voice,
)
from ondit.views.branches import Branch, branches, how, indentation
from ondit.views.failures import sentence_of
from ondit.views.places import Places
from ondit.views.screen import Drawing, Screen, cut, indented
from ondit.views.what import language_name
from ondit.views.who import stance_of

_DIM = "dim"
_TAKEN = 3  # sources of a site that are named
_FAILED = 20  # failures that are named; the rest is counted
_MARKS = 4  # shared marks that are shown of two sites


def _about(article: Article, screen: Screen, *, key: str | None = None) -> Text:
    """Tell where and when an article was published, and what it goes by."""
    date = article.published
    parts: list[Text | str] = [
        screen.words(article.site or ""),
        language_name(article.language, screen) if article.language else "",
        screen.messages.day(date.value) if date is not None and date.trusted else "",
        Text(key or article.id),
    ]
    line = screen.joined(parts)
    line.stylize(_DIM)
    return line


def _headline(article: Article, screen: Screen) -> Text:
    return screen.words(article.headline or article.standfirst or article.name, "bold")


def _none(screen: Screen) -> Drawing:
    return [screen.say("case", "nothing", _DIM)]


# --------------------------------------------------------------------------------------------
# What was asked for


def found(hits: Sequence[Hit], pages: Mapping[str, TracedPage], screen: Screen) -> Drawing:
    """Draw where words stand."""
    drawn: Drawing = []
    for hit in hits:
        article = pages[hit.article].article
        drawn += [_headline(article, screen), _about(article, screen)]
        drawn += [*indented([_marked(hit, article, screen)]), Text()]
    return drawn or _none(screen)


def _marked(hit: Hit, article: Article, screen: Screen) -> Text:
    """Draw a snippet, the words that were searched for standing out."""
    words = article.blocks[hit.span.block].text[hit.span.start : hit.span.end]
    before, between, after = hit.snippet.partition(words)
    if not between:
        return screen.words(hit.snippet)
    return screen.words(before) + screen.words(between, "bold yellow") + screen.words(after)


def said(
    told: Sequence[tuple[str, Statement]], pages: Mapping[str, TracedPage], screen: Screen
) -> Drawing:
    """Draw statements: who, how, the words, and where they are reported."""
    drawn: Drawing = []
    for article, statement in told:
        page = pages[article]
        places = Places(page.article, screen)
        named = {speaker.id: speaker for speaker in page.speakers}
        speaker = named.get(statement.speaker or "")
        who = screen.words(speaker.name, "bold") if speaker else screen.say("who", "unknown")
        how = stance_of(statement, places, screen)
        how.plain = how.plain.replace("\n", " ")
        words = screen.quoted(screen.words(places.text(statement.content)))
        lines = [screen.joined([who, how]), words, _about(page.article, screen)]
        drawn += [lines[0], *indented(lines[1:]), Text()]
    return drawn or _none(screen)


def disputes(found: Sequence[Dispute], pages: Mapping[str, TracedPage], screen: Screen) -> Drawing:
    """Draw pairs of statements that deny one another, under why they are told."""
    drawn: Drawing = [screen.say("web", "disputes-note", _DIM), Text()] if found else []
    for one in found:
        sides = [
            (version.article, statement)
            for version in (one.one, one.other)
            for statement in pages[version.article].statements
            if statement.id == version.statement
        ]
        drawn += [screen.say("web", f"ground-{one.ground}", "cyan")]
        drawn += indented(said(sides, pages, screen))
    return drawn or _none(screen)


def voices(found: Sequence[Voice], screen: Screen) -> Drawing:
    """Draw speakers across pages."""
    drawn: Drawing = []
    for voice in found:
        parts = [
            screen.say("speaker_kind", voice.kind),
            screen.count("articles", len({one.article for one in voice.speakers})),
            Text(voice.id),
        ]
        line = screen.joined(parts)
        line.stylize(_DIM)
        drawn += [screen.words(voice.name, "bold"), *indented([line])]
        others = [name for name in voice.names if name != voice.name]
        if others:
            also = screen.joined([screen.words(one) for one in others], between=", ")
            drawn += indented([screen.say("case", "also-called", names=also)])
        if any(one.why == "correction" for one in voice.speakers):
            drawn += indented([screen.say("case", "corrected", "yellow")])
        drawn.append(Text())
    return drawn or _none(screen)


# --------------------------------------------------------------------------------------------
# Stories


def stories(found: Sequence[Story], firsts: Mapping[str, Article], screen: Screen) -> Drawing:
    """Draw families of articles, each by its earliest."""
    drawn: Drawing = []
    for story in found:
        first = firsts[story.id]
        many = screen.count("articles", len(story.articles))
        about = screen.joined([many, _about(first, screen, key=story.id)])
        drawn += [_headline(first, screen), *indented([about])]
        drawn.append(Text())
    return drawn or _none(screen)


def story(story: Story, articles: Sequence[Article], screen: Screen) -> Drawing:
    """Draw one family as a tree: every article under the one that it most likely came from."""
    known = {article.id: article for article in articles}
    drawn: Drawing = []
    for branch in branches(story):
        drawn += _branch(branch, known[branch.name], screen)
    if story.also:
        drawn += [Text(), screen.say("case", "beside")]
        drawn += indented([_link(edge, known, screen) for edge in story.also])
    return drawn


def _branch(branch: Branch, article: Article, screen: Screen) -> Iterator[Text]:
    indent = indentation(branch)
    about = [_about(article, screen)]
    if branch.edge is not None:
        about.insert(0, how(branch.edge, screen))
    yield Text(indent) + _headline(article, screen)
    yield Text(" " * len(indent)) + screen.joined(about)


def _link(edge: Edge, known: Mapping[str, Article], screen: Screen) -> Text:
    child, parent = known.get(edge.child), known.get(edge.parent or "")
    names = [_headline(one, screen) for one in (child, parent) if one is not None]
    return screen.joined([screen.joined(names, between=" ← "), how(edge, screen)])


# --------------------------------------------------------------------------------------------
# Sites


def _table(screen: Screen, *columns: str) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style=_DIM, expand=True, pad_edge=False)
    for key in columns:
        table.add_column(screen.say("case", key), overflow="fold")
    return table


def sites(found: Sequence[Site], screen: Screen) -> Drawing:
    """Draw sites: how many articles, how many of them derived, and from whom."""
    if not found:
        return _none(screen)
    table = _table(screen, "site", "pages", "derived", "sources")
    for site in found:
        sources = [_source(flow, screen) for flow in site.sources if flow.articles][:_TAKEN]
        table.add_row(
            screen.words(site.name, "bold"),
            Text(screen.messages.number(site.articles)),
            Text(screen.messages.number(site.derived)),
            screen.joined(sources, between="\n"),
        )
    return [table]


def _source(flow: Flow, screen: Screen) -> Text:
    """Say what a site takes from another: how much, how soon, with what credit."""
    number = screen.messages.number
    lag = flow.lag or 0.0
    told = screen.count(*_length(abs(lag)))
    return screen.say(
        "case",
        "flow",
        source=screen.words(flow.source),
        articles=number(flow.articles),
        credited=number(flow.credited),
        later=None if flow.lag is None or lag < 0 else told,
        earlier=told if lag < 0 else None,
    )


def _length(seconds: float) -> tuple[str, int]:
    """Give a length of time in the largest unit that it fills."""
    units = (("days", 86400), ("hours", 3600), ("minutes", 60), ("seconds", 1))
    unit, size = next((one for one in units if seconds >= one[1]), units[-1])
    return unit, round(seconds / size)


def kinships(found: Sequence[Kinship], screen: Screen) -> Drawing:
    """Draw pairs of sites with the rare traits they share: a sign, no proof."""
    if not found:
        return _none(screen)
    drawn: Drawing = [screen.say("case", "kinship-means", _DIM), Text()]
    for pair in found:
        names = screen.joined(
            [screen.words(pair.one, "bold"), screen.words(pair.other, "bold")], between=" — "
        )
        drawn.append(screen.joined([names, screen.say("strength", pair.strength)]))
        marks = [
            screen.say(
                "case",
                "shared-mark",
                kind=Text(mark.kind),
                value=screen.words(cut(mark.value, screen.width // 2)),
                sites=screen.messages.number(mark.sites),
            )
            for mark in pair.marks[:_MARKS]
        ]
        drawn += [*indented(marks), Text()]
    return drawn


# --------------------------------------------------------------------------------------------
# The corpus itself


def added(run: Run, counts: Counts, store: str, screen: Screen) -> Drawing:
    """Say what a run added, and what there is now."""
    number = screen.messages.number
    said = screen.say(
        "case",
        "added",
        read=screen.count("read", run.read),
        added=number(run.added),
        known=number(run.read - run.added - run.failed),
        failed=number(run.failed),
    )
    return [said, _held(counts, screen), screen.command("ondit", "stories", store)]


def _held(counts: Counts, screen: Screen) -> Text:
    parts = [
        screen.count("articles", counts.articles),
        screen.count("statements", counts.statements),
        screen.count("speakers", counts.voices),
        screen.count("relations", counts.derivations),
        screen.count("stories", counts.stories),
    ]
    if counts.corrections:
        parts.append(screen.count("corrections", counts.corrections))
    return screen.joined(parts)


def overview(
    counts: Counts, runs: Sequence[Run], failed: Sequence[Failure], screen: Screen
) -> Drawing:
    """Draw what a corpus holds, when it came and what could not be read."""
    drawn: Drawing = [_held(counts, screen)]
    for run in runs:
        ended = screen.say("case", "run" if run.ended else "run-cut-off", **_run(run, screen))
        drawn.append(ended)
    if failed:
        drawn += [Text(), screen.count("failures", len(failed))]
        rows = [screen.words(sentence_of(one, screen.messages)) for one in failed[:_FAILED]]
        drawn += indented(rows)
        if len(failed) > _FAILED:
            drawn += indented([screen.count("more", len(failed) - _FAILED)])
    return drawn


def _run(run: Run, screen: Screen) -> dict[str, Text | str]:
    return {
        "day": screen.messages.day(run.started),
        "read": screen.count("read", run.read),
        "added": screen.messages.number(run.added),
        "failed": screen.messages.number(run.failed),
    }


def receipts(found: Sequence[Receipt], screen: Screen) -> Drawing:
    """Draw where the bytes of an article were seen, with their hash."""
    drawn: Drawing = [screen.say("case", "receipts", "bold cyan")]
    for one in found:
        line = screen.say(
            "case",
            "receipt",
            name=screen.words(one.url or one.name),
            size=screen.messages.number(one.size),
            day=screen.messages.day(one.fetched or one.added),
        )
        drawn += indented([line, Text(f"sha256 {one.sha256}", style=_DIM)])
    return drawn


def corrections(found: Sequence[Correction], held: Collection[str], screen: Screen) -> Drawing:
    """Draw corrections; those no longer in force are dim."""
    drawn: Drawing = []
    for one in found:
        style = "" if one.id in held or one.kind == "undo" else _DIM
        about = [one.article or "", one.other or "", one.statement or "", one.undoes or ""]
        names = [*about, *one.voices, *(part for pair in one.speakers for part in pair)]
        value = screen.quoted(cut(one.value, screen.width // 2)) if one.value else ""
        line = screen.joined(
            [
                Text(one.id),
                screen.say("correction", one.kind),
                " ".join(filter(None, names)),
                value,
                screen.words(one.by),
                screen.words(one.note),
                screen.messages.day(one.at),
                "" if style == "" else screen.say("case", "undone"),
            ]
        )
        line.stylize(style)
        drawn.append(line)
    return drawn or _none(screen)


def findings(found: Sequence[Finding], screen: Screen) -> Drawing:
    """Draw what is not as it must be in a store."""
    if not found:
        return [screen.say("case", "whole")]
    return [
        screen.joined(
            [
                screen.say("finding", one.kind, "yellow"),
                Text(one.article or ""),
                screen.words(one.detail),
            ]
        )
        for one in found
    ]
