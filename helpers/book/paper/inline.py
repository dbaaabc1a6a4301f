"""What stands in a line: words, emphasis, code, links with their pages, footnotes, formulas."""

from __future__ import annotations

import re

from docutils import nodes

from helpers.book.paper.escape import call, code, string, words
from helpers.book.paper.kept import kind_of
from helpers.book.paper.maths import formula
from helpers.book.paper.setting import Setting, inside, sets

_SCHEMES = ("http://", "https://", "mailto:")
_LOOKS = {"emphasis": "emph", "title_reference": "emph", "strong": "strong", "superscript": "super", "subscript": "sub"}
_ANCHOR = re.compile(r"</?a\b[^>]*>", re.I)


@sets("Text")
def text(setting: Setting, node: nodes.Text) -> str:
    """Write words."""
    return words(str(node))


@sets(*_LOOKS)
def look(setting: Setting, node: nodes.Element) -> str:
    """Write words in italics or bold, raised or lowered."""
    return f"#{_LOOKS[kind_of(node)]}[{inside(setting, node)}]"


@sets("literal")
def literal(setting: Setting, node: nodes.literal) -> str:
    """Write a name of code, which may break at its joints."""
    return f"#code[{code(node.astext())}]"


@sets("inline", "term_link_words")
def inline(setting: Setting, node: nodes.inline) -> str:
    """Write a span: spellings in another script are told apart, others are plain words."""
    inner = setting.marks(node) + inside(setting, node)
    return f"#original[{inner}]" if "original" in node["classes"] else inner


@sets("reference", "number_reference")
def reference(setting: Setting, node: nodes.reference) -> str:
    """Write a link: outside by its address, inside by its label, with the page where the reader needs one."""
    inner, label = inside(setting, node), setting.target(node)
    if label is None:
        if not node["refuri"].startswith(_SCHEMES):
            setting.fault(node, f"a link to {node['refuri']!r}, expected an address of the web or of the book")
            return inner
        return f"#link({string(node['refuri'])})[{inner}]"
    is_citation = isinstance(node.parent, nodes.inline) and "bibtex-citation" in node.parent["classes"]
    page = "" if is_citation else call("page-of", string(label))
    return f"#to({string(label)})[{inner}]{page}"


@sets("number_link")
def number_link(setting: Setting, node: nodes.reference) -> str:
    """Write a number that leads to its note, as plain as it stands in the sentence."""
    label = setting.target(node) or ""
    return f"#quiet({string(label)})[{inside(setting, node)}]"


@sets("term_link")
def term_link(setting: Setting, node: nodes.Element) -> str:
    """Write a term that leads to the glossary."""
    label = f"glossary#{node['entry']}"
    setting.links.append((label, setting.where(node)))
    return f"#quiet({string(label)})[{inside(setting, node)}]"


@sets("target")
def target(setting: Setting, node: nodes.target) -> str:
    """Write the marks of a place named in the source; where it names the next part, that part has them."""
    return "" if "refid" in node else setting.marks(node)


@sets("math")
def math(setting: Setting, node: nodes.math) -> str:
    """Write a formula."""
    return formula(setting, node, is_block=False)


@sets("math_block")
def math_block(setting: Setting, node: nodes.math_block) -> str:
    """Write a displayed formula."""
    return formula(setting, node, is_block=True) + "\n\n"


@sets("footnote_reference")
def footnote_reference(setting: Setting, node: nodes.footnote_reference) -> str:
    """Write a footnote where it is first named, and its number where it is named again."""
    label = f"{setting.stem}#{node['refid']}"
    if label in setting.places:
        return f"#footnote(label({string(label)}))"
    notes = [one for one in _root(node).findall(nodes.footnote) if node["refid"] in one["ids"]]
    if not notes:
        setting.fault(node, f"the footnote {node.astext()!r} is nowhere")
        return ""
    setting.places.add(label)
    inner = "".join(inside(setting, child) for child in notes[0].children if not isinstance(child, nodes.label))
    return f"#footnote[{inner}]#label({string(label)})"


def _root(node: nodes.Node) -> nodes.Element:
    while node.parent is not None:
        node = node.parent
    return node


@sets("footnote", "comment", "substitution_definition")
def unseen(setting: Setting, node: nodes.Node) -> str:
    """Write nothing: a footnote stands where it is named."""
    return ""


@sets("raw")
def raw(setting: Setting, node: nodes.raw) -> str:
    """Write nothing for a link's tags, whose words stand between them; other HTML cannot be set."""
    if not _ANCHOR.fullmatch(node.astext().strip()):
        setting.fault(node, f"HTML cannot be set on paper: {node.astext().strip()[:60]!r}")
    return ""
