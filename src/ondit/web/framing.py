"""A sheet in its frame: navigation above, the other forms of the same below."""

from __future__ import annotations

import shlex
from typing import Any
from urllib.parse import quote

from starlette.requests import Request

from ondit.views.screen import clean
from ondit.web.desk import Desk
from ondit.web.sheet import Sheet
from ondit.web.templating import drawn

NAVIGATION = ("pages", "stories", "voices", "sites", "add")


def screen(
    sheet: Sheet, desk: Desk, request: Request, *, nav: str = "", files: bool = False
) -> str:
    """Draw a sheet as a whole web page; ``files``: it is to be had as JSON and CSV too."""
    path = quote(request.url.path)
    asked = f"?{request.url.query}" if request.url.query else ""
    command = sheet.command if sheet.command[1:2] and sheet.command[1] in desk.commands else ()
    onward = ("/counts" if path == "/" else path) + asked
    return framed(
        sheet.template,
        desk,
        title=clean(sheet.title),
        here=nav or path.strip("/"),
        back=path + asked,
        command=shlex.join([clean(word) for word in command]),
        api=f"/api{onward}" if files else "",
        csv=f"/csv{onward}" if files else "",
        **sheet.shown,
    )


def framed(template: str, desk: Desk, *, title: str, **shown: Any) -> str:
    """Fill a template that may lack what goes round it."""
    around = {
        "places": NAVIGATION,
        "here": "",
        "back": "/",
        "command": "",
        "api": "",
        "csv": "",
        "query": "",
        "online": desk.online,
    }
    return drawn(template, desk.words, desk.links, title=title, **{**around, **shown})
