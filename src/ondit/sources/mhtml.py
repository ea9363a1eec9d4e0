"""A page saved as one file by Chrome or Edge: MHTML, a message of parts (RFC 2557).

The part that is the page is the one whose address the message gives as its own, else the first of
HTML; the other parts are what the page shows and the frames inside it. The message also tells what
no plain saved page does: the address, and when it was saved.
"""

from __future__ import annotations

import re
from email import message_from_bytes
from email.message import Message

from msgspec.structs import replace

from ondit.model import Page
from ondit.sources import dates, told
from ondit.sources.capture import MARKUP

_HEAD = 4096  # bytes; browsers write some 400 before the first part
_RELATED = re.compile(rb"^content-type:\s*multipart/related\b", re.IGNORECASE | re.MULTILINE)


def is_mhtml(body: bytes) -> bool:
    """Tell whether ``body`` is a message of related parts, by its header."""
    head = body[:_HEAD]
    return not head.lstrip().startswith(b"<") and _RELATED.search(head) is not None


def unpacked(page: Page) -> Page:
    """Give the HTML inside the MHTML ``page``; the page itself when there is none."""
    message = message_from_bytes(page.body)
    address = _header(message, "Snapshot-Content-Location")
    parts = [part for part in message.walk() if part.get_content_type() in MARKUP]
    chosen = next((part for part in parts if _header(part, "Content-Location") == address), None)
    root = chosen or (parts[0] if parts else None)
    body = root.get_payload(decode=True) if root is not None else None
    if root is None or not isinstance(body, bytes) or not body:
        return page
    unpacked = replace(
        page,
        body=body,
        url=page.url or address or _header(root, "Content-Location"),
        media_type=root.get_content_type(),
        charset=root.get_content_charset(),
        fetched=page.fetched or dates.mailed(_header(message, "Date")),
    )
    return told.fetched(unpacked, "mhtml:date") if page.fetched is None else unpacked


def _header(message: Message, name: str) -> str | None:
    """Give a header on one line; a long address is folded over several."""
    value = message.get(name)
    return re.sub(r"\s+", "" if "location" in name.lower() else " ", str(value)) if value else None
