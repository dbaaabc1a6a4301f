"""What makes the book checkable: verdicts a click from their evidence, terms, registers, sources by tier, findings."""

import re
from pathlib import Path

import pytest

from helpers.book.glossary import KINDS, find_terms, read_forms
from helpers.book.judged import Filter, controls, filter_rules
from helpers.book.settings import ROOT
from helpers.book.tiers import FIRM, LEAST_FIRM, cited_in, firm_share, resting_on_copies, sentences_on_copies
from helpers.data import load
from helpers.data.bibliography import read_bibliography
from helpers.findings import SKETCH_TYPE, sketch

CHAPTERS = ("summary", "origins", "central-asia", "kazakhstan", "armenia", "sco", "verdicts")


def page(site: Path, name: str) -> str:
    return (site / f"chapters/{name}.html").read_text(encoding="utf-8")


def test_every_claim_and_forecast_reaches_its_evidence_with_one_click(site: Path) -> None:
    text = page(site, "verdicts")
    items = dict(re.findall(r'<li class="judged-item[^"]*" id="([^"]+)">(.*?)</li>', text, re.DOTALL))
    assert set(items) == {*load("verdicts")["id"], *load("forecasts")["id"]}
    known: dict[str, str] = {}
    for name, item in items.items():
        evidence = re.search(r"Evidence: (.*?)\. Sources:", item, re.DOTALL).group(1)
        links = re.findall(r'href="([^"#]*)#([^"]+)"', evidence)
        assert links, f"{name} leads nowhere"
        for file, place in links:
            target = Path(file).stem if file else "verdicts"
            known.setdefault(target, page(site, target))
            assert f'id="{place}"' in known[target], (name, file, place)


def test_a_filter_hides_by_rules_alone_what_was_not_chosen() -> None:
    filters = [Filter("verdict", "Verdict", {"mixed": "Mixed", "open": "<Open> & so on"})]
    rules = filter_rules("claims", filters)
    assert rules.count("{display:none}") == 2 and ".judged-item:not(.verdict-mixed)" in rules
    markup = controls("claims", filters)
    assert markup.count('type="radio"') == 3 and markup.count(" checked") == 1
    assert "&lt;Open&gt; &amp; so on" in markup and "<Open>" not in markup


def test_each_term_is_marked_once_on_a_page_and_leads_to_its_entry(site: Path) -> None:
    glossary = page(site, "appendix/glossary")
    for name in CHAPTERS:
        terms = re.findall(
            r'<a class="term" href="appendix/glossary\.html#([^"]+)" data-says="([^"]+)">', page(site, name)
        )
        assert len(terms) >= 3, name
        assert len({entry for entry, _ in terms}) == len(terms), f"{name} marks a term twice"
        for entry, _ in terms:
            assert f'id="{entry}"' in glossary


def test_terms_are_found_as_whole_words_the_longest_first() -> None:
    seen, forms = set[str](), read_forms()
    found = [entry for *_, entry, _ in find_terms("The CSTO and the CST; again the CSTO. ACSTOR is none.", seen, forms)]
    assert found == ["gl-csto", "gl-cst"]
    assert list(find_terms("CSTO", seen, forms)) == []


def test_the_glossary_holds_every_term_under_a_heading(site: Path) -> None:
    table, text = load("glossary"), page(site, "appendix/glossary")
    assert set(table["kind"]) <= set(KINDS)
    assert all(f'id="{one}"' in text for one in table["id"])
    forms = [form for forms in table["forms"] for form in forms.split(";") if form]
    assert len(forms) == len(set(forms)), "a form stands for two terms"


def test_registers_hold_every_name_question_and_claim(site: Path) -> None:
    names, questions, claims = (page(site, f"appendix/{one}") for one in ("names", "gaps", "claims"))
    plain = re.sub(r"<[^>]+>", "", names)
    assert all(name.replace("&", "&amp;").replace("'", "&#x27;") in plain for name in load("names")["name"])
    assert all(f'id="{one}"' in questions for one in load("open_questions")["id"])
    assert all(f">{one} " in claims for one in load("claims_coverage")["id"])


def test_most_sources_are_of_a_firm_tier_in_the_whole_book_and_in_its_sentences() -> None:
    entries = read_bibliography()
    cited = {key for path in (ROOT / "chapters").rglob("*.md") for key in cited_in(path)}
    assert firm_share(entries, entries) >= LEAST_FIRM
    assert firm_share(cited, entries) >= LEAST_FIRM
    assert "press" not in FIRM and "mirror" not in FIRM and "think-tank" not in FIRM
    with pytest.raises(ValueError, match="no key is cited"):
        firm_share([], entries)


def test_the_sources_page_counts_tiers_by_page_and_names_what_rests_on_copies(site: Path) -> None:
    text, entries = page(site, "appendix/sources"), read_bibliography()
    assert f"Of {len(entries):,} sources {firm_share(entries, entries):.0f} per cent" in text
    weak = list(resting_on_copies(entries))
    assert f"Accepted rows that rest on copies alone ({len(weak)})" in text
    told = [one for name in CHAPTERS for one in sentences_on_copies(ROOT / f"chapters/{name}.md", entries)]
    assert f"Sentences that cite copies alone ({len(told)})" in text
    heads = re.findall(r"<th[^>]*>([^<]+)</th>", text)
    pages = ["Origins", "Central Asia", "Kazakhstan", "Armenia", "The SCO", "Verdicts", "Whole book"]
    assert heads[: len(pages) + 2] == ["tier", "Summary", *pages]
    firm = re.search(r"<td>firm, per cent</td>((?:<td[^>]*>\d+</td>)+)", text).group(1)
    assert all(50 <= int(share) <= 100 for share in re.findall(r">(\d+)<", firm))
    assert text.count('class="citation"') == len(entries)


def test_the_summary_has_ten_findings_each_with_a_number_a_picture_and_a_link(site: Path) -> None:
    text = page(site, "summary")
    part = text[text.index('id="ten-findings"') : text.index('id="how-to-read-it"')]
    findings = re.split(r"<h3>", part)[1:]
    assert len(findings) == 10
    for one in findings:
        words = re.sub(r"<details.*?</details>", "", one, flags=re.DOTALL)
        assert re.search(r'class="num[^"]*" href="#note-summary', words)
        assert re.search(r'<figure class="sketch".*?<img [^>]*alt="[^"]{40,}"', words, re.DOTALL)
        assert re.search(r"From [\w ]+: <a [^>]*href=\"[\w-]+\.html#[\w-]+\"", words)
        assert words.count(".html") >= 2, "a finding leads to its chapter"


GOOD = {
    "key": "trial.small",
    "draw": lambda place, size: place.add_axes((0, 0, 1, 1)).plot([0, 1], [0, 1], color="#1c1d21"),
    "alt": "A line that rises from the lower left to the upper right.",
    "of": "origins#origins-counts",
}


def test_a_small_picture_keeps_the_sources_of_its_rows_and_shows_itself() -> None:
    made = sketch(**GOOD, rows=load("dues"))
    assert made.data["sources"] and made.data["tables"] == ["dues"]
    bundle = made._repr_mimebundle_()
    assert bundle[SKETCH_TYPE] is made.data and bundle["text/html"].startswith('<figure role="img" aria-label="A line')
    assert sketch(**GOOD, rows=load("dues")).data["picture"] == made.data["picture"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"alt": "A line."}, "needs 40 characters"),
        ({"of": "origins"}, "is not a page and a place"),
        ({"key": "Trial"}, "not of the form"),
        ({"draw": lambda place, size: place.add_axes((0, 0, 1, 1)).plot([0, 1], color="#123456")}, "without a name"),
    ],
)
def test_a_small_picture_that_does_not_serve_is_refused(changes: dict, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        sketch(**{**GOOD, **changes}, rows=load("dues"))


def test_a_small_picture_without_rows_is_refused() -> None:
    with pytest.raises(ValueError, match="no rows are drawn"):
        sketch(**GOOD, rows=load("dues").iloc[:0])
