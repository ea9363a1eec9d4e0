"""The container: a ZIP whose bytes follow from the names and bytes it holds.

Members are stored as they are, which the WACZ standard asks of archives, in the order given, with
one fixed date, so that a container made twice is the same twice.
"""

from __future__ import annotations

import hashlib
import struct
import zipfile
from collections.abc import Mapping
from io import BytesIO

from ondit.errors import BrokenBundle

_DATE = (1980, 1, 1, 0, 0, 0)  # the first that a ZIP can hold
_FILE_MODE = 0o644 << 16
# What the library raises for one changed bit, tried at every bit of a bundle.
_UNREADABLE = (zipfile.BadZipFile, RuntimeError, struct.error, EOFError, ValueError, OSError)


def packed(members: Mapping[str, bytes]) -> bytes:
    """Give ``members``, names to bytes, as a container."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as container:
        for name, data in members.items():
            info = zipfile.ZipInfo(name, _DATE)
            info.external_attr = _FILE_MODE
            info.create_system = 3
            container.writestr(info, data)
    return file.getvalue()


def unpacked(data: bytes, *, name: str) -> dict[str, bytes]:
    """Give the members of a container, in order; nothing is written to disk.

    Raises :class:`BrokenBundle` for what :func:`packed` never makes: a compressed member (which
    could be a bomb), one name twice, or a file that is no ZIP.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as container:
            members = container.infolist()
            stored = all(one.compress_type == zipfile.ZIP_STORED for one in members)
            names = [one.filename for one in members]
            if not stored or len(set(names)) != len(names):
                raise BrokenBundle(path=name, problem="ZIP")
            return {one.filename: _read(container, one, name) for one in members}
    except _UNREADABLE as error:
        raise BrokenBundle(path=name, problem="ZIP") from error


def _read(container: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> bytes:
    try:
        return container.read(member)
    except (zipfile.BadZipFile, RuntimeError) as error:  # a wrong checksum, or a wrong header
        raise BrokenBundle(path=name, problem=member.filename) from error


def sha256(data: bytes) -> str:
    """Give the hash as WACZ writes it."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"
