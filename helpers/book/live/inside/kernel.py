"""Runs cells inside the page as a notebook's kernel would, and tells the page what they show.

IPython does the work: its shell runs a cell, its formatters say how a value is shown. What differs from a kernel in a
process of its own is the road of messages, which is a function of the page's worker, and the tracebacks, which name
the page's cells.
"""

import io
import json
import linecache
import os
import re
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from IPython.core.compilerop import CachingCompiler
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type
from traitlets.config import Config

Post = Callable[[str, list], None]
"""Takes a message as JSON and its buffers to the page."""

_OWN = ("/site-packages/IPython/", "/csto_live/")
_PAUSE = 0.1  # seconds between two pieces of printed text
_MOST_FRAMES = 20


class Publisher(DisplayPublisher):
    """Sends what ``display`` shows."""

    def publish(
        self, data: dict, metadata: dict | None = None, source: str = "", *, transient: dict | None = None,
        update: bool = False, **_: object,
    ) -> None:  # fmt: skip
        """Send a bundle."""
        kind = "update_display_data" if update else "display_data"
        self.shell.told({"output_type": kind, "data": data, "metadata": metadata or {}, "transient": transient or {}})

    def clear_output(self, wait: bool = False) -> None:
        """Ask the page to empty the cell's output."""
        self.shell.told({"output_type": "clear_output", "wait": wait})


class Hook(DisplayHook):
    """Sends the value of a cell's last line."""

    def write_output_prompt(self) -> None:
        """Write none: a page has no prompts."""

    def write_format_data(self, format_dict: dict, md_dict: dict | None = None) -> None:
        """Send a bundle."""
        self.shell.told({"output_type": "execute_result", "data": format_dict, "metadata": md_dict or {}})

    def finish_displayhook(self) -> None:
        """Write no line end after it."""


class Compiler(CachingCompiler):
    """Calls a cell's code by the name that readers know it by."""

    name = "a cell"

    def get_code_name(self, raw_code: str, transformed_code: str, number: int) -> str:
        """Return the name."""
        return f"<{self.name}>"


class Printed(io.TextIOBase):
    """What is printed, sent in pieces."""

    encoding = "utf-8"

    def __init__(self, name: str, tell: Callable[[dict], None]) -> None:
        """Take the stream's name and what its pieces are told to."""
        self.name, self._tell, self._held, self._sent = name, tell, [], 0.0

    def writable(self) -> bool:
        """Return that it is."""
        return True

    def write(self, text: str) -> int:
        """Keep a piece; at the end of a line send what is kept, unless something was sent a moment ago."""
        self._held.append(text)
        if "\n" in text and time.monotonic() - self._sent > _PAUSE:
            self.flush()
        return len(text)

    def flush(self) -> None:
        """Send what is kept."""
        text, self._held, self._sent = "".join(self._held), [], time.monotonic()
        if text:
            self._tell({"output_type": "stream", "name": self.name, "text": text})


class Shell(InteractiveShell):
    """IPython, talking to a page."""

    display_pub_class = Type(Publisher)
    displayhook_class = Type(Hook)
    compiler_class = Type(Compiler)

    post: Post | None = None
    place: Any = None
    """The cell whose outputs are told."""

    def enable_gui(self, gui: str | None = None) -> None:
        """Do nothing: there are no windows."""

    def told(self, output: dict) -> None:
        """Send an output to the page, or put it into the widget that catches it."""
        if output["output_type"] != "stream":
            sys.stdout.flush()
            sys.stderr.flush()
        if not self._caught(output):
            self.send({"is": "output", "id": self.place, "output": output})

    def send(self, message: dict, buffers: list | None = None) -> None:
        """Send a message to the page."""
        if self.post:
            self.post(json.dumps(message, default=str), buffers or [])

    def _caught(self, output: dict) -> bool:
        """Put an output into an ``Output`` widget that is open, as ``interact`` has one, and say whether there was."""
        module = sys.modules.get("ipywidgets")
        if module is None:
            return False
        widgets = list(module.widgets.widget._instances.values())
        catching = [one for one in widgets if isinstance(one, module.Output) and one.msg_id]
        for one in catching[-1:]:
            kept = {name: value for name, value in output.items() if name != "transient"}
            one.outputs = () if output["output_type"] == "clear_output" else (*one.outputs, kept)
        return bool(catching)

    def get_parent(self) -> dict:
        """Return what an ``Output`` widget takes for a message to wait for."""
        return {"header": {"msg_id": str(self.place)}}

    @property
    def kernel(self) -> "Shell":
        """What widgets ask for the message that is worked on."""
        return self

    def showtraceback(
        self, exc_tuple: tuple | None = None, filename: str | None = None, tb_offset: int | None = None,
        exception_only: bool = False, running_compiled_code: bool = False,
    ) -> None:  # fmt: skip
        """Send an error with the cells and lines that it came through."""
        _, error, _ = exc_tuple or sys.exc_info()
        self.told(explained(error))

    showsyntaxerror = showtraceback  # which passes other arguments, none of which is used


def explained(error: BaseException) -> dict:
    """Return an error as an output: in which cell and line, and the way there."""
    frames = list(_frames(error))
    cell, line = next(((name, at) for name, at, *_ in reversed(frames) if name.startswith("cell ")), ("", 0))
    if isinstance(error, SyntaxError) and (error.filename or "").startswith("<cell "):
        cell, line = error.filename.strip("<>"), error.lineno or 0
    steps = []
    for name, at, function, text in frames[-_MOST_FRAMES:]:
        inside = "" if function == "<module>" else f", in {function}"
        steps += [f"{name}, line {at}{inside}", *([f"    {text}"] if text else [])]
    end = re.sub(r'  File "<(cell .*?)>"', r"\1", "".join(traceback.format_exception_only(error)).rstrip())
    return {
        "output_type": "error",
        "ename": type(error).__name__,
        "evalue": error.msg if isinstance(error, SyntaxError) else str(error),
        "traceback": [*steps, *end.split("\n")],
        "cell": cell,
        "line": line,
    }


def _frames(error: BaseException) -> Iterator[tuple[str, int, str, str]]:
    """Yield the frames from the first cell on: name of cell or file, line, function, the line's text."""
    for frame in traceback.extract_tb(error.__traceback__):
        where = frame.filename
        if any(part in where for part in _OWN):
            continue
        name = where.strip("<>") if where.startswith("<") else where.rpartition("site-packages/")[2]
        yield name, frame.lineno or 0, frame.name, (linecache.getline(where, frame.lineno or 0)).strip()


def start() -> None:
    """Start the shell: once, before memory is packed."""
    shell = Shell.instance(config=Config({"HistoryManager": {"enabled": False}}))
    shell.run_cell("1 + 1", silent=True)
    _connect_comms()


@contextmanager
def _working(place: Any) -> Iterator[Shell]:
    """Let all that is shown meanwhile belong to a cell."""
    shell = Shell.instance()
    shell.place = place
    streams = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = (Printed(name, shell.told) for name in ("stdout", "stderr"))
    try:
        yield shell
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        sys.stdout, sys.stderr = streams
        shell.place = None


async def run(place: Any, name: str, code: str, room: str = "wide") -> bool:
    """Run a cell.

    Args:
        place: By what the page knows the run.
        name: The cell's name, as errors say it.
        code: Its code.
        room: ``wide``, or ``narrow`` on a phone: the size that pictures are drawn at.

    Returns:
        Whether it ran to its end.
    """
    os.environ["CSTO_VIEW"] = room  # helpers.pictures.VIEW: importing it here would bring matplotlib
    with _working(place) as shell:
        shell.compile.name = name
        ready = _ready(shell, code)
        if ready and shell.should_run_async(code, transformed_cell=ready):
            result = await shell.run_cell_async(code, store_history=True, transformed_cell=ready)
            shell.events.trigger("post_execute")
        else:
            result = shell.run_cell(code, store_history=True)
    return result.success


def _ready(shell: Shell, code: str) -> str:
    """Return a cell as Python without magics, or nothing where that fails: running it will tell why."""
    try:
        return shell.transform_cell(code)
    except Exception:
        return ""


# --- widgets -----------------------------------------------------------------------------------


def take_comm(kind: str, text: str, buffers: list, place: Any) -> None:
    """Take a message of a widget from the page."""
    import comm

    message = json.loads(text)
    manager = comm.get_comm_manager()
    wrapped = {"content": message, "metadata": message.get("metadata", {}), "buffers": buffers}
    with _working(place):
        getattr(manager, kind)(None, None, wrapped)


def _connect_comms() -> None:
    """Give widgets their road to the page."""
    import comm
    from comm.base_comm import BaseComm, CommManager

    class PageComm(BaseComm):
        def publish_msg(
            self, msg_type: str, data: Any = None, metadata: Any = None, buffers: Any = None, **keys: Any
        ) -> None:
            """Send a widget's message."""
            message = {
                "is": "comm",
                "kind": msg_type,
                "comm_id": self.comm_id,
                "target_name": keys.get("target_name"),
                "data": data or {},
                "metadata": metadata or {},
            }
            Shell.instance().send(message, [bytes(one) for one in buffers or []])

    manager = CommManager()
    comm.create_comm = PageComm
    comm.get_comm_manager = lambda: manager
