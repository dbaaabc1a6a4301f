"""What stands in blocks: sections, paragraphs, lists, boxes, exercises with their solutions, claims and forecasts."""

from __future__ import annotations

from collections.abc import Iterable

from docutils import nodes

from helpers.book.paper.escape import block, call, string, words
from helpers.book.paper.kept import kind_of
from helpers.book.paper.results import results
from helpers.book.paper.setting import Setting, inside, sets, write

_LEFT_OUT = ("cite",)
_DIVISIONS = ("asof", "open-question")


@sets("section")
def section(setting: Setting, node: nodes.section) -> str:
    """Write a section under its heading; how to cite is said in the imprint, and notes on numbers stand at the end."""
    if set(_LEFT_OUT) & set(node["classes"]):
        return ""
    if "numbers" in node["classes"]:
        setting.notes.setdefault(setting.page, []).extend(write(setting, note) for note in node.children[2:])
        return ""
    first, *others = (setting.place(name) for name in node["ids"])
    head = heading(setting, string(first), _level(node), inside(setting, node[0]))
    marks = "".join(f"#mark({string(name)})" for name in others)
    body = "".join(write(setting, child) for child in in_order(node.children[1:]))
    return f"{head}{marks}\n\n{body}"


def in_order(parts: Iterable[nodes.Node]) -> list[nodes.Node]:
    """Return a section's parts, its explorers behind its text and figures.

    An explorer floats and may fill two pages, and what floats stands in the order of the source: a figure named in the
    text after an explorer would come pages too late.
    """
    return sorted(parts, key=_rank)


def _rank(part: nodes.Node) -> int:
    if isinstance(part, nodes.section):
        return 2
    return int(any(kind_of(one) == "explorer" for one in part.findall()))


def heading(setting: Setting, label: str, level: int, inner: str) -> str:
    """Return a heading; sections of the appendices stay out of the contents, which they would fill with hundreds."""
    named = {"style": string(setting.style), "level": str(level)}
    if level == 1:
        named["number"] = string(setting.chapter)
    elif setting.style == "columns" or setting.chapter.isalpha():
        named["listed"] = "false"
    return call("part", label, block(inner), **named)


def _level(node: nodes.Element) -> int:
    level = 0
    while node is not None:
        level += isinstance(node, nodes.section)
        node = node.parent
    return level


@sets("paragraph")
def paragraph(setting: Setting, node: nodes.paragraph) -> str:
    """Write a paragraph; one with a look of its own says so by its class."""
    inner = setting.marks(node) + inside(setting, node)
    if not inner:
        return ""
    if _heads_a_list(node):
        return call("run-in", block(inner)) + "\n\n"
    look = [name for name in node["classes"] if name.startswith(("judged-", "exercise-", "glossary-", "is-"))]
    if not look:
        return f"// at {setting.where(node)}\n{inner}\n\n"
    return call("look", string(look[0]), string(look[-1]), block(inner)) + "\n\n"


def _heads_a_list(node: nodes.paragraph) -> bool:
    """Tell whether a paragraph is one bold word or phrase with a list below it, and goes to a new page with that."""
    below = node.next_node(descend=False, siblings=True)
    return [kind_of(one) for one in node.children] == ["strong"] and isinstance(below, nodes.bullet_list)


@sets("bullet_list", "enumerated_list")
def items(setting: Setting, node: nodes.Element) -> str:
    """Write a list."""
    parts = [block(setting.marks(item) + inside(setting, item)) for item in node.children]
    if isinstance(node, nodes.bullet_list):
        return call("list", *parts, tight="true") + "\n\n"
    return call("enum", *parts, tight="true", start=str(node.get("start", 1))) + "\n\n"


@sets("definition_list")
def definitions(setting: Setting, node: nodes.definition_list) -> str:
    """Write terms with their meanings."""
    return "".join(write(setting, item) for item in node.children)


@sets("definition_list_item")
def definition(setting: Setting, node: nodes.definition_list_item) -> str:
    """Write one term with its meaning."""
    terms = [one for one in node.children if isinstance(one, nodes.term)]
    term = "".join(setting.marks(one) + inside(setting, one) for one in terms)
    meaning = "".join(inside(setting, one) for one in node.children if isinstance(one, nodes.definition))
    return call("meaning", block(term), block(meaning)) + "\n\n"


@sets("field_list")
def fields(setting: Setting, node: nodes.field_list) -> str:
    """Write facts by name."""
    facts = [block(inside(setting, part)) for field in node.children for part in field.children]
    return call("facts", *facts) + "\n\n"


@sets("block_quote")
def quotation(setting: Setting, node: nodes.block_quote) -> str:
    """Write a quotation set apart."""
    return call("quote", block(inside(setting, node)), block="true") + "\n\n"


@sets("transition")
def transition(setting: Setting, node: nodes.transition) -> str:
    """Write a break in the text."""
    return "#gap()\n\n"


@sets("container")
def container(setting: Setting, node: nodes.container) -> str:
    """Write what a container holds; of a cell that is what it shows, for its code is left out."""
    kinds = set(node["classes"])
    if kinds & {"cell_input", "screen"}:  # code, and words on what only a page can do
        return ""
    if "number-note" in kinds:
        return _number_note(setting, node)
    inner = setting.marks(node) + "".join(write(setting, child) for child in node.children)
    for kind in _DIVISIONS:
        if kind in kinds:
            return call("look", string(kind), string(kind), block(inner.strip("\n"))) + "\n\n"
    return inner


@sets("HideCodeCellNode", "citation_file", "toctree")
def left_out(setting: Setting, node: nodes.Node) -> str:
    """Write nothing: code, files to take away and lists of pages are of the web."""
    return ""


@sets("compound")
def compound(setting: Setting, node: nodes.compound) -> str:
    """Write a group as its parts."""
    return inside(setting, node)


def _number_note(setting: Setting, node: nodes.container) -> str:
    """Return what a number is, how many rows stand behind it, and its sources."""
    told, rows, sources = node.children
    # Names without links, few of them: else the notes would be longer than a chapter, and half the file.
    many = kind_of(sources) == "disclosure"
    named = f"{sources['summary']}, row by row in the file" if many else sources.astext()
    after = f"; {rows['summary']}. {named}."
    return call("note", block(f"{setting.marks(node)}{inside(setting, told)}{words(after)}")) + "\n"


@sets("disclosure")
def disclosure(setting: Setting, node: nodes.Element) -> str:
    """Write what opens on demand on the page: paper has no folds, so each kind has its place."""
    if "solution" in node["classes"]:
        return "" if setting.student else _solution(setting, node)
    if "evidence-sources" in node["classes"]:
        return ""  # with its figure among the notes
    if node["summary"].startswith("Sources ("):
        count = node["summary"].removeprefix("Sources (").rstrip(")")
        return call("small", block(words(f"Sources: {count}, named row by row in the file."))) + "\n\n"
    if node["summary"].startswith("Fields ("):
        return _fields(node)
    inner = "".join(write(setting, child) for child in node.children)
    if node["summary"] == "What came of it":
        return inner
    return call("run-in", block(words(node["summary"]))) + "\n\n" + inner


def _fields(node: nodes.Element) -> str:
    """Return the fields of a table of data in running text; their rules are in the description of the package."""
    told = []
    for name, kind, unit, _, meaning in node[0]["rows"]:
        told.append(f"#code[{words(name)}]{words(_kind(kind, unit) + meaning + ' ')}")
    return call("fields", block(words(node["summary"])), block("".join(told))) + "\n\n"


def _kind(kind: str, unit: str) -> str:
    return f" ({kind}, {unit}) " if unit else f" ({kind}) "


def _solution(setting: Setting, node: nodes.Element) -> str:
    """Keep a solution for the end of the book and return the line that leads there."""
    box, name = node.parent, f"solution-{len(setting.solutions.get(setting.page, ())) + 1}"
    is_boxed = kind_of(box) == "exercise"
    heading = inside(setting, box[0]) if is_boxed else words(node["summary"])
    back = f"{setting.stem}#{box['ids'][0]}" if is_boxed else setting.stem
    label = setting.place(name)
    told = call("solution", string(label), block(heading), string(back), block(results(setting, node)))
    setting.solutions.setdefault(setting.page, []).append(told)
    return call("solved", string(label)) + "\n\n"


@sets("exercise")
def exercise(setting: Setting, node: nodes.Element) -> str:
    """Write an exercise in its box."""
    title = inside(setting, node[0])
    inner = "".join(write(setting, child) for child in node.children[1:])
    return call("box", string("exercise"), block(setting.marks(node) + title), block(inner)) + "\n\n"


@sets("admonition", "note", "warning", "tip", "important", "hint", "seealso")
def admonition(setting: Setting, node: nodes.Element) -> str:
    """Write a box."""
    kind = "check" if "source-check" in node["classes"] else "aside"
    titled = isinstance(node[0], nodes.title)
    title = inside(setting, node[0]) if titled else words(kind_of(node).capitalize())
    inner = "".join(write(setting, child) for child in node.children[titled:])
    return call("box", string(kind), block(setting.marks(node) + title), block(inner)) + "\n\n"


@sets("judged_list")
def judged_list(setting: Setting, node: nodes.Element) -> str:
    """Write claims or forecasts, all of them: paper has no filters."""
    return call("judged-list", *(write(setting, item) for item in node.children)) + "\n\n"


@sets("judged_item")
def judged_item(setting: Setting, node: nodes.Element) -> str:
    """Write one claim or forecast with its verdict."""
    inner = "".join(write(setting, child) for child in node.children)
    return block(setting.marks(node) + inner)


@sets("citation")
def citation(setting: Setting, node: nodes.citation) -> str:
    """Write one entry of the bibliography."""
    inner = "".join(inside(setting, child) for child in node.children if not isinstance(child, nodes.label))
    return call("source", block(setting.marks(node) + inner)) + "\n"


@sets("data_file")
def data_file(setting: Setting, node: nodes.Element) -> str:
    """Write where a table's file lies in the repository."""
    return call("small", block(words("File: ") + f"#code[{words('data/' + node['path'])}]")) + "\n\n"


@sets("literal_block", "doctest_block")
def literal_block(setting: Setting, node: nodes.literal_block) -> str:
    """Write a passage of code or of what a program printed."""
    return call("printed", string(node.astext())) + "\n\n"
