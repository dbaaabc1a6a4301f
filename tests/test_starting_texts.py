"""No eight words in a row come from one of the five texts that the book began with."""

import hashlib
import re
from pathlib import Path

from helpers.book.prose_rules import INLINE, QUOTED, paragraphs, spoken_by_cells
from helpers.book.settings import ROOT

RUN, WIDTH = 8, 6
KNOWN = Path(__file__).with_name("starting_texts.bin")


def runs(text: str) -> set[bytes]:
    """Return the hashes of all runs of eight words."""
    words = re.findall(r"\w+", text.lower())
    return {
        hashlib.sha256(" ".join(words[place : place + RUN]).encode()).digest()[:WIDTH]
        for place in range(len(words) - RUN + 1)
    }


def known() -> set[bytes]:
    raw = KNOWN.read_bytes()
    return {raw[place : place + WIDTH] for place in range(0, len(raw), WIDTH)}


def test_the_runs_of_all_five_texts_are_there() -> None:
    assert 7000 < len(known()) < 20000


def test_a_sentence_of_a_starting_text_is_found() -> None:
    quoted = (
        "Since June 2009, Minsk has been refusing to assume the grouping’s presidency"  # Eurasia Daily Monitor, 2011
    )
    assert runs(quoted) & known()
    assert not runs(quoted.replace("Minsk", "Belarus").replace("assume", "take on")) & known()


def words_of(text: str) -> str:
    """Return a chapter's words without roles; a quotation becomes a word of its own, so that it parts its neighbours."""
    whole = "\n".join(words for _, words in [*paragraphs(text), *spoken_by_cells(text)])
    return re.sub(r"[*_]", "", QUOTED.sub(" quotationstandshere ", INLINE.sub(" ", whole)))


def test_roles_emphasis_and_line_breaks_do_not_hide_a_sentence() -> None:
    text = "Since June 2009, *Minsk* has been {cite:p}`x`\nrefusing to assume the\ngrouping’s presidency."
    assert runs(words_of(text)) & known()


def test_no_chapter_repeats_them() -> None:
    taken = known()
    for path in (ROOT / "chapters").rglob("*.md"):
        assert not runs(words_of(path.read_text(encoding="utf-8"))) & taken, path.name
