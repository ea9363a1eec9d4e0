"""Show in the documents what the program shows now: help texts, captures, the JSON Schema.

    uv run python docs/refresh.py

A test holds both to the code; this writes what it expects. A command that no document shows yet
gets a section at the end of ``commands.md`` and ``commandes.md``: write a sentence above it.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
from pathlib import Path

import msgspec

from ondit import cli
from ondit.views.export import jsonl

ROOT = Path(__file__).parent.parent
HELP = {"en": ROOT / "docs" / "commands.md", "fr": ROOT / "docs" / "commandes.md"}
README = {"en": ROOT / "README.md", "fr": ROOT / "README.fr.md"}
SCHEMA = ROOT / "docs" / "schema" / f"{jsonl.SCHEMA.replace('/', '-')}.json"
CAPTURE = re.compile(r"(?<=^```\n)\$ (ondit [^\n]*)\n.*?(?=^```$)", re.MULTILINE | re.DOTALL)


def shown(command: str, code: str, *, width: int) -> str:
    """Give what the command prints on a terminal of ``width`` columns."""
    os.environ["COLUMNS"] = str(width)
    os.environ["LC_ALL"] = "C.UTF-8"
    arguments = shlex.split(command)[1:]
    if "--help" in arguments:
        arguments = [*arguments[:-1], "--lang-ui", code, "--help"]
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        cli.run(arguments)
    lines = (line.rstrip() for line in printed.getvalue().strip().splitlines())
    return "\n".join(lines) + "\n"


def refresh(document: Path, code: str, *, width: int) -> None:
    """Write into ``document`` what each of its captures shows now."""

    def capture(match: re.Match[str]) -> str:
        return f"$ {match.group(1)}\n{shown(match.group(1), code, width=width)}"

    document.write_text(
        CAPTURE.sub(capture, document.read_text(encoding="utf-8")), encoding="utf-8"
    )


def main() -> None:
    """Refresh every document."""
    os.chdir(ROOT)
    SCHEMA.parent.mkdir(exist_ok=True)
    schema = msgspec.json.format(msgspec.json.encode(jsonl.schema()), indent=2)
    SCHEMA.write_bytes(schema + b"\n")
    for code, document in HELP.items():
        text = document.read_text(encoding="utf-8")
        for name in cli.COMMANDS:
            if f"$ ondit {name} --help\n" not in text:
                text = f"{text.rstrip()}\n\n## `ondit {name}`\n\n```\n$ ondit {name} --help\n```\n"
        document.write_text(text, encoding="utf-8")
        refresh(document, code, width=80)
    for code, document in README.items():
        refresh(document, code, width=100)


if __name__ == "__main__":
    main()
