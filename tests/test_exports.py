"""What ``import ondit`` gives: exactly the names it lists, at no cost before they are used."""

from __future__ import annotations

import ast
import inspect
import subprocess
import sys
import tomllib
from pathlib import Path

import msgspec
import pytest

import ondit
from ondit import errors, model

ROOT = Path(__file__).parent.parent


def test_the_public_names() -> None:
    assert ondit.__all__ == [
        "__version__",
        "read",
        "trace",
        "compare",
        "Span",
        "Page",
        "Article",
        "Block",
        "Embed",
        "DateClue",
        "Clue",
        "Credit",
        "CreditName",
        "Furniture",
        "Mark",
        "Damage",
        "Speaker",
        "Statement",
        "Evidence",
        "Origin",
        "Change",
        "Pair",
        "Derivation",
        "Failure",
        "TracedPage",
        "Trace",
        "OnditError",
        "SourceError",
        "MissingFile",
        "UnreadableFile",
        "EmptyFile",
        "NoPages",
        "TooLarge",
        "PageError",
        "NotAPage",
        "TooDeep",
        "NoText",
        "UnknownLanguage",
        "LanguageDataError",
    ]


@pytest.mark.parametrize("name", ondit.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(ondit, name) is not None
    assert name in dir(ondit)


def test_every_record_is_public() -> None:
    records = {
        name
        for name, value in vars(model).items()
        if isinstance(value, type) and issubclass(value, msgspec.Struct) and name != "Struct"
    }
    assert records <= set(ondit.__all__)


def test_every_error_is_public() -> None:
    found = {
        name
        for name, value in vars(errors).items()
        if isinstance(value, type) and issubclass(value, errors.OnditError)
    }
    assert found <= set(ondit.__all__)


def test_what_type_checkers_see_is_what_is_given() -> None:
    source = (ROOT / "src" / "ondit" / "__init__.py").read_text(encoding="utf-8")
    seen = {
        alias.asname
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.asname
    }
    assert seen == set(ondit.__all__) - {"__version__", "read", "trace", "compare"}


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="frobnicate"):
        _ = ondit.frobnicate


def test_importing_ondit_imports_nothing_else() -> None:
    code = "import sys, ondit; print(sorted(m for m in sys.modules if m.startswith('ondit.')))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_the_version_is_that_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert ondit.__version__ == project["version"]


def test_every_record_is_frozen_and_takes_keywords_only() -> None:
    for name, value in vars(model).items():
        if isinstance(value, type) and issubclass(value, msgspec.Struct) and name != "Struct":
            config = value.__struct_config__
            kinds = {parameter.kind for parameter in inspect.signature(value).parameters.values()}
            assert config.frozen, name
            assert kinds == {inspect.Parameter.KEYWORD_ONLY} or config.array_like, name
