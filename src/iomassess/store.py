"""Rows as a Parquet file, by way of DuckDB, which reads and writes them a part at a time."""

import atexit
import gc
from collections.abc import Iterable, Iterator
from pathlib import Path

from iomassess.output import unused, write_all
from iomassess.problems import refused

_TYPES = {"evidenced": "TINYINT", "possible": "TINYINT", "disputed": "VARCHAR[]"}
"""The types of columns that are not text."""
_GROUP = 20_480
"""Rows that are written together."""
_BLOCK = 1 << 20


def write_parquet(lines: Iterable[str], columns: Iterable[str], output: Path) -> None:
    """Write rows, given as lines of JSON, to a file that is replaced only once all is written.

    Raises InvalidSource when the file cannot be written, or DuckDB is not to be had.
    """
    from shutil import rmtree
    from tempfile import gettempdir

    try:
        import duckdb
    except ImportError:
        raise refused("--format parquet", "needs duckdb: pip install 'iomassess[store]'") from None
    atexit.register(gc.unfreeze)  # what is not collected at the end, DuckDB takes for leaks and says so
    types = {name: _TYPES.get(name, "VARCHAR") for name in columns}
    folder = Path(gettempdir(), unused())
    given, made = folder / "rows.jsonl", folder / "rows.parquet"
    try:
        folder.mkdir(mode=0o700)
        with given.open("w", encoding="utf-8") as file:
            file.writelines(lines)
        with duckdb.connect(config={"threads": 1}) as store:
            rows = store.read_json(str(given), columns=types, format="newline_delimited")
            rows.write_parquet(str(made), compression="zstd", row_group_size=_GROUP)
        write_all(output, _blocks(made))
    except (OSError, duckdb.Error) as error:  # such as a full disk
        why = error.strerror if isinstance(error, OSError) else str(error).splitlines()[0]
        raise refused(str(output), f"cannot be written: {why}") from None
    finally:
        rmtree(folder, ignore_errors=True)


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            yield block
