"""``make pdf``: the source written, set by Typst's compiler and put in its place, or the last good file left there."""

from __future__ import annotations

import functools
import importlib.util
import io
import logging
import re
import shutil
from pathlib import Path
from typing import Any

from helpers.book.editions import PaperError, put_in_place
from helpers.book.paper import NAME
from helpers.book.paper.kept import read_kept
from helpers.book.paper.matter import write_book
from helpers.book.paper.setting import Setting
from helpers.book.settings import ROOT, read_settings
from helpers.data import read_package

TEMPLATE = Path(__file__).with_name("report.typ")
STANDARD = "ua-1"
FONTS = ("fontpkg_source_serif_4", "fontpkg_source_sans_3", "noto_cjk_sans_jp_regular")


def write_source(folder: Path, student: bool = False) -> Path:
    """Write the edition's source and pictures into a folder and return its main file.

    Raises:
        PaperError: Something cannot be set or leads nowhere.
        OSError: No build has kept its pages.
    """
    settings, package = read_settings(), read_package(ROOT / "data")
    setting = Setting(read_kept(ROOT / "_build" / NAME), student=student, address=settings.address)
    source = write_book(setting, settings, package)
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in setting.files.items():
        (folder / name).write_bytes(content)
    shutil.copyfile(TEMPLATE, folder / TEMPLATE.name)
    (folder / "main.typ").write_text(source, encoding="utf-8")
    return folder / "main.typ"


def make_pdf(student: bool = False) -> Path:
    """Make ``_build/pdf/csto-report.pdf`` from what the last HTML build kept.

    Returns:
        The file.

    Raises:
        PaperError: It could not be made; the message says why, and the last good file is still there.
    """
    return put_in_place("pdf", student, functools.partial(_write_pdf, student=student))


def _write_pdf(work: Path, student: bool) -> bytes:
    check_tools()
    return compile_source(write_source(work, student))


def compile_source(main: Path) -> bytes:
    """Return the PDF of a source, tagged and checked against PDF/UA-1 by the compiler.

    Raises:
        PaperError: The compiler refuses it; the message names the chapter and line where they are known.
    """
    import typst

    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(path) for path in font_folders()])
    compiler: Any = typst.compile
    try:
        content = compiler(str(main), root=str(main.parent), font_paths=fonts, pdf_standards=[STANDARD], timestamp=0)
        return _packed(content)
    except typst.TypstError as error:
        told = "; ".join([error.message, *error.hints])
        raise PaperError(f"{_place(main, error)}{told}") from None


def _packed(content: bytes) -> bytes:
    """Return a PDF with its tags and links compressed, which the compiler leaves as text: half the bytes."""
    logging.getLogger("pikepdf").setLevel(logging.WARNING)  # it greets
    import pikepdf

    packed = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.save(packed, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return packed.getvalue()


def font_folders() -> list[Path]:
    """Return the folders of the faces that the edition is set in, all from installed packages."""
    folders = {name: Path(importlib.util.find_spec(name).origin).parent for name in (*FONTS, "matplotlib")}
    return [*(folders[name] for name in FONTS), folders["matplotlib"] / "mpl-data/fonts/ttf"]


def check_tools() -> None:
    """Refuse an environment without the compiler or a face.

    Raises:
        PaperError: A package is not installed.
    """
    if missing := [name for name in ("typst", "pikepdf", *FONTS) if importlib.util.find_spec(name) is None]:
        names = ", ".join(name.replace("_", "-") for name in missing)
        raise PaperError(f"{names} not installed: run `make pdf`, or `pip install -r requirements-pdf.txt`")


def _place(main: Path, error: Any) -> str:
    """Return chapter and line of a compiler's complaint: the last mark before the line of the source that it names."""
    named = re.search(r"main\.typ:(\d+)", f"{error.diagnostic}" if hasattr(error, "diagnostic") else "")
    if not named:
        return ""
    lines = main.read_text(encoding="utf-8").splitlines()[: int(named[1])]
    marks = [line.removeprefix("// at ") for line in lines if line.startswith("// at ")]
    return f"near {marks[-1]}: " if marks else ""
