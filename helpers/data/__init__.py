"""Floor 0: the data folder as typed frames that know their sources.

``data/datapackage.json`` is the one place that knows the schema. :func:`load` checks what it reads
against it with the standard library and pandas alone, so that it also runs in a browser.
"""

from helpers.data.dates import as_of, parse_date, runs_on, say_date
from helpers.data.loading import about, load, source_keys, used_tables
from helpers.data.package import Field, Package, Table, data_folder, read_package
from helpers.data.problems import DataError, Problem

__all__ = [
    "DataError",
    "Field",
    "Package",
    "Problem",
    "Table",
    "about",
    "as_of",
    "data_folder",
    "load",
    "parse_date",
    "read_package",
    "runs_on",
    "say_date",
    "source_keys",
    "used_tables",
]
