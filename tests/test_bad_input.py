"""Whatever is wrong with a data file, both lines of defence say what, where, and what to do."""

import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from helpers.book.__main__ import main
from helpers.data import DataError, load

SPELLS, FORCES, MILEX = "events/membership_spells.csv", "events/forces.csv", "series/military_expenditure.csv"


@dataclass(frozen=True)
class Case:
    """A way to break a file: which table, how, and what the message must hold."""

    table: str
    path: str
    spoil: Callable[[bytes], bytes | None]
    says: str


def cell(line: int, column: int, text: str) -> Callable[[bytes], bytes]:
    """Put a text into one cell of a file."""

    def spoil(raw: bytes) -> bytes:
        rows = list(csv.reader(io.StringIO(raw.decode())))
        rows[line - 1][column] = text
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows(rows)
        return out.getvalue().encode()

    return spoil


def columns(order: Callable[[list[str]], list[str]]) -> Callable[[bytes], bytes]:
    """Rearrange the cells of every line."""
    return lambda raw: "\n".join(
        ",".join(order(line.split(","))) if line else "" for line in raw.decode().split("\n")
    ).encode()


def twice(raw: bytes) -> bytes:
    lines = raw.split(b"\n")
    return b"\n".join([*lines[:2], *lines[1:]])


def bare_comma(raw: bytes) -> bytes:
    lines = raw.split(b"\n")
    lines[1] = b"ARM,1995,2,5,wdi"
    return b"\n".join(lines)


def overlap(raw: bytes) -> bytes:
    lines = raw.decode().split("\n")
    number = next(n for n, one in enumerate(lines) if one.startswith("sp-cst-arm-in_force"))
    copy = lines[number].replace("sp-cst-arm-in_force-1994-04-20", "sp-cst-arm-in_force-copy")
    return "\n".join([*lines[: number + 1], copy, *lines[number + 1 :]]).encode()


CASES = {
    "a date that is not in the calendar": Case("membership_spells", SPELLS, cell(2, 4, "2002-13-01"), r":2 start: '2002-13-01' is not a date \(YYYY, YYYY-MM or YYYY-MM-DD\)"),
    "a day that February does not have": Case("membership_spells", SPELLS, cell(2, 4, "2023-02-30"), r":2 start: '2023-02-30' is not a date"),
    "a date in another form": Case("membership_spells", SPELLS, cell(2, 4, "15.05.1992"), r":2 start: '15.05.1992' is not a date"),
    "an unknown state": Case("membership_spells", SPELLS, cell(2, 2, "XYZ"), r":2 iso3: 'XYZ' is not in states.iso3"),
    "a duplicate id": Case("membership_spells", SPELLS, twice, r":3 id: .* stands already on line 2"),
    "a missing source key": Case("membership_spells", SPELLS, cell(2, 8, ""), r":2 sources: is empty, expected a value"),
    "an unknown source key": Case("membership_spells", SPELLS, cell(2, 8, "nobody_1999"), r":2 sources: 'nobody_1999' not in data/sources.bib"),
    "a missing column": Case("military_expenditure", MILEX, columns(lambda cells: cells[:2] + cells[3:]), r":1 value: the column is missing"),
    "an extra column": Case("military_expenditure", MILEX, columns(lambda cells: [*cells, "more"]), r":1 more: the column is not in data/datapackage.json"),
    "swapped columns": Case("military_expenditure", MILEX, columns(lambda cells: [cells[1], cells[0], *cells[2:]]), r":1: columns stand as year, iso3, .*expected the order iso3, year"),
    "text in a number": Case("military_expenditure", MILEX, cell(2, 2, "much"), r":2 value: 'much' is not a number"),
    "a decimal comma": Case("military_expenditure", MILEX, cell(2, 2, "2,5"), r":2 value: '2,5' has a decimal comma, expected a point \(2.5\)"),
    "a decimal comma without quotes": Case("military_expenditure", MILEX, bare_comma, r":2: has 5 cells, expected 4; a comma"),
    "a negative share": Case("military_expenditure", MILEX, cell(2, 2, "-1"), r":2 value: '-1' is below 0 per cent of GDP"),
    "a share over 100 per cent": Case("military_expenditure", MILEX, cell(2, 2, "101"), r":2 value: '101' is above 100 per cent of GDP"),
    "a fraction of a person": Case("forces", FORCES, cell(3, 3, "5500.5"), r":3 strength: '5500.5' is not a whole number"),
    "another encoding": Case("forces", FORCES, lambda raw: raw.decode().encode("cp1251", "replace").replace(b"Bordyuzha", "Бордюжа".encode("cp1251"), 1), r": is not UTF-8 \(byte 0xc1\); save the file as UTF-8"),
    "a byte order mark": Case("forces", FORCES, lambda raw: b"\xef\xbb\xbf" + raw, r":1: begins with a byte order mark; run `make tidy`"),
    "Windows line ends": Case("forces", FORCES, lambda raw: raw.replace(b"\n", b"\r\n"), r":1: ends in CRLF, expected LF; run `make tidy`"),
    "an empty file": Case("forces", FORCES, lambda raw: b"", r"forces.csv: the file is empty"),
    "a header alone": Case("forces", FORCES, lambda raw: raw.split(b"\n")[0] + b"\n", r":1: has a header and no rows"),
    "a missing file": Case("forces", FORCES, lambda raw: None, r"forces.csv: the file is missing"),
    "overlapping intervals": Case("membership_spells", SPELLS, overlap, r" start: 1994-04-20 to open overlaps 1994-04-20 to open on line \d+ \(CST, ARM, in_force\)"),
    "an interval that ends before it starts": Case("membership_spells", SPELLS, cell(2, 5, "1991-01-01"), r":2 end: '1991-01-01' is not after start '1992-05-15'"),
    "markup in a text": Case("forces", FORCES, cell(3, 4, "<script>alert(1)</script>"), r":3 qualifier: '<script>alert\(1\)</script>' holds markup"),
    "an entity in a text": Case("forces", FORCES, cell(3, 4, "&lt;b&gt;"), r":3 qualifier: .* holds markup"),
    **{
        f"a text that begins with {sign}": Case("forces", FORCES, cell(3, 4, f"{sign}SUM(A1)"), rf":3 qualifier: '\{sign}SUM\(A1\)' begins with '\{sign}', which a spreadsheet would run")
        for sign in "=+-@"
    },
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_both_lines_of_defence_name_the_fault(name: str, book_copy: Path, capsys: pytest.CaptureFixture) -> None:
    case = CASES[name]
    path = book_copy / "data" / case.path
    spoilt = case.spoil(path.read_bytes())
    path.unlink()
    if spoilt is not None:
        path.write_bytes(spoilt)
    expected = re.compile(rf"data/{re.escape(case.path)}.*" if case.says.startswith((":", " ")) else "")

    with pytest.raises(DataError) as caught:
        load(case.table, book_copy / "data")
    status = main(["check", "--root", str(book_copy)])

    for said in (str(caught.value), capsys.readouterr().err):
        assert re.search(case.says, said), said
        assert expected.search(said)
        assert "Traceback" not in said
    assert status == 1


def test_every_offender_is_reported_at_once(book_copy: Path) -> None:
    path = book_copy / "data" / MILEX
    lines = path.read_text().split("\n")
    for number in (1, 2, 5):
        lines[number] = lines[number].replace("sipri_milex", "sipri_mylex")
    path.write_text("\n".join(lines))
    with pytest.raises(DataError) as caught:
        load("military_expenditure", book_copy / "data")
    assert [problem.line for problem in caught.value.problems] == [2, 3, 6]


def test_an_unknown_table_is_answered_with_the_known_ones(book_copy: Path) -> None:
    with pytest.raises(DataError, match=r"no table 'treaties'; there are: .*membership_spells"):
        load("treaties", book_copy / "data")


def test_a_broken_description_is_named_with_its_line(book_copy: Path, capsys: pytest.CaptureFixture) -> None:
    path = book_copy / "data/datapackage.json"
    path.write_text(path.read_text().replace('"name": "gdp",', '"name" "gdp",', 1))
    with pytest.raises(DataError, match=r"datapackage.json:\d+: is not JSON in UTF-8"):
        load("gdp", book_copy / "data")
    assert main(["check", "--root", str(book_copy)]) == 1
    assert "is not JSON" in capsys.readouterr().err


def test_tidy_mends_line_ends_and_byte_order_marks(book_copy: Path) -> None:
    path = book_copy / "data" / FORCES
    clean = path.read_bytes()
    path.write_bytes(b"\xef\xbb\xbf" + clean.replace(b"\n", b"\r\n"))
    assert main(["tidy", "--root", str(book_copy)]) == 0
    assert path.read_bytes() == clean


def test_a_broken_table_does_not_make_its_sources_look_unused(book_copy: Path, capsys: pytest.CaptureFixture) -> None:
    path = book_copy / "data/codes/states.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert main(["check", "--root", str(book_copy)]) == 1
    said = capsys.readouterr().err
    assert "states.csv:1: begins with a byte order mark" in said
    assert "remove it or use it" not in said


def test_a_chapter_that_no_page_is_made_of_is_named(book_copy: Path, capsys: pytest.CaptureFixture) -> None:
    (book_copy / "chapters").mkdir()
    (book_copy / "_toc.yml").write_text("format: jb-book\nroot: chapters/summary\n")
    for name, text in (("summary", "# S\n\nSee {cite:p}`nobody_1999`.\n"), ("draft", "# D\r\n")):
        (book_copy / f"chapters/{name}.md").write_bytes(text.encode())
    assert main(["check", "--root", str(book_copy)]) == 1
    said = capsys.readouterr().err
    assert "chapters/draft.md: is not in _toc.yml" in said
    assert "chapters/draft.md: ends lines in CRLF" in said
    assert "chapters/summary.md:3: cites 'nobody_1999', which has no entry in data/sources.bib" in said
    assert main(["tidy", "--root", str(book_copy)]) == 0
    assert (book_copy / "chapters/draft.md").read_bytes() == b"# D\n"


def test_a_page_that_stands_under_two_keys_is_named(book_copy: Path, capsys: pytest.CaptureFixture) -> None:
    bibliography = book_copy / "data/sources.bib"
    text = bibliography.read_text(encoding="utf-8")
    url = re.search(r"url = \{([^}]+)\}", text)[1]
    again = f"@misc{{zzz_again,\n  author = {{A}},\n  title = {{T}},\n  url = {{{url}}},\n  tier = {{press}},\n}}\n"
    bibliography.write_text(f"{text}\n{again}", encoding="utf-8")
    assert main(["check", "--root", str(book_copy)]) == 1
    assert "zzz_again: has the address of" in capsys.readouterr().err


def test_a_bare_per_cent_sign_in_the_bibliography_is_named(book_copy: Path, capsys: pytest.CaptureFixture) -> None:
    # To BibTeX it begins a comment: the closing brace goes with it, and the build once ended in a traceback.
    bibliography = book_copy / "data/sources.bib"
    entry = "@misc{zzz_half,\n  author = {A},\n  title = {{Over 40% of them}},\n  tier = {press},\n}\n"
    bibliography.write_text(f"{bibliography.read_text(encoding='utf-8')}\n{entry}", encoding="utf-8")
    assert main(["check", "--root", str(book_copy)]) == 1
    assert "zzz_half: title has a bare % in" in capsys.readouterr().err
