"""What publish.py accepts as the partition of a pipeline: less than the worker does, and nothing that the worker rejects.

A partition that names no folder would be published without a word, and every run would skip every image.
"""
import argparse
import datetime
import re

_FORMS = (
    "is %r: give folder names joined by slashes, for example 2020/08/07 for a day, 2020/08 for a month or north/cam1; a "
    "name begins with a letter and has letters, digits, - and _"
)
_DAY = re.compile(r"((?:19|20)\d\d)([/-])(\d\d)(?:\2(\d\d))?(?=/|$)", re.ASCII)
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
# What programs and people write where they have no value, or a format in place of a date.
_NO_VALUE = set("none null nil undefined nan nat today yesterday tomorrow now".split())
_PLACEHOLDER = set(
    "n/a default dummy placeholder empty blank todo tbd unset not-set not_set notset change-me change_me changeme all any "
    "string value input_partition partition date day utcnow".split()
)
_FORMAT = re.compile(r"[dmy/_-]+")
_MONTH = re.compile(r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)")


def input_partition(text):
    """Returns the text; raises argparse.ArgumentTypeError for what may name no partition."""
    if not _is_partition(text):
        raise argparse.ArgumentTypeError(_FORMS % text)
    return text


def _is_partition(text):
    before, found = "", _DAY.match(text) or re.search(r"(?<=/)" + _DAY.pattern, text, re.ASCII)
    rest = text
    if found:
        if not _is_in_calendar(found) or found.start() and found.group(2) != "/":
            return False
        before, rest = text[: max(found.start() - 1, 0)], text[found.end() + 1 :]
        if text.endswith("/"):
            return False
    names = [name for part in (before, rest) if part for name in part.split("/")]
    if not found and not names or not all(map(_NAME.fullmatch, names)):
        return False
    lower = text.lower()
    words = re.split("[/_-]", lower)
    if lower in _PLACEHOLDER or _NO_VALUE.intersection(words) or "pipelineparameter" in lower:
        return False
    return bool(found) or not (_FORMAT.fullmatch(lower) or re.search(r"\d", lower) and _MONTH.search(lower))


def _is_in_calendar(found):
    year, _, month, day = found.groups()
    try:
        return bool(datetime.date(int(year), int(month), int(day or 1)))
    except ValueError:
        return False
