"""What several test modules need: the folders of the project, and the data when it is there."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def examples() -> Path:
    """The example pages."""
    return ROOT / "examples" / "nato"


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of measuring data, which is not part of the project."""
    folder = Path(os.environ.get("ONDIT_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip("the measuring data is not here; set ONDIT_DATA to its folder")
    return folder


@pytest.fixture(autouse=True)
def only_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no test ask another machine, nor the names of others."""
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def own(host: object) -> bool:
        return str(host) in ("127.0.0.1", "::1", "localhost")

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not own(address[0]):
            pytest.fail(f"a test asks {address}")
        connect(self, address)

    def guarded_look_up(host: Any, *rest: Any, **more: Any) -> Any:
        if not own(host):
            pytest.fail(f"a test looks up {host}")
        return look_up(host, *rest, **more)

    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    monkeypatch.setattr(socket.socket, "connect", guarded)
    monkeypatch.setattr(socket, "getaddrinfo", guarded_look_up)
