// Numbers in sentences: a run that tells another value than the published one changes the text, and says what was there.

const WORDS = ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen " +
  "seventeen eighteen nineteen twenty").split(" ");

export const NUMBER_TYPE = "application/vnd.csto.number+json";

/** Return a number as the sentence writes it: words for words as far as they are short, digits for digits. */
export const written = ({ value, text }, published) => {
  if (!/^\p{L}/u.test(published)) return text;
  const word = WORDS[value] ?? text;
  return /^\p{Lu}/u.test(published) ? word[0].toUpperCase() + word.slice(1) : word;
};

export class Numbers {
  constructor() {
    this.changed = new Map(); // link -> what the published page had there
    this.tellers = new Map(); // key -> the cell that told it last
  }

  /** Write a number wherever the text has it; returns whether it differs from the published one. */
  tell(data, teller) {
    const note = document.getElementById(`note-${data.key.replace(".", "-")}`);
    const links = document.querySelectorAll(`a.num[href="#note-${CSS.escape(data.key.replace(".", "-"))}"]`);
    this.restore(data.key);
    this.tellers.set(data.key, teller);
    const published = note?.querySelector("strong");
    if (!published || published.textContent.trim() === data.text) return false;
    for (const link of links) {
      const was = link.textContent;
      this.write(link, data.key, written(data, was), was);
    }
    this.write(published, data.key, data.text, published.textContent);
    return true;
  }

  write(element, key, text, was) {
    this.changed.set(element, { key, was, title: element.getAttribute("title") });
    element.textContent = text;
    element.title = `was ${was} in the published page`;
    element.classList.add("live-changed");
  }

  restore(key) {
    for (const [element, { key: its, was, title }] of this.changed) {
      if (key !== undefined && its !== key) continue;
      element.textContent = was;
      element.classList.remove("live-changed");
      if (!element.className) element.removeAttribute("class");
      if (title === null) element.removeAttribute("title");
      else element.title = title;
      this.changed.delete(element);
    }
  }

  /** Take back what a cell told. */
  restoreOf(teller) {
    for (const [key, its] of this.tellers) if (its === teller) {
      this.restore(key);
      this.tellers.delete(key);
    }
  }
}
