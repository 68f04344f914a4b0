"""The rows of a table as the DataFrame that AML passes to run().

A blank field is a missing value, and no other text is. The first rows of a file decide which of its columns hold text, so
that a column of texts does not become numbers in a mini-batch where all of them look like numbers.
https://learn.microsoft.com/python/api/azureml-core/azureml.data.dataset_factory.tabulardatasetfactory
"""

import io
import json
import os

_SEPARATORS = {"csv": ",", "tsv": "\t"}
_ROWS_LOOKED_AT = 200
_text_columns = {}


def to_frame(table):
    """Raises what pandas raises, and ValueError when it finds another number of rows than the replay."""
    import pandas

    frames = [_read_source(pandas, source) for source in table["sources"]]
    frame = frames[0] if len(frames) == 1 else pandas.concat(frames, ignore_index=True)
    if len(frame) != table["rows"]:
        raise ValueError("pandas reads %d rows where the replay counted %d" % (len(frame), table["rows"]))
    return frame


def _read_source(pandas, source):
    if source["format"] == "parquet":
        return _read_parquet(source)
    path = os.fsencode(source["path"])
    content = _read(path, ([source["header"]] if source["header"] else []) + source["ranges"])
    if source["format"] == "jsonl":
        return pandas.DataFrame([json.loads(line) for line in content.decode("utf-8-sig").split("\n") if line.strip()])
    options = {"sep": _SEPARATORS[source["format"]], "index_col": False, "keep_default_na": False, "na_values": [""]}
    if path not in _text_columns:
        with open(path, "rb") as file:
            _text_columns[path] = _find_text(pandas, pandas.read_csv(file, nrows=_ROWS_LOOKED_AT, **options))
    return pandas.read_csv(io.BytesIO(content), dtype=_text_columns[path], **options)


def _read_parquet(source):
    """Columns as they are in the file: nothing that pandas has noted there changes them."""
    try:
        from pyarrow import concat_tables
        from pyarrow.parquet import ParquetFile
    except ImportError as error:
        raise ImportError("Parquet needs pyarrow: python3 -m pip install pyarrow (%s)" % error) from error

    frames, first = [], 0
    with open(os.fsencode(source["path"]), "rb") as content:
        file = ParquetFile(content)
        for group in range(file.num_row_groups):
            last = first + file.metadata.row_group(group).num_rows
            wanted = [row for start, end in source["ranges"] for row in range(max(start, first), min(end, last))]
            if wanted:
                frames.append(file.read_row_group(group).take([row - first for row in wanted]))
            first = last
    return concat_tables(frames).to_pandas(ignore_metadata=True)


def _find_text(pandas, frame):
    is_number = (pandas.api.types.is_numeric_dtype, pandas.api.types.is_bool_dtype)
    return {name: str for name in frame.columns if not any(check(frame[name]) for check in is_number)}


def _read(path, ranges):
    parts = []
    with open(path, "rb") as file:
        for start, end in ranges:
            file.seek(start)
            parts.append(file.read(end - start))
    return b"".join(parts)
