"""The interface of programs: described from the records, and as described."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

import ondit
from ondit.web.screens.index import PLACES
from web.asking import TOKEN, Client, addresses, client_of
from web.conftest import Running


def test_the_document_describes_every_screen(client: Client) -> None:
    document = msgspec.json.decode(client.ask("/api/openapi.json").body)
    paths = {path for path, how in document["paths"].items() if "get" in how}
    assert paths == {
        f"/api{place.path}" if place.path != "/" else "/api/counts" for place in PLACES
    }


def test_every_reference_leads_somewhere(client: Client) -> None:
    text = client.ask("/api/openapi.json").text
    document = msgspec.json.decode(text)
    named = {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}
    asked = {piece.partition('"')[0] for piece in text.split('"$ref":"')[1:]}
    assert asked <= named
    assert len(asked) > 20


def test_disputes_are_not_there_unless_asked_for(corpus: ondit.Corpus) -> None:
    from ondit.web.app import Server, application
    from web.asking import settings

    server = Server(corpus=corpus, settings=settings(), code="en")
    client = Client(application(server))
    assert client.ask("/disputes").status == 404
    assert client.ask("/api/disputes").status == 404
    assert "/api/disputes" not in client.ask("/api/openapi.json").text


def test_every_error_has_one_shape(client: Client) -> None:
    for path, status in (("/api/nowhere", 404), ("/api/pages?x=1", 400), ("/api/pages/x", 404)):
        heard = client.ask(path)
        assert heard.status == status
        problem = msgspec.json.decode(heard.body)
        assert set(problem) == {"status", "error", "facts", "sentence"}
        assert problem["status"] == status
        assert problem["sentence"]
    heard = client.ask("/api/pages", known=False)
    assert msgspec.json.decode(heard.body)["status"] == 401
    heard = client.ask("/api/pages", method="DELETE")
    assert msgspec.json.decode(heard.body)["status"] == heard.status == 405


def test_the_interface_speaks_the_language_of_the_server(corpus: ondit.Corpus) -> None:
    client = client_of(corpus, code="fr")
    problem = msgspec.json.decode(client.ask("/api/pages/x").body)
    assert "Rien" in problem["sentence"] or "rien" in problem["sentence"]


def test_schemathesis_finds_nothing(running: Running, corpus: ondit.Corpus, tmp_path: Path) -> None:
    schemathesis = pytest.importorskip("schemathesis")
    import subprocess
    import sys

    del schemathesis
    assert addresses(corpus)
    ran = subprocess.run(
        [
            sys.executable,
            "-m",
            "schemathesis.cli",
            "run",
            f"{running.address}/api/openapi.json",
            "--header",
            f"Authorization: Bearer {TOKEN}",
            "--max-examples",
            "12",
            "--no-color",
        ],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,  # it keeps what it found there
    )
    assert ran.returncode == 0, ran.stdout[-9000:]
