"""The kernel inside the page runs cells and tells what they show; here without the page, in a process of its own."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.book.settings import ROOT

RUN = """
import asyncio, json, sys
sys.path.insert(0, {inside!r})
import types
package = types.ModuleType("csto_live"); package.__path__ = [{inside!r}]; sys.modules["csto_live"] = package
from csto_live import kernel
kernel.start()
told = []
kernel.Shell.instance().post = lambda text, buffers: told.append(json.loads(text))
cells, room = json.loads(sys.argv[1]), sys.argv[2]
ends = [asyncio.run(kernel.run(at, f"cell {{at}}", code, room)) for at, code in enumerate(cells, 1)]
sys.__stdout__.write(json.dumps([told, ends]))
"""


def run(*cells: str, room: str = "wide") -> tuple[list[dict], list[bool]]:
    """Run cells and return what was told and which cells ran to their end."""
    inside = str(ROOT / "helpers/book/live/inside")
    line = [sys.executable, "-c", RUN.format(inside=inside), json.dumps(cells), room]
    done = subprocess.run(line, capture_output=True, text=True, check=True, cwd=ROOT)
    told, ends = json.loads(done.stdout)
    return told, ends


@pytest.fixture(scope="module")
def told() -> dict[int, list[dict]]:
    """What cells of every kind tell, by the cell's number."""
    messages, ends = run(
        "print('one'); 6 * 7",
        "import pandas as pd\npd.DataFrame({'a': [1]})",
        "from IPython.display import HTML, clear_output, display\ndisplay(HTML('<b>two</b>')); clear_output()",
        "def under(x):\n    return 1 / x\n\nunder(0)",
        "a = (",
        "import sys\nsys.stderr.write('oops')",
        "import asyncio\nawait asyncio.sleep(0)\n'waited'",
        "from helpers.charts.labels import spread\nspread({'a': 'x', 'b': 2.0}, 1.0)",
        "import ipywidgets as w\nslider = w.IntSlider(value=3)\nslider",
        "caught = w.Output()\nwith caught: print('kept'); display(HTML('<i>in</i>'))",
        "len(caught.outputs), caught.outputs[0]['text']",
        "raise SystemExit",
    )
    by: dict[int, list[dict]] = {at: [] for at in range(1, 13)}
    for one in messages:
        if one["is"] == "output":
            by[one["id"]].append(one["output"])
    by[0] = [{"ends": ends, "comms": [one for one in messages if one["is"] == "comm"]}]
    return by


def test_pictures_are_as_wide_as_the_page_has_room() -> None:
    say = "from helpers.pictures import view_size\nview_size().name"
    told, _ = run(say, room="narrow")
    assert [one["output"]["data"]["text/plain"] for one in told] == ["'narrow'"]
    told, _ = run(say)
    assert [one["output"]["data"]["text/plain"] for one in told] == ["'wide'"]


def test_what_is_printed_comes_before_the_value_of_the_last_line(told):
    assert [one["output_type"] for one in told[1]] == ["stream", "execute_result"]
    assert told[1][0]["text"] == "one\n" and told[1][1]["data"]["text/plain"] == "42"


def test_a_frame_is_shown_as_a_table(told):
    assert "<table" in told[2][0]["data"]["text/html"]


def test_display_and_clear_output_are_told_in_their_order(told):
    assert [one["output_type"] for one in told[3]] == ["display_data", "clear_output"]


def test_an_error_names_the_cell_and_the_line(told):
    error = told[4][-1]
    assert (error["output_type"], error["ename"], error["cell"], error["line"]) == (
        "error",
        "ZeroDivisionError",
        "cell 4",
        2,
    )
    assert error["traceback"][:4] == ["cell 4, line 4", "    under(0)", "cell 4, line 2, in under", "    return 1 / x"]
    assert error["traceback"][-1] == "ZeroDivisionError: division by zero"


def test_a_syntax_error_names_the_cell_and_the_line(told):
    error = told[5][-1]
    assert (error["ename"], error["cell"], error["line"]) == ("SyntaxError", "cell 5", 1)


def test_standard_error_is_told_apart(told):
    assert told[6][0]["name"] == "stderr"


def test_a_cell_may_wait(told):
    assert told[7][-1]["data"]["text/plain"] == "'waited'"


def test_an_error_in_a_helper_names_the_line_of_the_cell_that_called_it(told):
    error = told[8][-1]
    assert (error["cell"], error["line"]) == ("cell 8", 2)
    assert any("labels.py, line" in line for line in error["traceback"])
    assert not any("IPython" in line or "csto_live" in line for line in error["traceback"])


def test_a_widget_opens_a_comm_and_shows_a_view(told):
    assert "application/vnd.jupyter.widget-view+json" in told[9][-1]["data"]
    opened = [one for one in told[0][0]["comms"] if one["kind"] == "comm_open"]
    assert any(one["data"]["state"].get("_model_name") == "IntSliderModel" for one in opened)


def test_an_output_widget_catches_what_is_shown_in_it(told):
    assert told[10] == []
    assert told[11][-1]["data"]["text/plain"] == "(2, 'kept\\n')"


def test_which_cells_ran_to_their_end_is_told(told):
    assert told[0][0]["ends"] == [True, True, True, False, False, True, True, False, True, True, True, False]


def test_leaving_is_told_as_an_error_of_the_cell(told):
    assert told[12][0]["ename"] == "SystemExit"


def test_nothing_of_the_kernel_knows_the_book():
    for path in Path(ROOT / "helpers/book/live/inside").glob("*.py"):
        assert "import helpers" not in path.read_text() and "from helpers" not in path.read_text()
