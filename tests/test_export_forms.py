"""Every form of export is read back by a program that is not ours."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import pytest

import ondit
from ondit import cli
from ondit.cli import export
from ondit.model import BODY, Article, Block, Derivation, Failure, Trace, TracedPage
from ondit.views.export import (
    Findings,
    found_in,
    graph,
    jsonl,
    jsonld,
    parquet,
    prov,
    tables,
    webannotation,
    xlsx,
)
from ondit.views.export.csv import write as write_csv

EXAMPLES = Path(__file__).parent.parent / "examples" / "nato"
HOSTILE = '=HYPERLINK("http://x.example";"click")'


@pytest.fixture(scope="module")
def trace() -> Trace:
    return ondit.trace(EXAMPLES)


@pytest.fixture(scope="module")
def found(trace: Trace) -> Findings:
    return found_in(trace)


def written(write: Callable[..., None], found: Findings, **options: Any) -> bytes:
    file = io.BytesIO()
    write(found, file, **options)
    return file.getvalue()


def json_lines(data: bytes) -> Iterator[Any]:
    return map(json.loads, data.splitlines())


def source_and_taker(trace: Trace) -> Derivation:
    return next(each for each in trace.derivations if each.directed)


# --------------------------------------------------------------------------------------------
# Tables


@pytest.mark.parametrize("name", tables.TABLES)
def test_a_table_as_csv_has_its_columns_and_every_row(found: Findings, name: str) -> None:
    table = tables.TABLES[name]
    rows = list(csv.DictReader(io.StringIO(written(write_csv, found, table=name).decode())))
    assert len(rows) == len(list(table.rows(found)))
    for row in rows:
        assert list(row) == [column for column, _ in table.columns]
        assert None not in row.values()


def test_the_rows_of_statements_hold_the_words(found: Findings, trace: Trace) -> None:
    rows = list(csv.DictReader(io.StringIO(written(write_csv, found, table="statements").decode())))
    articles = {page.article.id: page.article for page in trace.pages}
    assert rows
    for row in rows:
        spans = [ondit.Span(*span) for span in json.loads(row["spans"])]
        assert row["content"].lstrip("'") == ondit.text_of(articles[row["article"]], spans)


def hostile() -> Findings:
    article = Article(id="a" * 16, name=HOSTILE, headline=HOSTILE, site="\uff1dcmd")
    failure = Failure(name="-2+3", error="NoText")
    return found_in(Trace(pages=(TracedPage(article=article),), failures=(failure,)))


def test_a_cell_of_a_page_is_no_formula_in_csv() -> None:
    for name in ("articles", "failures"):
        for row in csv.reader(io.StringIO(written(write_csv, hostile(), table=name).decode())):
            assert not any(cell.startswith(("=", "+", "-", "@", "\uff1d")) for cell in row)


def test_a_workbook_holds_every_table_as_text() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(io.BytesIO(written(xlsx.write, hostile())))
    assert book.sheetnames == list(tables.TABLES)
    cells = [cell for row in book["articles"].iter_rows() for cell in row]
    assert HOSTILE in [cell.value for cell in cells]
    assert {cell.data_type for cell in cells} <= {"s", "n", "b"}


def test_a_workbook_has_the_rows_of_the_tables(found: Findings) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(io.BytesIO(written(xlsx.write, found)))
    for name, table in tables.TABLES.items():
        assert book[name].max_row == 1 + len(list(table.rows(found)))


def test_a_cell_that_a_workbook_cannot_hold_is_cut_and_marked() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    block = Block(role="paragraph", text="x" * 40_000)
    page = TracedPage(article=Article(id="a" * 16, name="long", blocks=(block,)))
    book = openpyxl.load_workbook(io.BytesIO(written(xlsx.write, found_in(Trace(pages=(page,))))))
    assert book["blocks"]["D2"].value == "x" * 32_766 + "…"


def test_a_table_as_parquet_is_that_table(found: Findings) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    for name, table in tables.TABLES.items():
        read = pq.read_table(io.BytesIO(written(parquet.write, found, table=name)))
        assert read.column_names == [column for column, _ in table.columns]
        assert [tuple(row.values()) for row in read.to_pylist()] == list(table.rows(found))


def test_without_its_library_a_form_says_what_to_install(
    found: Findings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ondit.MissingExtra, match=r"ondit\[parquet\]"):
        parquet.write(found, io.BytesIO())


# --------------------------------------------------------------------------------------------
# Records


def test_lines_give_the_records_back(found: Findings, trace: Trace) -> None:
    import msgspec

    lines = written(jsonl.write, found).splitlines()
    read = [msgspec.json.decode(line, type=jsonl.Line) for line in lines]
    assert tuple(line.page for line in read if line.page) == trace.pages
    assert tuple(line.derivation for line in read if line.derivation) == trace.derivations


def test_lines_are_valid_by_the_published_schema(found: Findings) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    validator = jsonschema.Draft202012Validator(jsonl.schema())
    validator.check_schema(jsonl.schema())
    for line in json_lines(written(jsonl.write, found)):
        validator.validate(line)
    assert not validator.is_valid({"schema": jsonl.SCHEMA, "ondit": "0", "page": {"article": 1}})


def test_annotations_select_the_words_in_both_ways(found: Findings, trace: Trace) -> None:
    texts = {
        f"urn:ondit:{page.article.id}:annotations": webannotation.joined(page.article)
        for page in trace.pages
    }
    seen = 0
    for record in json_lines(written(webannotation.write, found)):
        text = texts[record["id"]]
        for item in record["items"]:
            assert item["body"]
            for target in item["target"]:
                quote, position = target["selector"]
                assert text[position["start"] : position["end"]] == quote["exact"]
                assert quote["prefix"] + quote["exact"] + quote["suffix"] in text
                seen += 1
    assert seen > 50


def test_annotations_name_the_address_only_where_it_is_one() -> None:
    record = TracedPage(
        article=Article(
            id="a" * 16,
            name="x",
            url="javascript:alert(1)",
            blocks=(Block(role="paragraph", text="He said no."),),
        ),
        statements=(
            ondit.Statement(
                id="b" * 16, content=(ondit.Span(0, 8, 10),), form="indirect", stance="says"
            ),
        ),
    )
    (item,) = webannotation.annotated(record)
    assert item["target"][0]["source"] == f"urn:ondit:{'a' * 16}"


def test_a_json_ld_processor_reads_pages_and_their_sources(found: Findings, trace: Trace) -> None:
    pyld = pytest.importorskip("pyld")

    def loader(url: str, _: object) -> dict[str, Any]:
        assert url.rstrip("/") == "https://schema.org"
        vocabulary = {"@context": {"@vocab": "https://schema.org/"}}
        return {"contextUrl": None, "documentUrl": url, "document": vocabulary}

    derived = source_and_taker(trace)
    seen = set()
    for record in json_lines(written(jsonld.write, found)):
        (page,) = pyld.jsonld.expand(record, {"documentLoader": loader})
        assert page["@type"] == ["https://schema.org/NewsArticle"]
        for relation in ("translationOfWork", "isBasedOn"):
            for source in page.get(f"https://schema.org/{relation}", []):
                seen.add((page["@id"], relation, source["@id"]))
    assert (f"urn:ondit:{derived.other}", "translationOfWork", f"urn:ondit:{derived.one}") in seen
    assert len(seen) == sum(each.directed for each in trace.derivations)


def test_who_signs_is_not_called_a_person_unseen() -> None:
    article = Article(id="a" * 16, name="x", authors=("La rédaction", "Ellen Marsh"))
    record = jsonld.article(TracedPage(article=article))
    assert record["author"] == [{"name": "La rédaction"}, {"name": "Ellen Marsh"}]


def test_a_prov_library_reads_the_provenance(found: Findings, trace: Trace) -> None:
    model = pytest.importorskip("prov.model")
    document = model.ProvDocument.deserialize(
        content=written(prov.write, found).decode(), format="json"
    )
    derivations = list(document.get_records(model.ProvDerivation))
    alternates = list(document.get_records(model.ProvAlternate))
    assert len(derivations) == sum(each.directed for each in trace.derivations)
    assert len(alternates) == sum(not each.directed for each in trace.derivations)
    entities = {record.identifier.localpart for record in document.get_records(model.ProvEntity)}
    assert entities == {page.article.id for page in trace.pages}


@pytest.mark.parametrize(
    ("write", "reader"), [(graph.write_gexf, "read_gexf"), (graph.write_graphml, "read_graphml")]
)
def test_a_graph_library_reads_the_network(
    write: Callable[[Findings, BinaryIO], None], reader: str, found: Findings, trace: Trace
) -> None:
    networkx = pytest.importorskip("networkx")
    network = getattr(networkx, reader)(io.BytesIO(written(write, found)))
    assert set(network.nodes) == {page.article.id for page in trace.pages}
    derived = source_and_taker(trace)
    edge = network.edges[derived.one, derived.other]
    assert (edge["kind"], edge["directed"]) == (derived.kind, True)
    assert len(network.edges) == len(trace.derivations)


@pytest.mark.parametrize(
    ("write", "reader"),
    [(graph.write_sites_gexf, "read_gexf"), (graph.write_sites_graphml, "read_graphml")],
)
def test_a_graph_library_reads_the_network_of_sites(
    write: Callable[[Findings, BinaryIO], None], reader: str, found: Findings, trace: Trace
) -> None:
    networkx = pytest.importorskip("networkx")
    network = getattr(networkx, reader)(io.BytesIO(written(write, found)))
    assert set(network.nodes) == {page.article.site for page in trace.pages}
    sites = {page.article.id: page.article.site for page in trace.pages}
    derived = source_and_taker(trace)
    edge = network.edges[sites[derived.one], sites[derived.other]]
    assert (edge["articles"], edge["directed"]) == (1, True)


def test_a_network_survives_what_xml_cannot_hold() -> None:
    article = Article(id="a" * 16, name="x", headline="a\x00b\ud800c <&>")
    for write in (graph.write_gexf, graph.write_graphml):
        data = written(write, found_in(Trace(pages=(TracedPage(article=article),))))
        assert "a\ufffdb\ufffdc &lt;&amp;&gt;" in data.decode()


@pytest.mark.parametrize("form", export.FORMS)
def test_equal_findings_give_equal_bytes(form: str, found: Findings) -> None:
    if form == "parquet":
        pytest.importorskip("pyarrow")
    write = export._writer(form, "articles")
    assert written(write, found) == written(write, found)


# --------------------------------------------------------------------------------------------
# The command


def test_the_command_knows_every_table() -> None:
    assert set(export.TABLES) == set(tables.TABLES)


def test_the_command_writes_a_file_whole(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "nato.csv"
    arguments = ["--to", "csv", "--table", "statements", "-o", str(file)]
    assert cli.run(["export", str(EXAMPLES), *arguments]) == cli.DONE
    assert file.read_text(encoding="utf-8").startswith("id,article,url,speaker")
    assert [path.name for path in tmp_path.iterdir()] == ["nato.csv"]
    assert capsys.readouterr().out == ""


def test_the_command_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(jsonl, "lines", broken)
    file = tmp_path / "x.jsonl"
    assert cli.run(["export", str(EXAMPLES), "-o", str(file)]) == cli.INTERRUPTED
    assert list(tmp_path.iterdir()) == []


def test_the_command_writes_no_bytes_to_a_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert cli.run(["export", str(EXAMPLES), "--to", "xlsx"]) == cli.MISUSED
    assert "--output" in capsys.readouterr().err


def test_without_paths_only_the_schema_is_written(capfdbinary: Any) -> None:
    assert cli.run(["export", "--to", "schema"]) == cli.DONE
    assert json.loads(capfdbinary.readouterr().out)["title"] == jsonl.SCHEMA
    assert cli.run(["export"]) == cli.MISUSED


def test_bodies_of_the_examples_are_in_the_blocks(found: Findings, trace: Trace) -> None:
    rows = list(tables.TABLES["blocks"].rows(found))
    body = [block for page in trace.pages for block in page.article.blocks if block.role in BODY]
    assert [row[3] for row in rows if row[2] in BODY] == [block.text for block in body]


# --------------------------------------------------------------------------------------------
# From a store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from ondit.sources import files

    path = tmp_path_factory.mktemp("store") / "nato.ondit"
    with ondit.Corpus(path) as corpus:
        corpus.add(files.pages([EXAMPLES]))
    return path


def exported(capfdbinary: Any, *arguments: str | Path) -> list[Any]:
    assert cli.run(["export", *map(str, arguments)]) == cli.DONE
    return list(json_lines(capfdbinary.readouterr().out))


def test_a_store_exports_what_its_pages_do(store: Path, trace: Trace, capfdbinary: Any) -> None:
    lines = exported(capfdbinary, store)
    assert {line["page"]["article"]["id"] for line in lines if "page" in line} == {
        page.article.id for page in trace.pages
    }
    assert {line["derivation"]["id"] for line in lines if "derivation" in line} == {
        each.id for each in trace.derivations
    }
    assert any("story" in line for line in lines)


def test_pages_and_stories_of_a_store_are_named(store: Path, capfdbinary: Any) -> None:
    with ondit.Corpus(store) as corpus:
        (story,) = corpus.stories()
        other = next(one for one in corpus.articles() if one.id not in story.articles)
    lines = exported(capfdbinary, store, story.id)
    assert {line["page"]["article"]["id"] for line in lines if "page" in line} == {*story.articles}
    lines = exported(capfdbinary, store, other.id)
    assert [line["page"]["article"]["id"] for line in lines] == [other.id]


def test_what_a_store_does_not_hold_is_said(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["export", str(store), "nothing", "--lang-ui", "en"]) == cli.FAILED
    assert cli.run(["export", str(tmp_path / "none.ondit"), "--lang-ui", "en"]) == cli.FAILED
    said = capsys.readouterr()
    assert said.out == ""
    assert "holds nothing by the name nothing" in said.err
    assert "no file or folder" in said.err


def test_a_story_of_a_store_is_bundled_and_reported(store: Path, tmp_path: Path) -> None:
    from ondit.bundle.verify import verify

    with ondit.Corpus(store) as corpus:
        (story,) = corpus.stories()
    case, report = tmp_path / "case.wacz", tmp_path / "report.html"
    assert cli.run(["bundle", str(store), story.id, "-o", str(case)]) == cli.DONE
    verified = verify(case.read_bytes(), name="case")
    assert (verified.pages, verified.report) == (len(story.articles), True)
    assert verified.findings == ()
    assert cli.run(["report", str(store), story.id, "-o", str(report)]) == cli.DONE
    assert report.read_text(encoding="utf-8").count("<article") >= len(story.articles)
