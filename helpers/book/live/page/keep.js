// The reader's edits, kept in this browser. Each edit goes with the code that it changes: after a new edition of the
// book it is taken up only where that code still stands.

const key = (name) => `csto-live:${location.pathname.replace(/[^/]*$/, "")}${name}`;

/** Return a short mark of a text (FNV-1a, 32 bits): enough to tell editions apart. */
export const markOf = (text) => {
  let mark = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) mark = Math.imul(mark ^ text.charCodeAt(at), 0x01000193);
  return (mark >>> 0).toString(16);
};

export class Keep {
  constructor(name, built) {
    this.key = key(name);
    this.mark = markOf(built.join("\0"));
    this.built = built;
  }

  /** What was kept: {mark, saved, edits: {built code: code}}, or null. */
  read() {
    try {
      const found = JSON.parse(localStorage.getItem(this.key));
      return found?.edits && Object.keys(found.edits).length ? found : null;
    } catch {
      return null; // storage refused, or not ours
    }
  }

  /** Keep a cell's code, or let go of it where it is as built. Returns whether the browser let us. */
  write(index, code) {
    const edits = { ...this.read()?.edits };
    const built = this.built[index];
    if (code === built) delete edits[built];
    else edits[built] = code;
    try {
      if (Object.keys(edits).length) localStorage.setItem(this.key, JSON.stringify({ mark: this.mark, saved: new Date().toISOString(), edits }));
      else localStorage.removeItem(this.key);
      return true;
    } catch {
      return false;
    }
  }

  /** Split what was kept: edits by the cell's index, and how many belong to code that is no longer here. */
  fit({ edits }) {
    const fitting = new Map();
    let lost = 0;
    for (const [built, code] of Object.entries(edits)) {
      const index = this.built.indexOf(built);
      if (index < 0) lost += 1;
      else fitting.set(index, code);
    }
    return { fitting, lost };
  }
}
