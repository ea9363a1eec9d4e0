"""What could not be read, in a sentence for any output."""

from __future__ import annotations

from ondit.lang.messages import Messages
from ondit.model import Failure
from ondit.views.screen import STDIN, clean


def sentence_of(failure: Failure, messages: Messages) -> str:
    """Give the sentence that says why a page could not be read, for any output."""
    facts = dict(failure.facts)
    if "code" in facts and messages.has("reasons", facts["code"]):
        facts["reason"] = messages.say("reasons", facts["code"])
    if "kind" in facts:
        facts["kind"] = messages.say("kinds", facts["kind"])
    facts.setdefault("path", failure.name)
    if facts["path"] == STDIN:
        facts["path"] = messages.say("what", "stdin")
    return clean(messages.say("errors", failure.error, **facts))
