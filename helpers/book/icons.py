"""Icons as CSS masks, drawn at build from the font that the installed theme ships.

Only the icons that occur on the built pages are drawn: those named by a class
(``<i class="fa-solid fa-sun">``, in a page or in a script) and those that the theme's
style sheets set as the ``content`` of a pseudo-element. No icon is kept in the repository.
"""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont
from sphinx.util import logging

LOGGER = logging.getLogger(__name__)
STYLE_SHEET = "csto-icons.css"
FONTS = {"solid": "fa-solid-900.ttf", "regular": "fa-regular-400.ttf", "brands": "fa-brands-400.ttf"}
STYLES = {
    "solid": ("fa-solid", "fas", "fa"),
    "regular": ("fa-regular", "far"),
    "brands": ("fa-brands", "fab"),
}
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
ICON_RULE = re.compile(r'(?:\.fa-[\w-]+:+before,?)+\{content:"(\\[0-9a-f]+|[^"\\])"\}')
MASK = (
    "display:inline-block;width:var(--icon-width,1em);height:1em;background-color:currentColor;"
    "-webkit-mask:var(--icon) center/contain no-repeat;mask:var(--icon) center/contain no-repeat;"
    "forced-color-adjust:preserve-parent-color;-webkit-print-color-adjust:exact;print-color-adjust:exact"
)


class IconFont:
    """The icons of the installed theme: names from its style sheet, shapes from its fonts."""

    def __init__(self, static: Path) -> None:
        """Read the style sheet and the fonts.

        Args:
            static: The theme's ``static`` folder.
        """
        self.css = (static / "styles/pydata-sphinx-theme.css").read_text(encoding="utf-8")
        folder = static / "vendor/fontawesome/webfonts"
        self.fonts = {style: TTFont(folder / file) for style, file in FONTS.items()}
        self.names: dict[str, int] = {}
        for rule in ICON_RULE.finditer(self.css):
            for name in re.findall(r"\.fa-([\w-]+):", rule[0]):
                self.names[name] = code_point(rule[1])
        self.licence = next(iter(re.findall(r"/\*!\s*\* Font Awesome.*?\*/", self.css, re.S)), "")

    def shape(self, code: int, style: str | None = None) -> tuple[str, float] | None:
        """Draw one icon.

        Args:
            code: The icon's code point.
            style: ``solid``, ``regular`` or ``brands``; None takes the first that has it.

        Returns:
            A data address of the SVG and its width in em, or None if there is no such icon.
        """
        for font in [self.fonts[style]] if style else self.fonts.values():
            if name := font.getBestCmap().get(code):
                em, up = font["head"].unitsPerEm, 448  # the design grid: 512 high, 64 below the line
                pen = SVGPathPen(font.getGlyphSet(), ntos=lambda value: f"{value:.0f}")
                font.getGlyphSet()[name].draw(TransformPen(pen, (1, 0, 0, -1, 0, up)))
                width = font["hmtx"][name][0]
                svg = (
                    f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {width} {em}'>"
                    f"<path d='{pen.getCommands()}'/></svg>"
                )
                address = quote(svg, safe="/:=' ,-")
                return f'url("data:image/svg+xml,{address}")', width / em
        return None


def code_point(text: str) -> int:
    r"""Read a CSS string of one character, as itself or as ``\f0eb``."""
    return int(text[1:], 16) if text.startswith("\\") else ord(text)


def class_icons(pages: str, font: IconFont) -> list[str]:
    """Write the rules for icons named by class (``<i class="fa-solid fa-sun">``).

    Args:
        pages: All built pages and scripts as one text.
        font: The icons.

    Returns:
        One rule an icon, sorted.
    """
    found: dict[tuple[str, str], None] = {}
    for classes in re.findall(r"""["'`]((?:[\w-]+\s+)*fa[srb]?(?:-[\w-]+)?(?:\s+[\w-]+)+)\s*["'`]""", pages):
        names = classes.split()
        for style, markers in STYLES.items():
            if set(markers) & set(names):
                found |= {
                    (style, name[3:]): None for name in names if name[3:] in font.names and name.startswith("fa-")
                }
    rules = []
    for style, name in sorted(found):
        if shape := font.shape(font.names[name], style):
            markers = ",".join(f".{marker}" for marker in STYLES[style])
            rules.append(f":is({markers}).fa-{name}{{--icon:{shape[0]};--icon-width:{shape[1]:.3f}em}}")
        else:
            LOGGER.warning("no %s icon named %s", style, name, type="csto", subtype="icon")
    return rules


def content_icons(pages: str, sheets: str, font: IconFont) -> list[str]:
    """Write the rules for icons that style sheets set as ``content`` of a pseudo-element.

    Args:
        pages: All built pages and scripts as one text.
        sheets: The theme's style sheets as one text.
        font: The icons.

    Returns:
        One rule for each rule of the theme whose classes and ids occur on the pages.
    """
    variables = dict(re.findall(r"(--pst-[\w-]+):([^;}]*)", sheets))
    selectors, rules = [], []
    for selector, block in RULE.findall(sheets):
        content = re.search(r'content:\s*("[^"]*"|var\([^)]*\))', block)
        if not content:
            continue
        value = content[1]
        while reference := re.match(r"var\((--[\w-]+)", value):
            value = variables.get(reference[1], '""')
        text = value.strip('"')
        if not re.fullmatch(r"\\[ef][0-9a-f]{3}|[\ue000-\uf8ff]", text) or re.match(r"\s*\.fa-", selector):
            continue
        shape = font.shape(code_point(text))
        words = re.findall(r"[.#]([\w-]+)", selector)
        if shape and all(re.search(rf"[\"' .#]{re.escape(word)}[\"' .)]", pages) for word in words):
            selectors.append(selector.strip())
            rules.append(f'{selector.strip()}{{content:"";--icon:{shape[0]};--icon-width:{shape[1]:.3f}em}}')
    return [f"{','.join(selectors)}{{{MASK}}}", *rules] if rules else []


def write(out: Path, static: Path) -> None:
    """Write the style sheet of the icons that occur on the built pages.

    Args:
        out: The built site.
        static: The installed theme's ``static`` folder.
    """
    font = IconFont(static)
    files = [*out.rglob("*.html"), *(out / "_static").rglob("*.js")]
    pages = "\n".join(
        file.read_text(encoding="utf-8")
        for file in sorted(files)
        if file.name not in ("fontawesome.js", "bootstrap.js")
    )
    sheets = "".join(file.read_text(encoding="utf-8") for file in sorted((out / "_static/styles").glob("*.css")))
    markers = ",".join(f".{marker}" for group in STYLES.values() for marker in group)
    rules = [
        font.licence,
        f":is({markers}){{{MASK};vertical-align:-.125em}}",
        f":is({markers})::before{{content:none}}",
        *class_icons(pages, font),
        *content_icons(pages, sheets, font),
    ]
    (out / "_static" / STYLE_SHEET).write_text("\n".join(rules) + "\n", encoding="utf-8")


def slim(path: Path) -> None:
    """Drop the icon font's faces and its two thousand icon names from the theme's style sheet."""
    css = ICON_RULE.sub("", path.read_text(encoding="utf-8"))
    css = re.sub(r"@font-face\{[^}]*Font ?Awesome[^}]*\}", "", css)
    path.write_text(re.sub(r"/\*# sourceMappingURL=.*?\*/", "", css), encoding="utf-8")
