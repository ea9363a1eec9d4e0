"""One speaker across pages and languages, with the reason for each page.

A voice is all speakers of one key (:mod:`ondit.across.keys`), after what users decided
(:class:`ondit.model.Correction`). Nothing depends on the order in which pages come: pages are put
in order of their trusted dates. For a store, :class:`Placing` says to which voice a speaker
belongs, and :func:`voice` makes the record of all who belong to one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from ondit.across.keys import key
from ondit.model import Article, Correction, Speaker, SpeakerKind, TracedPage, Voice, Voiced
from ondit.text import digest, fold

Member = tuple[Article, Speaker]
"""A speaker and the page in which they speak."""


class Placing:
    """To which voice each speaker belongs, corrections counted."""

    def __init__(self, corrections: Sequence[Correction] = ()) -> None:
        self._parted: dict[tuple[str, str], str] = {}
        self._joined: dict[str, str] = {}
        for correction in corrections:
            if correction.kind == "part":
                own = digest("voice", "part", *(p for pair in correction.speakers for p in pair))
                self._parted.update(dict.fromkeys(correction.speakers, own))
            elif correction.kind == "join":
                self._join(correction.voices)

    def _join(self, voices: Sequence[str]) -> None:
        found = [self.stands_for(voice) for voice in voices]
        if found:
            least = min(found)
            self._joined.update((voice, least) for voice in found if voice != least)

    def stands_for(self, voice: str) -> str:
        """Give the voice that ``voice`` has been joined to, or itself."""
        while voice in self._joined:
            voice = self._joined[voice]
        return voice

    def voice(self, article: Article, speaker: Speaker) -> str:
        """Give the identifier of the voice of ``speaker``, who speaks in ``article``."""
        return self._placed(article, speaker)[0]

    def is_corrected(self, article: Article, speaker: Speaker) -> bool:
        """Tell whether a correction put ``speaker`` where they are."""
        return self._placed(article, speaker)[1]

    def _placed(self, article: Article, speaker: Speaker) -> tuple[str, bool]:
        parted = self._parted.get((article.id, speaker.id))
        own = parted if parted is not None else key(article, speaker).voice
        found = self.stands_for(own)
        return found, parted is not None or found != own


def voices(
    pages: Iterable[TracedPage], corrections: Sequence[Correction] = ()
) -> tuple[Voice, ...]:
    """Give the voices of ``pages``, those of most pages first."""
    placing = Placing(corrections)
    members: dict[str, list[Member]] = {}
    for page in {page.article.id: page for page in pages}.values():
        for speaker in page.speakers:
            members.setdefault(placing.voice(page.article, speaker), []).append(
                (page.article, speaker)
            )
    found = [voice(own, group, placing) for own, group in members.items()]
    return tuple(sorted(found, key=lambda each: (-_pages(each), fold(each.name), each.id)))


def voice(own: str, members: Sequence[Member], placing: Placing) -> Voice:
    """Make the record of the voice ``own`` from all its ``members``."""
    ordered = sorted(members, key=lambda member: (*when(member[0]), member[1].id))
    names = Counter(speaker.name for _, speaker in ordered)
    kinds: Counter[SpeakerKind] = Counter(speaker.kind for _, speaker in ordered)
    chosen = called(names)
    return Voice(
        id=own,
        name=chosen,
        kind=mostly(kinds),
        entity=next((speaker.entity for _, speaker in ordered if speaker.entity), None),
        names=tuple(names),
        speakers=tuple(
            Voiced(
                article=article.id,
                speaker=speaker.id,
                why=_why(article, speaker, chosen, placing),
            )
            for article, speaker in ordered
        ),
    )


def called(names: Counter[str]) -> str:
    """Choose among the full forms of a name. Those alike but for case and accents vote together."""
    votes: Counter[str] = Counter()
    for name, count in names.items():
        votes[fold(name)] += count
    return min(names, key=lambda n: (-votes[fold(n)], -len(n.split()), -names[n], -len(n), n))


def mostly(kinds: Counter[SpeakerKind]) -> SpeakerKind:
    """Choose among the kinds that pages give one speaker."""
    return min(kinds, key=lambda kind: (-kinds[kind], kind == "unknown", kind))


def _why(article: Article, speaker: Speaker, chosen: str, placing: Placing) -> str:
    """Say why ``speaker`` belongs to the voice that goes by the name ``chosen``."""
    if placing.is_corrected(article, speaker):
        return "correction"
    ground = key(article, speaker).ground
    if ground == "name" and fold(speaker.name) != fold(chosen):
        return "transliteration"
    return ground


def when(article: Article) -> tuple[bool, str, str]:
    """Give what pages are ordered by: the trusted date of publication, then the identifier."""
    date = article.published
    known = date is not None and date.trusted
    return (not known, date.value if date is not None and known else "", article.id)


def _pages(found: Voice) -> int:
    return len({each.article for each in found.speakers})
