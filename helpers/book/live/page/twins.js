// Pictures of the book on a dark page: drawn for paper, shown in the colours of their dark twins, as the built ones are.
const PICTURES = ".live-output img.csto-picture";
const HEAD = "data:image/svg+xml;base64,";
const root = document.documentElement;

export class Twins {
  /** @param twins colours on paper to those on a dark page; a second start brings the same */
  begin(twins) {
    if (this.twins || !twins) return;
    this.twins = new Map(Object.entries(twins));
    this.colours = new RegExp([...this.twins.keys()].join("|"), "g");
    this.show();
    new MutationObserver(() => this.show()).observe(document.querySelector("article"), { childList: true, subtree: true });
    new MutationObserver(() => this.show()).observe(root, { attributes: true, attributeFilter: ["data-theme"] });
    addEventListener("beforeprint", () => this.show(false));
    addEventListener("afterprint", () => this.show());
  }

  /** Give each picture the colours of the page; what was given is kept beside it. */
  show(dark = root.dataset.theme === "dark") {
    for (const image of document.querySelectorAll(PICTURES)) {
      if (!image.paper && !dark) continue;
      image.paper ??= image.src;
      const source = dark ? (image.twin ??= this.twin(image.paper)) : image.paper;
      if (image.src !== source) image.src = source;
    }
  }

  twin(source) {
    if (!source.startsWith(HEAD)) return source;
    const text = atob(source.slice(HEAD.length)); // byte by byte: colours are plain letters whatever else is written
    return HEAD + btoa(text.replace(this.colours, (colour) => this.twins.get(colour)));
  }
}
