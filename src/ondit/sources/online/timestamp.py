"""Time stamps by a third party (RFC 3161), for those who must show when a file existed.

Asked only when an endpoint is given: it receives a hash, never the file. Needs the extra
``timestamp`` (the library rfc3161-client).
"""

from __future__ import annotations

import hashlib
import urllib.request
from typing import Any

from msgspec import Struct

from ondit.errors import MissingExtra, NotStamped

_TYPE = "application/timestamp-query"
_LARGEST = 1 << 20  # bytes of an answer; tokens have some thousands
_PATIENCE = 30  # seconds


class TimeStamp(Struct, frozen=True, kw_only=True):
    """What a token says."""

    time: str
    """ISO 8601, UTC."""
    fits: bool
    """Whether it is a stamp of these bytes."""
    trusted: bool | None = None
    """Whether its signature leads to the certificate given; ``None`` when none was given."""


def _library() -> Any:
    try:
        import rfc3161_client
    except ImportError as error:
        raise MissingExtra(extra="timestamp") from error
    return rfc3161_client


def stamped(data: bytes, *, endpoint: str) -> bytes:
    """Ask ``endpoint`` (an ``http`` or ``https`` address) for a time stamp of ``data``.

    Gives the token. Raises :class:`NotStamped` when there is no answer or a refusal.
    """
    client = _library()
    algorithm = client.HashAlgorithm.SHA256
    asked = client.TimestampRequestBuilder(data=data, hash_algorithm=algorithm).build()
    if not endpoint.startswith(("http://", "https://")):
        raise NotStamped(endpoint=endpoint, reason="scheme")
    request = urllib.request.Request(
        endpoint, data=asked.as_bytes(), headers={"Content-Type": _TYPE}
    )
    try:
        with urllib.request.urlopen(request, timeout=_PATIENCE) as answer:
            token: bytes = answer.read(_LARGEST)
    except (OSError, ValueError) as error:
        raise NotStamped(endpoint=endpoint, reason=type(error).__name__) from error
    if not read(token, data).fits:
        raise NotStamped(endpoint=endpoint, reason="answer")
    return token


def read(token: bytes, data: bytes, *, root: bytes | None = None) -> TimeStamp:
    """Give what ``token`` says of ``data``; ``root`` is a certificate (PEM) to hold it to."""
    client = _library()
    try:
        response = client.decode_timestamp_response(token)
        told = response.tst_info
        fits = told.message_imprint.message == hashlib.sha256(data).digest()
        time = told.gen_time.strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, AttributeError):
        return TimeStamp(time="", fits=False)
    trusted = None if root is None else _leads_to(client, response, data, root)
    return TimeStamp(time=time, fits=fits, trusted=trusted)


def _leads_to(client: Any, response: Any, data: bytes, root: bytes) -> bool:
    from cryptography.x509 import load_pem_x509_certificate

    try:
        builder = client.VerifierBuilder().add_root_certificate(load_pem_x509_certificate(root))
        return bool(builder.build().verify_message(response, data))
    except (client.VerificationError, ValueError):
        return False
