"""``load`` gives typed frames that know where their rows come from."""

import pandas as pd
import pytest

from helpers.data import about, load, read_package, source_keys
from helpers.data.bibliography import read_bibliography

TABLES = sorted(read_package().tables)


@pytest.mark.parametrize("name", TABLES)
def test_every_table_loads_with_its_provenance(name: str) -> None:
    frame, table = load(name), read_package().table(name)
    assert len(frame) > 0
    assert list(frame.columns) == table.columns
    assert frame.attrs["table"] == name
    assert frame.attrs["licence"] == table.licence
    assert frame.attrs["as_of"] == table.as_of
    assert set(frame.attrs["sources"]) == {key for cell in frame["sources"] for key in cell.split(";")}
    assert set(frame.attrs["sources"]) <= set(read_bibliography())


@pytest.mark.parametrize("name", TABLES)
def test_columns_have_the_type_that_the_package_states(name: str) -> None:
    frame = load(name)
    for field in read_package().table(name).fields:
        column = frame[field.name]
        if field.type in ("integer", "number"):
            assert pd.api.types.is_numeric_dtype(column), field.name
        elif field.type == "boolean":
            assert pd.api.types.is_bool_dtype(column), field.name
        else:
            assert column.map(type).eq(str).all(), field.name


@pytest.mark.parametrize("name", TABLES)
def test_every_table_states_licence_date_and_unit(name: str) -> None:
    table = read_package().table(name)
    assert table.licence and table.licence_checked and table.producer and table.edition and table.description
    if table.kind == "series":
        assert all(field.unit for field in table.fields if field.name == "value")


def test_filters_keep_the_table_and_a_merge_without_it_is_refused() -> None:
    spells = load("membership_spells")
    kept = spells[spells["org"] == "CST"].sort_values("start").query("status == 'in_force'")
    assert about(kept).name == "membership_spells"
    with pytest.raises(ValueError, match="do not know their table"):
        about(pd.DataFrame({"sources": ["wdi"]}))


def test_sources_of_rows_come_with_the_most_used_first() -> None:
    frame = pd.DataFrame({"sources": ["b;a", "b", "c;b"]})
    assert source_keys(frame) == ("b", "a", "c")


def test_two_loads_do_not_share_rows() -> None:
    spoilt = load("gdp")
    spoilt["value"] = 0
    assert load("gdp")["value"].max() > 0


# Values published elsewhere, against which the extracts are held.
def test_series_agree_with_published_figures() -> None:
    def at(name: str, iso3: str, year: int) -> float:
        frame = load(name)
        return frame[(frame["iso3"] == iso3) & (frame["year"] == year)]["value"].item()

    assert round(at("gdp", "RUS", 2023) / 1e9, -1) == pytest.approx(2050, abs=25)
    assert round(at("military_expenditure", "RUS", 2024), 1) == pytest.approx(7.1, abs=0.1)
    exports = load("arms_exports")
    russia = exports[exports["supplier"] == "Russia"]
    for first, last, published in ((2014, 2018, 21), (2019, 2023, 11)):
        period = russia[russia["year"].between(first, last)]
        assert round(100 * period["value"].sum() / period["world"].sum()) == pytest.approx(published, abs=1)


def test_no_share_of_the_artefact_years_is_carried() -> None:
    milex = load("military_expenditure")
    assert milex[(milex["iso3"] == "TJK") & (milex["year"] <= 1994)].empty
    assert milex[(milex["iso3"] == "UZB") & milex["year"].between(2006, 2012)].empty
