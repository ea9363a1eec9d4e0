"""One table as Parquet, in row groups; needs the extra ``parquet``."""

from __future__ import annotations

from itertools import islice
from typing import Any, BinaryIO

from ondit.errors import MissingExtra
from ondit.views.export import Findings
from ondit.views.export.tables import TABLES, Kind

_GROUP = 10_000  # rows held at a time: some tens of megabytes of text


def write(found: Findings, file: BinaryIO, *, table: str = "articles") -> None:
    """Write the ``table``. Raises :class:`MissingExtra` without the library pyarrow."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise MissingExtra(extra="parquet") from error
    chosen = TABLES[table]
    types: dict[Kind, Any] = {
        "text": pa.string(),
        "count": pa.int64(),
        "share": pa.float64(),
        "truth": pa.bool_(),
    }
    schema = pa.schema([(name, types[kind]) for name, kind in chosen.columns])
    rows = chosen.rows(found)
    with pq.ParquetWriter(file, schema, compression="zstd") as writer:
        while group := list(islice(rows, _GROUP)):
            columns = [
                pa.array(column, field.type)
                for column, field in zip(zip(*group, strict=True), schema, strict=True)
            ]
            writer.write_table(pa.Table.from_arrays(columns, schema=schema))
