"""What the engines under test are given to do."""

from __future__ import annotations

import os
import sys
import time


def double(item: bytes) -> bytes:
    return item * 2


def moody(item: bytes) -> bytes:
    """Do what the item says."""
    if item == b"crash":
        os.abort()
    if item == b"leave":
        os._exit(3)
    if item == b"hang":
        time.sleep(600)
    if item == b"eat":
        return bytes(1 << 33)
    if item == b"print":
        sys.stdout.write("not for the other side")
    if item == b"raise":
        raise ValueError("a mistake")
    return item + b" done"


def held_by_a_bomb(item: bytes) -> bytes:
    """Read a page as a run does, but for one that holds the parser."""
    import msgspec

    from ondit.model import Page
    from ondit.pipeline import attempted_apart

    page = msgspec.msgpack.decode(item, type=Page)
    if page.name.endswith("bomb.html"):
        time.sleep(60)
    return attempted_apart(item)
