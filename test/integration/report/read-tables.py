"""Reads the tables of a folder with other people's programs, and prints what they see, as JSON."""

import json
import sys

import duckdb
import openpyxl
import pandas

folder, *tables = sys.argv[1:]


def seen(frame):
    return {
        "types": {name: str(kind) for name, kind in frame.dtypes.items()},
        "records": json.loads(frame.to_json(orient="records", date_format="iso", double_precision=15)),
    }


def duckdb_of(source):
    relation = duckdb.sql(f"SELECT * FROM {source}")
    return {
        "types": dict(zip(relation.columns, map(str, relation.types))),
        "records": json.loads(json.dumps([dict(zip(relation.columns, row)) for row in relation.fetchall()], default=str)),
    }


def openpyxl_of(path):
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return {
        "name": sheet.title,
        "frozen": sheet.freeze_panes,
        "filter": sheet.auto_filter.ref,
        "cells": [
            [[cell.data_type, cell.quotePrefix, str(cell.value)] for cell in row if cell.value is not None]
            for row in sheet.iter_rows(min_row=2)
        ],
    }


def seen_of(table):
    name = f"{folder}/{table}"
    csv = {"dtype_backend": "numpy_nullable", "keep_default_na": False, "na_values": {"confidence": "", "date": ""}}
    return {
        "pandas": {
            "csv": seen(pandas.read_csv(f"{name}.csv", **csv)),
            "parquet": seen(pandas.read_parquet(f"{name}.parquet")),
            "xlsx": seen(pandas.read_excel(f"{name}.xlsx", keep_default_na=False, na_values=[""])),
        },
        "duckdb": {
            "csv": duckdb_of(f"read_csv('{name}.csv')"),
            "parquet": duckdb_of(f"'{name}.parquet'"),
        },
        "openpyxl": openpyxl_of(f"{name}.xlsx"),
    }


print(json.dumps({table: seen_of(table) for table in tables}))
