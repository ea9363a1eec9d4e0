"""A page for reading: its blocks with every statement underlined, and the cards beside them.

Each block is a row: its number and what is wrong with it in the margin, its text, and a card for
each statement that begins in it. So a card stands beside its words without a script, and prints.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup
from msgspec import Struct

from ondit.model import Block, Evidence, Span, Speaker, Statement, TracedPage
from ondit.views.places import Places
from ondit.views.screen import clean
from ondit.views.who import called_here, stance_of
from ondit.web.marked import Mark, marked
from ondit.web.sheet import Links
from ondit.web.speakers import NOBODY, Sign, signs
from ondit.web.words import Words, html

_TITLE: dict[str, str] = {"headline": "h2", "subhead": "h3", "kicker": "p"}
"""Elements of blocks that are no plain paragraph."""
_DEEPEST = 3
"""Underlines that can stand below one another; those nested deeper share the last place."""


class Card(Struct, frozen=True, kw_only=True):
    """One statement, beside the words that make it."""

    anchor: str
    mark: str
    """The anchor of its first words in the text."""
    group: str
    sign: Sign
    speaker: Markup
    role: str
    called: str
    """What the page calls the speaker here, where that is another name."""
    stance: Markup
    words: str
    told_by: str
    """The initials of the speaker in whose words it is told."""
    open_end: bool
    phrase: bool


class Row(Struct, frozen=True, kw_only=True):
    """One block."""

    number: str
    role: str
    element: str
    text: Markup
    embed: Markup
    notes: tuple[Markup, ...]
    """Damage and residue, for the margin."""
    cards: tuple[Card, ...]


class Reading:
    """One traced page, ready to be drawn."""

    def __init__(self, page: TracedPage, words: Words, links: Links) -> None:
        self.page = page
        self.words = words
        self.links = links
        self.places = Places(page.article, words.screen)
        self.signs = signs(page.statements, page.speakers)
        self.speakers: dict[str | None, Speaker] = {one.id: one for one in page.speakers}
        self._short = page.article.id[:6]
        self._numbers = {one.id: at for at, one in enumerate(page.statements, start=1)}
        self._introduced: set[str] = set()

    def rows(self) -> list[Row]:
        """Give every block of the article."""
        begins: dict[int, list[Statement]] = {}
        for statement in sorted(self.page.statements, key=lambda one: one.content[:1]):
            if statement.content:
                begins.setdefault(statement.content[0].block, []).append(statement)
        marks: dict[int, list[Mark]] = {}
        for block, mark in (*self._statement_marks(), *self._evidence_marks()):
            marks.setdefault(block, []).append(mark)
        return [
            self._row(at, block, marks.get(at, []), begins.get(at, []))
            for at, block in enumerate(self.page.article.blocks)
            if not self._above(at, block, marks)
        ]

    def _above(self, at: int, block: Block, marks: Mapping[int, Sequence[Mark]]) -> bool:
        """Tell whether the block is the headline that already stands above the text."""
        same = block.role == "headline" and block.text == self.page.article.headline
        return same and at not in marks

    def legend(self) -> list[tuple[Sign, str, int]]:
        """Give the speakers with their sign and their number of statements, the most first."""
        counts = {one.id: 0 for one in self.page.speakers}
        for statement in self.page.statements:
            if statement.speaker in counts:
                counts[statement.speaker] += 1
        return [
            (self.signs[key], clean(self.speakers[key].name), counts[key])
            for key in sorted(counts, key=lambda key: -counts[key])
            if counts[key]
        ]

    def _row(
        self, at: int, block: Block, marks: Sequence[Mark], begins: Sequence[Statement]
    ) -> Row:
        element = _TITLE.get(block.role, "p")
        return Row(
            number=self.places.label(at),
            role=block.role,
            element=element,
            text=marked(block.text, marks),
            embed=self._embed(block),
            notes=tuple(self._notes(at)),
            cards=tuple(self._card(statement) for statement in begins),
        )

    def _embed(self, block: Block) -> Markup:
        """Describe what was embedded; it is never loaded."""
        if block.embed is None:
            return Markup("")
        embed = block.embed
        where = embed.url or embed.key
        return self.words.say(
            "embed" if where else "embed-lost",
            provider=clean(embed.provider),
            where=clean(where) if where else None,
        )

    def _card(self, statement: Statement) -> Card:
        speaker = self.speakers.get(statement.speaker)
        role = ""
        if speaker is not None and speaker.id not in self._introduced:
            self._introduced.add(speaker.id)
            role = speaker.role or (
                ""
                if speaker.kind == "person"
                else self.words.messages.say("speaker_kind", speaker.kind)
            )
        number = self._numbers[statement.id]
        outer = next((one for one in self.page.statements if one.id == statement.within), None)
        return Card(
            anchor=self._anchor("card", number),
            mark=self._anchor("said", number),
            group=self._anchor("s", number),
            sign=self._sign(statement),
            speaker=self._speaker(statement, speaker),
            role=clean(role),
            called=clean(called_here(statement, speaker, self.places)) if speaker else "",
            stance=self._stance(statement),
            words=clean(self.places.text(statement.content)),
            told_by=self._sign(outer).initials if outer else "",
            open_end=statement.left_open,
            phrase=not statement.core and statement.form != "indirect",
        )

    def _stance(self, statement: Statement) -> Markup:
        """Give stance, form and cue on one line."""
        lines = stance_of(statement, self.places, self.words.screen).split("\n")
        return Markup(" · ").join(html(line) for line in lines)

    def _sign(self, statement: Statement) -> Sign:
        return self.signs.get(statement.speaker or "", NOBODY)

    def _anchor(self, kind: str, number: int) -> str:
        return f"{kind}-{self._short}-{number}"

    def _speaker(self, statement: Statement, speaker: Speaker | None) -> Markup:
        if speaker is not None:
            return Markup("<b>{}</b>").format(clean(speaker.name))
        source = self.places.text(statement.source)
        quoted = self.words.screen.quoted(source) if source else None
        return self.words.of("who", "unknown", words=quoted)

    def _statement_marks(self) -> Iterator[tuple[int, Mark]]:
        depth = {one.id: self._depth(one) for one in self.page.statements}
        for statement in self.page.statements:
            sign, number = self._sign(statement), self._numbers[statement.id]
            group = self._anchor("s", number)
            deep = min(depth[statement.id], _DEEPEST)
            for at, span in enumerate(statement.content):
                first, last = at == 0, at == len(statement.content) - 1
                yield (
                    span.block,
                    Mark(
                        start=span.start,
                        end=span.end,
                        classes=f"said {sign.classes} deep-{deep}",
                        group=group,
                        anchor=self._anchor("said", number) if first else "",
                        before=self._badge(statement, sign) if first else Markup(""),
                        after=self._end(statement) if last else Markup(""),
                    ),
                )
            for span in statement.cue:
                yield (
                    span.block,
                    Mark(start=span.start, end=span.end, element="em", classes="cue", group=group),
                )

    def _depth(self, statement: Statement) -> int:
        outer = {one.id: one.within for one in self.page.statements}
        seen, inner = {statement.id}, statement.within
        while inner in outer and inner not in seen:
            seen.add(inner)
            inner = outer[inner]
        return len(seen) - 1

    def _badge(self, statement: Statement, sign: Sign) -> Markup:
        """Give the initials before a statement: seen, and said to who cannot see."""
        speaker = self.speakers.get(statement.speaker)
        label = self.words.say(
            "statement-begins",
            speaker=clean(speaker.name) if speaker else self.words.messages.say("web", "nobody"),
            stance=self.words.messages.say("stance", statement.stance),
        )
        return Markup('<a class="badge {}" href="#{}" aria-label="{}" data-sign="{}"></a>').format(
            sign.classes,
            self._anchor("card", self._numbers[statement.id]),
            label,
            sign.initials,
        )

    def _end(self, statement: Statement) -> Markup:
        speaker = self.speakers.get(statement.speaker)
        name = clean(speaker.name) if speaker else self.words.messages.say("web", "nobody")
        said = self.words.say("statement-ends", speaker=name)
        return Markup('<span class="unseen"> {} </span>').format(said)

    def _evidence_marks(self) -> Iterator[tuple[int, Mark]]:
        for _, span in self._spans():
            yield (
                span.block,
                Mark(start=span.start, end=span.end, element="span", classes="residue"),
            )
        for damage in self.page.article.damage:
            if damage.span:
                yield (
                    damage.span.block,
                    Mark(
                        start=damage.span.start,
                        end=damage.span.end,
                        element="span",
                        classes="damage",
                    ),
                )

    def _spans(self) -> Iterator[tuple[Evidence, Span]]:
        for evidence in self.page.origin.evidence:
            for span in evidence.spans:
                if not self.places.whole(span):
                    yield evidence, span

    def _notes(self, at: int) -> Iterator[Markup]:
        kinds = dict.fromkeys(one.kind for one, span in self._spans() if span.block == at)
        for kind in kinds:
            yield self.words.of("reasons_for", kind)
        damages = dict.fromkeys(
            one.kind for one in self.page.article.damage if one.span and one.span.block == at
        )
        for damage in damages:
            yield self.words.say(damage)
