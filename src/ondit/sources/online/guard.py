"""Where connections may lead: to public addresses, and to the hosts that the user typed.

A page, a feed or a redirection may name a host of the user's own network (``http://10.0.0.1/``, or
a name that leads there) so that the program asks what its author cannot. Every name is therefore
looked up here, each of its addresses judged, and the connection made to that very address, without
a second look-up that might give another. A deadline holds for everything that happens on a
connection, so that a server which sends a byte now and then does not hold us.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterable, Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any

import httpcore2

from ondit.errors import PrivateAddress

Address = tuple[str, int]
Resolve = Callable[[str, int], Sequence[Address]]
"""Gives the numeric addresses of a host and port. Raises ``OSError`` when there are none."""


def look_up(host: str, port: int) -> Sequence[Address]:
    """Ask the system for the addresses of ``host``."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [(str(address[4][0]), port) for address in found]


def is_public(number: str) -> bool:
    """Tell whether a numeric address lies on the public network."""
    address: IPv4Address | IPv6Address = ip_address(number.partition("%")[0])
    if isinstance(address, IPv6Address):
        inside = address.ipv4_mapped or address.sixtofour
        teredo = address.teredo
        if inside is not None:
            address = inside
        elif teredo is not None:
            address = teredo[1]
        elif address in _NAT64:
            address = IPv4Address(int(address) & 0xFFFFFFFF)
    return address.is_global and not address.is_multicast


_NAT64 = IPv6Network("64:ff9b::/96")


class Guard(httpcore2.NetworkBackend):
    """Connects to public addresses only, and until a deadline only."""

    def __init__(
        self, *, trusted: Iterable[str], resolve: Resolve, elapsed: Callable[[], float]
    ) -> None:
        """``trusted`` hosts may lie anywhere: those that the user typed."""
        self.trusted = {host.lower() for host in trusted}
        self.deadline = float("inf")
        self._resolve = resolve
        self._elapsed = elapsed
        self._system = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """Connect to the first address of ``host`` that answers, if all are public."""
        try:
            addresses = self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise httpcore2.ConnectError(str(error)) from error
        if host.lower() not in self.trusted:
            for number, _ in addresses:
                if not is_public(number):
                    raise PrivateAddress(path=host, number=number)
        failed: Exception = httpcore2.ConnectError(host)
        for number, at in addresses:
            try:
                stream = self._system.connect_tcp(
                    number, at, self._left(timeout), local_address, socket_options
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failed = error
            else:
                return _Watched(stream, self)
        raise failed

    def _left(self, timeout: float | None) -> float:
        """Give the seconds that one operation may take; raise when there are none left."""
        left = self.deadline - self._elapsed()
        if left <= 0:
            raise httpcore2.ReadTimeout("deadline")
        return left if timeout is None else min(left, timeout)


class _Watched(httpcore2.NetworkStream):
    """A connection on which every operation ends at the deadline."""

    def __init__(self, stream: httpcore2.NetworkStream, guard: Guard) -> None:
        self._stream = stream
        self._guard = guard

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._guard._left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._guard._left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, self._guard._left(timeout))
        return _Watched(secured, self._guard)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
