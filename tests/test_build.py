"""Building: one at a time, and never at the cost of the last good book."""

from pathlib import Path

import pytest

from helpers.book.build import _bring_back, _swap
from helpers.book.pages import PagesError, read_pages


def book(folder: Path, words: str) -> Path:
    folder.mkdir(parents=True)
    (folder / "index.html").write_text(words)
    return folder


def test_a_new_book_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    place, new = book(tmp_path / "html", "old"), book(tmp_path / "work/html", "new")
    _swap(new, place)
    assert (place / "index.html").read_text() == "new"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["html", "work"]


def test_a_swap_that_fails_leaves_the_old_book(tmp_path: Path) -> None:
    place = book(tmp_path / "html", "old")
    with pytest.raises(OSError):
        _swap(tmp_path / "nowhere", place)
    assert (place / "index.html").read_text() == "old"


def test_a_swap_that_was_cut_off_is_undone_at_the_next_build(tmp_path: Path) -> None:
    book(tmp_path / ".old", "old")
    _bring_back(tmp_path / "html")
    assert (tmp_path / "html/index.html").read_text() == "old"


@pytest.mark.parametrize(
    ("toc", "says"),
    [
        ("root: chapters/nowhere", "names pages that have no source: chapters/nowhere"),
        ("root: [", "_toc.yml: while parsing"),
        ("root: chapters/x\nchapters:\n  - glob: chapters/*", "'glob' is not known here; name each page with `file`"),
    ],
)
def test_a_table_of_contents_that_does_not_serve_is_refused(tmp_path: Path, toc: str, says: str) -> None:
    (tmp_path / "chapters").mkdir()
    (tmp_path / "chapters/x.md").write_text("# X")
    (tmp_path / "_toc.yml").write_text(toc)
    with pytest.raises(PagesError) as caught:
        read_pages(tmp_path)
    assert says in str(caught.value)
