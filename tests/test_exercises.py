"""Exercises: what they must say, that their solutions check themselves, and how both stand on a page."""

import re
import subprocess
from pathlib import Path

import nbformat
import pytest
from clone import CHAPTER_HEAD, Clone

from helpers.book.exercise_rules import check_exercises, exercises_at_fault
from helpers.book.exercises import without_solutions
from helpers.book.pages import read_notebook
from helpers.book.prose_rules import check_prose, hand_typed, paragraphs
from helpers.book.settings import ROOT

HEAD = (
    CHAPTER_HEAD
    + """
# Trial

"""
)
BOX = """:::{exercise} Count the rows
:skill: read a source
:minutes: 15

How many rows are there?
:::

"""
SOLUTION = """```{code-cell} ipython3
:tags: [solution]

rows = [1, 2]
assert len(rows) == 2
print("counted")
```

"""
GOOD = HEAD + BOX + SOLUTION


def test_an_exercise_with_its_solution_passes() -> None:
    assert exercises_at_fault(GOOD) == []
    fenced = BOX.replace(":::{", "```{").replace(":::", "```")
    between = "Some words.\n\n```{code-cell} ipython3\nrows = []\n```\n\n"
    assert exercises_at_fault(HEAD + fenced + between + SOLUTION + "## More\n\n" + BOX + SOLUTION) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        (SOLUTION, "", 14, "exercise 'Count the rows' has no solution; put a code cell tagged `solution` after it"),
        (SOLUTION, "## Next\n\n" + SOLUTION, 14, "has no solution"),
        (SOLUTION, "## Next\n\n" + SOLUTION, 26, "has no exercise before it under its heading"),
        (SOLUTION, "Next\n----\n\n" + SOLUTION, 14, "has no solution"),
        (BOX, BOX + BOX, 14, "has no solution"),
        (BOX, "", 17, "a cell tagged `solution` has no exercise before it"),
        (SOLUTION, SOLUTION + SOLUTION, 32, "is a second solution of exercise 'Count the rows'; make one cell of both"),
        ("assert len(rows) == 2\n", "", 24, "the solution has no `assert`"),
        ("assert len(rows) == 2", "assert True", 24, "asserts only constants"),
        (":skill: read a source\n", "", 14, "needs a line `:skill:`, one of read a source, code a case,"),
        ("read a source", "read a book", 14, "skill 'read a book' is not one of read a source"),
        (":minutes: 15\n", "", 14, "needs a line `:minutes:`"),
        (":minutes: 15", ":minutes: 0", 14, "minutes '0' is not a whole number from 1 to 180"),
        (":minutes: 15", ":minutes: ten", 14, "minutes 'ten' is not a whole number"),
        (":minutes: 15", ":minute: 15", 14, "'minute'"),
        (" Count the rows", "", 14, "an exercise needs a title"),
        ("How many rows are there?\n", "", 14, "does not say what is to be done"),
        (BOX, "::::{note}\n" + BOX.strip() + "\n::::\n\n", 14, "an exercise stands inside another block"),
        (BOX, "- " + BOX.replace("\n", "\n  ").strip() + "\n\n", 14, "an exercise stands inside another block"),
        ("```{code-cell} ipython3", "```{raw-cell}", 24, "a raw cell is tagged `solution`"),
    ],
)
def test_what_does_not_serve_is_named_with_its_line(old: str, new: str, line: int, says: str) -> None:
    assert old in GOOD
    found = exercises_at_fault(GOOD.replace(old, new))
    assert any(place == line and says in fault for place, fault in found), found


def test_lines_are_those_of_the_chapter_where_empty_lines_stand_before() -> None:
    text = HEAD + SOLUTION.replace("[solution]", "[x]") + "\n\n\n" + BOX
    assert [line for line, _ in exercises_at_fault(text)] == [text[: text.index(":::")].count("\n") + 1]


def test_the_check_names_the_file(tmp_path: Path) -> None:
    (tmp_path / "chapters").mkdir()
    (tmp_path / "chapters/x.md").write_text(HEAD + BOX)
    assert [str(one).split(" ")[0] for one in check_exercises(tmp_path)] == ["chapters/x.md:14:"]


def test_the_chapters_have_no_exercise_at_fault() -> None:
    assert [str(problem) for problem in check_exercises(ROOT)] == []


def test_the_words_of_an_exercise_are_judged_with_its_title_and_without_its_options(tmp_path: Path) -> None:
    assert [words for _, words in paragraphs(BOX)] == ["Count the rows", "How many rows are there?"]
    (tmp_path / "chapters").mkdir()
    (tmp_path / "chapters/x.md").write_text(BOX.replace("Count the", "Count 6").replace("How many", "Are 7"))
    assert [str(one).split(": ")[0] for one in check_prose(tmp_path)] == ["chapters/x.md:1", "chapters/x.md:5"]
    check = ":::{admonition} Source check: 6 members\n:class: source-check\nWords.\n:::\n"
    assert [bool(hand_typed(words)) for _, words in paragraphs(check)] == [True, False]


def test_a_student_edition_is_without_solutions_and_the_original_keeps_them() -> None:
    notebook = read_notebook(HEAD + BOX + SOLUTION + "After.\n\n```{code-cell} ipython3\nx = 1\n```\n", "x.md")
    before = nbformat.writes(notebook)
    stripped = without_solutions(notebook)
    assert [cell.source.split("\n")[0] for cell in stripped.cells] == ["# Trial", "After.", "x = 1"]
    assert len(stripped.metadata["source_map"]) == 3
    assert stripped.metadata["source_map"] == [line for line in notebook.metadata["source_map"] if line != 21]
    stripped.cells[0].source = "changed"
    assert nbformat.writes(notebook) == before
    assert without_solutions(nbformat.v4.new_notebook()).cells == []


def example() -> str:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    table, exercise = (
        re.search(rf"<!-- example: {name} -->\n(`+)\w+\n(.*?)\n\1\n", readme, re.DOTALL).group(2)
        for name in ("table", "exercise")
    )
    return f"{HEAD}```{{code-cell}} ipython3\n{table.replace('treaty.', 'trial.')}\n```\n\n{exercise}\n"


def test_the_readmes_exercise_passes() -> None:
    assert "{exercise}" in example() and exercises_at_fault(example()) == []


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Clone:
    """A book of one page, the README's example with a second exercise, and its bibliography."""
    more = "Go on with {ref}`trial-exercise-1`.\n\n" + BOX + "Words between.\n\n" + SOLUTION
    toc = "format: jb-book\nroot: chapters/appendix/sources\nchapters:\n  - file: chapters/trial\n"
    made = Clone(tmp_path_factory.mktemp("exercises") / "book", toc, {"trial": f"{example()}\n{more}"})
    made.build()
    return made


@pytest.mark.slow
def test_a_page_shows_number_title_skill_time_and_a_folded_solution(clone: Clone) -> None:
    page = (clone.folder / "_build/html/chapters/trial.html").read_text(encoding="utf-8")
    first, second = re.findall(r'<div [^>]*id="trial-exercise-\d".*?</div>\n(?=<p>|</section>|<div)', page, re.DOTALL)[
        :2
    ]
    assert 'role="group"' in first and 'aria-labelledby="trial-exercise-1-title"' in first
    assert "Exercise 1 – Who came later" in first and "Exercise 2 – Count the rows" in second
    assert '<p class="exercise-facts">Read a source, 10 minutes</p>' in first
    folds = re.findall(r'<details class="solution"><summary>(.*?)</summary>(.*?)</details>', page, re.DOTALL)
    assert [summary for summary, _ in folds] == ["Show a solution to exercise 1", "Show a solution to exercise 2"]
    assert "assert" in folds[0][1] and "counted" in folds[1][1]
    assert '<details class="solution">' in first  # right after its exercise: in its box
    assert '<span class="std std-ref">Exercise 1</span>' in page


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_solution_opens_by_keyboard_and_without_scripts(clone: Clone, chromium, theme: str) -> None:
    from accessibility import faults

    address = (clone.folder / "_build/html/chapters/trial.html").as_uri()
    for width, scripts in ((390, False), (1280, True)):
        context = chromium.new_context(
            color_scheme=theme, java_script_enabled=scripts, viewport={"width": width, "height": 900}
        )
        page = context.new_page()
        page.goto(address, wait_until="load")
        fold = page.locator("details.solution").first
        assert not fold.locator(".cell").is_visible()
        fold.locator("summary").focus()
        page.keyboard.press("Enter")
        assert fold.locator(".cell").is_visible()
        if scripts:
            page.wait_for_timeout(300)
            assert page.get_by_role("group", name="Exercise 1 – Who came later").count() == 1
            assert faults(page) == []
        context.close()


@pytest.mark.slow
def test_a_solution_that_no_longer_holds_fails_the_build(clone: Clone) -> None:
    said = clone.fails_with([("chapters/trial.md", "len(rows) == 2", "len(rows) == 3")])
    assert re.search(r"^chapters/trial.md:\d+: AssertionError", said, re.MULTILINE), said


@pytest.mark.slow
def test_exercises_without_skill_or_minutes_fail_the_build(clone: Clone) -> None:
    skill, minutes = ":skill: read a source\n:minutes: 10", ":minutes: 15"
    said = clone.fails_with(
        [("chapters/trial.md", skill, ":minutes: 10"), ("chapters/trial.md", minutes, ":minutes: soon")]
    )
    for fault in ("needs a line `:skill:`", "minutes 'soon' is not a whole number"):
        assert re.search(rf"chapters/trial.md:\d+: (WARNING|ERROR): .*{fault}", said), said


@pytest.mark.slow
def test_make_check_refuses_an_exercise_without_its_solution(clone: Clone) -> None:
    path = clone.folder / "chapters/trial.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(SOLUTION, ""), encoding="utf-8")
    done: subprocess.CompletedProcess = clone.run("check")
    path.write_text(text, encoding="utf-8")
    assert done.returncode == 1
    assert re.search(r"^chapters/trial.md:\d+: exercise 'Count the rows' has no solution", done.stderr, re.MULTILINE)
