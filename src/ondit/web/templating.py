"""Sheets into HTML: one set of templates for the server and the report.

Everything is escaped unless :mod:`ondit.web.words` made it, and a name that a template lacks is an
error: what is left out would be evidence left out.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from ondit import __version__, lang
from ondit.web.sheet import Links
from ondit.web.words import Words

_HERE = Path(__file__).parent
STATIC = _HERE / "static"


@cache
def environment() -> Environment:
    """Give the templates."""
    made = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals.update(
        version=__version__,
        stamp=stamp(),
        tongues=[(code, lang.load(code).messages.say("languages", code)) for code in lang.known()],
    )
    return made


@cache
def style() -> str:
    """Give the style sheet."""
    return (STATIC / "ondit.css").read_text(encoding="utf-8")


@cache
def stamp() -> str:
    """Give what changes when a file of ``static`` does, so that a browser may keep them."""
    files = sorted(path for path in STATIC.iterdir() if path.is_file())
    return hashlib.blake2b(b"".join(map(Path.read_bytes, files)), digest_size=6).hexdigest()


def policy_of_report() -> str:
    """Give the policy of a single file: nothing is loaded, nothing runs, one style sheet."""
    digest = b64encode(hashlib.sha256(style().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def drawn(template: str, words: Words, links: Links, **shown: Any) -> str:
    """Fill ``template``."""
    return environment().get_template(template).render(words=words, links=links, **shown)


def single(template: str, words: Words, links: Links, **shown: Any) -> str:
    """Fill ``template`` for a file that opens from disk and asks for nothing."""
    return drawn(
        template,
        words,
        links,
        style=Markup(style()),
        policy=policy_of_report(),
        **shown,
    )
