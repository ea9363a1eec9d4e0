"""Records as a notebook shows them: what a terminal would show, in its colours, as HTML.

Jupyter asks a value for ``_repr_html_``; the records of :mod:`ondit.model` pass the question on to
here. Nothing of a page becomes markup: the drawing is text, and rich escapes it.
"""

from __future__ import annotations

import os
from io import StringIO

from rich.console import Console
from rich.text import Text

from ondit import lang
from ondit.model import Trace, TracedPage
from ondit.views.screen import Screen
from ondit.views.trace import trace_view

_WIDTH = 110  # columns, which the cell of a notebook holds on a laptop
_FRAME = '<pre style="line-height:normal;white-space:pre;overflow-x:auto">{code}</pre>'


def html(shown: TracedPage | Trace) -> str:
    """Give a page or a run as HTML, in the language of the locale."""
    language = lang.load(lang.of_locale(os.environ))
    trace = shown if isinstance(shown, Trace) else Trace(pages=(shown,))
    drawn = Text.from_ansi(trace_view(trace, Screen(language, width=_WIDTH, colour=True)))
    console = Console(record=True, file=StringIO(), width=_WIDTH, legacy_windows=False)
    console.print(drawn, soft_wrap=True)
    return console.export_html(code_format=_FRAME, inline_styles=True)
