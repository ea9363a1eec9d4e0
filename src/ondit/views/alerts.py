"""An alert of a watch in a sentence: what stands where, and what it comes from, as evidence."""

from __future__ import annotations

from ondit.knowledge import outlets
from ondit.lang.messages import Messages
from ondit.views.screen import clean


def sentence(
    messages: Messages,
    occasion: str,
    *,
    page: str,
    other: str | None = None,
    pointed: tuple[str, ...] = (),
    covered: float | None = None,
    directed: bool | None = None,
    credited: bool | None = None,
) -> str:
    """Give what an alert says; ``page`` and ``other`` are what the user may call the pages."""
    known = outlets()
    names = [known[key].name if key in known else key for key in pointed]
    said = [
        messages.say("alert", occasion, page=page, other=other, outlets=", ".join(names) or None)
    ]
    if covered:
        share = messages.say("what", "percent", n=messages.number(round(100 * covered)))
        said.append(messages.say("alert", "share", share=share))
    if other is not None and directed is False:
        said.append(messages.say("alert", "undirected"))
    if credited is not None:
        said.append(messages.say("alert", "credited" if credited else "uncredited"))
    return clean(" ".join(said))
