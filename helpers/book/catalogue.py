"""The data appendix: every table of the package, written from its description, so that it cannot go stale."""

from __future__ import annotations

import shutil
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

from helpers.book.citing import source_links
from helpers.book.markup import disclosure, file_url, listing, with_code
from helpers.book.settings import ROOT
from helpers.data import Field, Package, Table, load, read_package, say_date
from helpers.data.package import DESCRIPTION

FOLDER = "_data"


class data_file(nodes.General, nodes.Element):
    """A link to a file of the data folder, by ``path``."""


class DataCatalogue(SphinxDirective):
    """``data-catalogue``: a section for each table of the package."""

    def run(self) -> list[nodes.Node]:
        """Return the sections, in the order of the package."""
        package = read_package(ROOT / "data")
        return [self._overview(package), *(self._section(table) for table in package.tables.values())]

    def _overview(self, package: Package) -> nodes.Node:
        columns = ("table", "what it holds", "kind", "rows", "as of", "licence")
        rows = [
            (table.name, table.title, table.kind, str(len(load(table.name))), table.as_of, table.licence)
            for table in package.tables.values()
        ]
        return listing(columns, rows, "Tables of the data folder")

    def _section(self, table: Table) -> nodes.section:
        frame = load(table.name)
        section = nodes.section(ids=[f"table-{table.name.replace('_', '-')}"], names=[f"table {table.name}"])
        section += nodes.title("", table.title)
        section += nodes.paragraph("", "", *with_code(table.description))
        facts = nodes.field_list()
        for name, value in (
            ("Table", f"{table.name}, {len(frame)} rows"),
            ("Producer", table.producer),
            ("Edition", table.edition),
            ("As of", say_date(table.as_of)),
            ("Licence", f"{table.licence_title} (checked {say_date(table.licence_checked)})"),
        ):
            facts += nodes.field("", nodes.field_name("", name), nodes.field_body("", nodes.paragraph("", value)))
        section += facts
        section += data_file(path=table.path, table=table.name)
        if table.gaps:
            section += nodes.paragraph("", "", nodes.strong("", "Gaps"))
            section += nodes.bullet_list(
                "", *(nodes.list_item("", nodes.paragraph("", "", *with_code(gap))) for gap in table.gaps)
            )
        fields = disclosure(summary=f"Fields ({len(table.fields)})")
        rows = [_describe(field, table) for field in table.fields]
        columns = ("field", "type", "unit", "rules", "meaning")
        fields += listing(columns, rows, f"Fields of {table.name}")
        section += fields
        section += self._sources(frame.attrs["sources"])
        return section

    def _sources(self, keys: tuple[str, ...]) -> disclosure:
        sources = disclosure(summary=f"Sources ({len(keys)})")
        sources += source_links(keys, self.env.docname)
        return sources


def _describe(field: Field, table: Table) -> tuple[str, str, str, str, str]:
    rules = [
        f"{name} {value}" for name, value in field.constraints.items() if name in ("minimum", "maximum", "pattern")
    ]
    rules += ["required"] if field.constraints.get("required") else []
    rules += ["unique"] if field.constraints.get("unique") else []
    rules += [f"one of {', '.join(field.constraints['enum'])}"] if "enum" in field.constraints else []
    rules += [f"in {key.table}.{key.target}" for key in table.foreign_keys if key.column == field.name]
    return field.name, field.holds or field.type, field.unit, "; ".join(rules), field.description.replace("`", "")


def visit_data_file(writer: HTML5Translator, node: data_file) -> None:
    """Write the link."""
    url = file_url(writer, f"{FOLDER}/{node['path']}")
    writer.body.append(f'<p><a href="{url}" download aria-label="Download {node["table"]} as CSV">Download CSV</a></p>')


def depart_data_file(writer: HTML5Translator, node: data_file) -> None:
    """Nothing to close."""


def write_files(outdir: Path) -> None:
    """Copy what the package names beside the pages, as it is."""
    package = read_package(ROOT / "data")
    for name in (DESCRIPTION, package.bibliography, *(table.path for table in package.tables.values())):
        target = outdir / FOLDER / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(package.folder / name, target)


def register(app: Sphinx) -> None:
    """Tell Sphinx of the directive and the node."""
    app.add_directive("data-catalogue", DataCatalogue)
    app.add_node(data_file, html=(visit_data_file, depart_data_file))
