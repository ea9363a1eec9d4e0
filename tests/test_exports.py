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
        "text_of",
        "Corpus",
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
        "Comment",
        "Mark",
        "Damage",
        "Speaker",
        "Statement",
        "Voiced",
        "Voice",
        "VoiceSummary",
        "Correction",
        "Version",
        "Utterance",
        "UtteranceSummary",
        "Dispute",
        "Evidence",
        "Origin",
        "Change",
        "Pair",
        "Derivation",
        "Edge",
        "Story",
        "StorySummary",
        "Flow",
        "Site",
        "SharedMark",
        "Kinship",
        "Failure",
        "TracedPage",
        "Lead",
        "Search",
        "Trace",
        "Receipt",
        "Run",
        "Hit",
        "Finding",
        "Counts",
        "OnditError",
        "SourceError",
        "MissingFile",
        "UnreadableFile",
        "EmptyFile",
        "NoPages",
        "NotCorrections",
        "NotFetched",
        "ListNotFetched",
        "TooLarge",
        "OnlineError",
        "NotAnAddress",
        "Unreachable",
        "TooSlow",
        "Refused",
        "BadRedirect",
        "ForbiddenByRobots",
        "PrivateAddress",
        "NoColumn",
        "NoAddresses",
        "NotAList",
        "UnsafeList",
        "ArchiveError",
        "BrokenArchive",
        "LockedArchive",
        "BrokenRecord",
        "CutShort",
        "WrongDigest",
        "Undecodable",
        "PageError",
        "NotAPage",
        "TooDeep",
        "Crashed",
        "OutOfTime",
        "OutOfMemory",
        "NoText",
        "ScriptedPage",
        "LeadsElsewhere",
        "OnlyFrames",
        "TooLong",
        "UnwritableFile",
        "NotADay",
        "BrokenBundle",
        "NotRedacted",
        "NotStamped",
        "MissingExtra",
        "StoreError",
        "NotAStore",
        "NewerStore",
        "DamagedStore",
        "StoreBusy",
        "DiskFull",
        "NotInCorpus",
        "WatchError",
        "BadRules",
        "BadState",
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
    assert seen == set(ondit.__all__) - {"__version__", "read", "trace", "compare", "text_of"}


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


# --------------------------------------------------------------------------------------------
# What the three functions do

STORY = (
    "<h1>Bridge to close</h1><p>The mayor of Brod, Anna Kovac, said on Tuesday that the old bridge"
    " would close for 155 days.</p><p>The council set aside two million euros for the works.</p>"
)


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.html"
    path.write_text(STORY, encoding="utf-8")
    return path


def test_read_gives_the_three_answers(story: Path) -> None:
    page = ondit.read(story)
    assert page == ondit.read(str(story))
    assert page.article.headline == "Bridge to close"
    assert page.origin.reading == "nothing"
    bytes_alone = ondit.Page(name=str(story), body=STORY.encode())
    assert ondit.read(bytes_alone) == page


def test_read_raises_what_it_cannot_read(tmp_path: Path) -> None:
    with pytest.raises(ondit.MissingFile):
        ondit.read(tmp_path / "nowhere.html")
    with pytest.raises(ondit.UnreadableFile):
        ondit.read(tmp_path)
    with pytest.raises(ondit.OnditError):
        ondit.read(ondit.Page(name="x", body=b"%PDF-1.7 \x00"))


def test_trace_keeps_what_failed(story: Path) -> None:
    trace = ondit.trace([story, story.parent / "nowhere.html"])
    assert [page.article.headline for page in trace.pages] == ["Bridge to close"]
    assert [failure.error for failure in trace.failures] == ["MissingFile"]


def test_compare_takes_paths_and_pages(story: Path) -> None:
    other = ondit.Page(name="other", body=STORY.replace("155", "150").encode())
    derivation = ondit.compare(story, other)
    assert derivation == ondit.compare(ondit.read(story), ondit.read(other))
    assert derivation.kind == "copy"


def test_a_single_folder_may_be_traced_as_it_is(examples: Path) -> None:
    assert len(ondit.trace(examples).pages) == len(ondit.trace(str(examples)).pages) > 1


def test_the_words_of_spans_show_what_is_left_out() -> None:
    blocks = (
        model.Block(role="paragraph", text="“We stay,” she said, “until May."),
        model.Block(role="paragraph", text="“Then we go.”"),
    )
    article = model.Article(id="a", name="a", blocks=blocks)
    spans = (model.Span(1, 1, 12), model.Span(0, 1, 8), model.Span(0, 22, 32))
    assert ondit.text_of(article, spans) == "We stay […] until May. Then we go."
