"""Numbers in sentences come from rows; a number typed by hand does not pass."""

import csv

import pytest

from helpers.book.prose_rules import check_prose, hand_typed, paragraphs, spoken_by_cells, stray_names, typed_values
from helpers.book.settings import ROOT
from helpers.data import load
from helpers.prose import NUMBER_TYPE, number


def test_a_number_carries_its_rows_and_sources() -> None:
    rows = load("gdp").query("iso3 == 'RUS' and year >= 2024")
    data = number("test.gdp", 2.17345, rows=rows, says="trillion dollars", digits=1)._repr_mimebundle_()[NUMBER_TYPE]
    assert (data["text"], data["value"], data["table"], data["sources"]) == ("2.2", 2.2, "gdp", ["wdi"])
    assert [row[:2] for row in data["rows"]] == [["RUS", "2024"], ["RUS", "2025"]]


def test_large_numbers_are_grouped() -> None:
    assert number("test.many", 20000, rows=load("gdp"), says="people").data["text"] == "20,000"


@pytest.mark.parametrize(
    ("key", "value", "says", "message"),
    [
        ("gdp", 1, "x", "not of the form chapter.name"),
        ("test.gdp", float("nan"), "x", "not a finite number"),
        ("test.gdp", float("inf"), "x", "not a finite number"),
        ("test.gdp", True, "x", "not a finite number"),
        ("test.gdp", "6", "x", "not a finite number"),
        ("test.gdp", 6, " ", "say what it is"),
    ],
)
def test_a_number_that_does_not_serve_is_refused(key, value, says, message) -> None:
    with pytest.raises(ValueError, match=message):
        number(key, value, rows=load("gdp"), says=says)


def test_a_number_without_rows_is_refused() -> None:
    with pytest.raises(ValueError, match="no rows stand behind it"):
        number("test.gdp", 0, rows=load("gdp").query("year == 1900"), says="x")


def test_background_rows_alone_carry_no_number() -> None:
    steps = load("membership")
    with pytest.raises(ValueError, match="only background rows stand behind it"):
        number("test.steps", 3, rows=steps.head(3).assign(background=True), says="steps")


def test_the_rows_in_a_note_are_written_as_in_the_data() -> None:
    rows = load("forces").query("force == 'CRRF'")
    shown = number("test.crrf", len(rows), rows=rows, says="claims").data
    place = shown["columns"].index("strength")
    with (ROOT / "data/events/forces.csv").open(encoding="utf-8", newline="") as file:
        written = [row["strength"] for row in csv.DictReader(file) if row["force"] == "CRRF"]
    assert [row[place] for row in shown["rows"]] == written  # 18000, neither 18000.0 nor 18,000


@pytest.mark.parametrize(
    "line",
    [
        "The alliance has 6 members.",
        "Russia pays 50 per cent.",
        "About 2,500 troops came.",
        "It fell by 4.5%.",
        "Six states signed.",
        "Some twenty thousand soldiers stood ready.",
        "Three of its members left.",
        "Half of the parties voted against.",
        "It holds five large exercises a year.",
        "A dozen states applied.",
        "About 2000 troops landed, and 1950 soldiers.",
        "It has _6_ seats.",
        "See No.6 of the list.",
        "Half: ½ of it.",
        "Four of the six took part.",
        "Seven resolutions followed.",
        "About twenty\nstates signed.",
        "{Num}`summary.saved` states spent a million dollars.",
    ],
)
def test_these_are_numbers_typed_by_hand(line: str) -> None:
    assert hand_typed(line)


@pytest.mark.parametrize(
    "line",
    [
        "Signed on 15 May 1992, in force since 20 April 1994.",
        "From 6 to 19 January 2022 the forces stayed.",
        "Between 1992 and 2026, in the 1990s, in 2014–18.",
        "Article 4 of the treaty; Articles 19 and 20 of the Charter.",
        "The share is $100\\, x / 2$, with $w = 1/2$.",
        "{Word}`summary.bound` states are bound, {num}`summary.steps` steps.",
        "He spoke of “6 states and 20,000 troops”.",
        "`data[0]` and [a page](chapter-2.html) and {cite:p}`wdi2026`.",
        "The Charter knows one way out and no other.",
        "Its two clocks are kept apart; the first is that of the treaty.",
        "You need Python 3.11 or later; text is CC BY 4.0.",
        "1. The first item of a list.",
        "Allies saved {num}`summary.saved` million dollars a year.",
    ],
)
def test_these_are_free(line: str) -> None:
    assert hand_typed(line) == []


def test_names_with_digits_are_free_when_the_register_has_them() -> None:
    assert hand_typed("The 201st base stayed.") != []
    assert hand_typed("The 201st base stayed.", ["201st base"]) == []


def test_a_name_that_strays_from_the_register_is_named() -> None:
    wrong = {"Lukashenka": "Lukashenko"}
    assert stray_names("President Lukashenka spoke.", wrong) == [(10, "'Lukashenka': the register has 'Lukashenko'")]
    assert stray_names("“Lukashenka” is a spelling; Lukashenko is ours.", wrong) == []


def test_code_front_matter_and_quotations_are_not_prose_and_notes_are() -> None:
    text = """---
a: 6 members
---
Prose
goes on.

```{code-cell}
6 members
```

> 6 members, he said.

:::{note}
:class: x
Inside.
:::

```{note}
Within.
```

(label)=
(In brackets.)

Term
: meaning

```
6 members
```
"""
    assert list(paragraphs(text)) == [
        (4, "Prose\ngoes on."),
        (15, "Inside."),
        (19, "Within."),
        (23, "(In brackets.)"),
        (25, "Term\n: meaning"),
    ]


def test_what_a_cell_says_is_judged_but_for_its_computed_parts() -> None:
    text = """```{code-cell} ipython3
:tags: [x]

tell("a.b", 6, rows=rows, says="of 12 members")
card("a.c", draw, title=f"Of {n} states, {m} stay", alt="Five" + f" members and {n}")
count("a.d", rows, "of 12 states")
```
"""
    assert [words for _, words in spoken_by_cells(text)] == [
        "of 12 members",
        "Of  …  states,  …  stay",
        "Five …  members and ",
        "of 12 states",
    ]
    assert list(typed_values(text)) == [(4, "6 is told as a constant; compute it from rows")]
    assert [bool(hand_typed(words)) for _, words in spoken_by_cells(text)] == [True, False, False, True]


def test_a_fault_is_reported_on_its_own_line(tmp_path) -> None:
    (tmp_path / "chapters").mkdir()
    (tmp_path / "chapters/x.md").write_text("# X\n\nOne line\nand 6 members.\n")
    assert [str(one).split(" ")[0] for one in check_prose(tmp_path)] == ["chapters/x.md:4:"]


def test_the_chapters_hold_no_hand_typed_number_and_no_stray_name() -> None:
    assert [str(problem) for problem in check_prose(ROOT)] == []
