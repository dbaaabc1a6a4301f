"""HTML theme layer: light pages, icons without a font, maths without a script.

The book theme is made for every book; this extension fits it to this one.
It drops, page by page, the scripts and style sheets the page has no use for,
and replaces the theme's icon font (its script alone outweighs everything else
on a page) by CSS masks (see ``icons``). Maths becomes MathML at build.
"""

from __future__ import annotations

import re
import shutil
from functools import partial
from pathlib import Path

from docutils import nodes
from docutils.utils.math import latex2mathml
from sphinx.application import Sphinx
from sphinx.util.math import get_node_equation_number

from helpers.book import icons

HERE = Path(__file__).resolve().parent
NEVER = re.compile(r"sphinx-thebe|THEBE_JS_URL")
"""Assets that no page uses: Thebe would look for a kernel on the network."""

WHERE_USED = {
    r"copybutton|clipboard": r'class="[^"]*\bhighlight\b',
    r"togglebutton|toggleHint|toggleOpenOnPrint": r'class="[^"]*\b(toggle|dropdown)\b',
    r"design-tabs": r"\bsd-tab-set\b",
    r"sphinx-design": r'class="[^"]*\bsd-',
    r"explore(-parts)?\.(js|css)": r"<csto-explore\b",
    r"mystnb\.": r'class="[^"]*\bcell\b',
}
"""Asset -> what a page's body must contain for the asset to be of use."""

DATE_CELL = re.compile(r"<(t[dh])((?:(?!style=)[^<>])*)>(?=(?:<p>)?\d{4}-\d\d(?:-\d\d)?(?:</p>)?</)")
"""The opening tag of a table cell that holds nothing but a date."""

TEMPLATE_ASSETS = r"fontawesome\.js|bootstrap\.js"
"""Scripts that the theme's templates name: icon font, tooltips and drop-downs."""

SEARCH_ASSETS = r"searchtools\.js|language_data\.js|searchindex\.js"
"""Search scripts: the search page loads its own, other pages only ask for it."""

UNSHIPPED = (
    "scripts/fontawesome.js*",
    "scripts/bootstrap.js*",
    "scripts/*.map",
    "styles/*.map",
    "vendor/fontawesome",
    "sphinx-thebe.*",
    "*webpack-macros.html",
    "copybutton_funcs.js",
)
"""What the build copies into ``_static`` though no page asks for it."""


# --- which assets a page loads -------------------------------------------------------------


def is_needed(asset: object, body: str) -> bool:
    """Tell whether a page with this body has a use for a script or style sheet.

    Args:
        asset: An entry of ``script_files`` or ``css_files``.
        body: The page's rendered body.

    Returns:
        False only for assets known to be of no use here; an unknown asset stays.
    """
    inline = getattr(asset, "attributes", {}).get("body") or ""
    name = f"{getattr(asset, 'filename', asset) or ''} {inline}"
    if NEVER.search(name):
        return False
    return all(re.search(used, body) for what, used in WHERE_USED.items() if re.search(what, name))


def trim_assets(markup: str, *, pattern: str) -> str:
    """Remove the script and link tags whose address matches a pattern."""
    tag = rf'<(?:script|link)\b[^>]*(?:src|href)="[^"]*(?:{pattern})[^"]*"[^>]*>(?:\s*</script>)?'
    return re.sub(tag, "", markup)


def fit_page(app: Sphinx, pagename: str, templatename: str, context: dict, doctree: object) -> None:
    """Fit one page's context: assets in use only, header buttons that need no script."""
    body = context.get("body") or ""
    for kind in ("script_files", "css_files"):
        kept = [asset for asset in context.get(kind, []) if is_needed(asset, body)]
        context[kind] = list(dict.fromkeys(kept))
    pattern = TEMPLATE_ASSETS if pagename == "search" else f"{TEMPLATE_ASSETS}|{SEARCH_ASSETS}"
    context["trim_assets"] = partial(trim_assets, pattern=pattern)
    context["header_buttons"] = flatten(context.get("header_buttons", []))
    if body:
        context["body"] = mend(body)


def mend(body: str) -> str:
    """Mend what upstream writes and WCAG objects to.

    A role for bibliography entries was withdrawn from DPUB-ARIA and its list then has no
    items; tables in cell outputs get the scrolling frame that the theme gives to others; and
    a date in a cell does not break at its hyphens.
    """
    body = body.replace(' role="doc-biblioentry"', ' role="listitem"')
    frame = '<div class="pst-scrollable-table-container">'
    body = DATE_CELL.sub(r'<\1\2 style="white-space:nowrap">', body)
    return re.sub(rf"(?<!{frame})(<table\b.*?</table>)", rf"{frame}\1</div>", body, flags=re.S)


def flatten(buttons: list[dict]) -> list[dict]:
    """Replace each drop-down of header buttons by its buttons: no script, one click less."""
    flat: list[dict] = []
    for button in buttons:
        flat += flatten(button["buttons"]) if button["type"] == "group" else [button]
    return flat


# --- after the build -----------------------------------------------------------------------


def finish(app: Sphinx, exception: Exception | None) -> None:
    """Write the icons and remove from ``_static`` what no page asks for."""
    if exception or app.builder.format != "html":
        return
    out = Path(app.outdir)
    (out / ".buildinfo").unlink(missing_ok=True)  # it holds a hash of this machine's paths, and nothing here reads it
    icons.write(out, theme_static(app))
    icons.slim(out / "_static/styles/pydata-sphinx-theme.css")
    for pattern in UNSHIPPED:
        for path in (out / "_static").glob(pattern):
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def theme_static(app: Sphinx) -> Path:
    """Find the ``static`` folder of the installed theme that ships the icon font."""
    for folder in app.builder.theme.get_theme_dirs():
        if (Path(folder) / "static/vendor/fontawesome").is_dir():
            return Path(folder) / "static"
    raise FileNotFoundError("no installed theme has static/vendor/fontawesome")


# --- maths ---------------------------------------------------------------------------------


def inline_math(translator: object, node: nodes.math) -> None:
    """Write an inline formula as MathML."""
    translator.body.append(latex2mathml.tex2mathml(node.astext()))
    raise nodes.SkipNode


def block_math(translator: object, node: nodes.math_block) -> None:
    """Write a displayed formula as MathML, with its number if it has one."""
    translator.body.append(translator.starttag(node, "div", CLASS="math pst-scrollable-table-container"))
    if node.get("number"):
        translator.body.append(f'<span class="eqno">({get_node_equation_number(translator, node)})</span>')
    translator.body.append(latex2mathml.tex2mathml(node.astext(), as_block=True) + "</div>\n")
    raise nodes.SkipNode


# --- Sphinx --------------------------------------------------------------------------------


def add_paths(app: Sphinx, config: object) -> None:
    """Let Sphinx find our layout and our assets."""
    config.templates_path.insert(0, str(HERE / "templates"))
    config.html_static_path.append(str(HERE / "assets"))


def add_assets(app: Sphinx) -> None:
    """Link our style sheets and script from every web page."""
    app.add_css_file("csto.css", priority=800)
    app.add_css_file("apparatus.css", priority=805)
    app.add_css_file(icons.STYLE_SHEET, priority=810)
    app.add_js_file("csto.js", priority=800, loading_method="defer")


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the extension."""
    app.add_html_math_renderer("mathml", (inline_math, None), (block_math, None))
    app.connect("config-inited", add_paths)
    app.connect("builder-inited", add_assets)
    app.connect("html-page-context", fit_page, priority=900)
    app.connect("build-finished", finish, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
