// A cell's editor. Tab leaves it like any other field until the reader types: from then on Tab indents, and Escape
// gives Tab back. So the keyboard is never held.
import { createEditor } from "prism-code-editor";
import "prism-code-editor/prism/languages/python";
import "prism-code-editor/languages/python";
import { defaultKeymap, editHistory, editorCommands } from "prism-code-editor/commands";
import { matchBrackets } from "prism-code-editor/match-brackets";
import { highlightBracketPairs } from "prism-code-editor/highlight-brackets";

export const KEYS_ID = "live-keys";
export const KEYS = "Shift+Enter runs the cell. Tab goes on to the next control; after you have typed it indents, and Escape, then Tab, goes on.";

const bare = Object.fromEntries(Object.entries(defaultKeymap).filter(([keys]) => !/^(10|2)\+m$|Tab$|Enter$/.test(keys)));

/**
 * @param code what stands in it
 * @param number of the cell, as its name says it
 * @param hooks change(code), run(), say(words)
 */
export const makeEditor = (code, number, hooks) => {
  let indents = false;
  const run = () => (hooks.run(), true);
  const keys = {
    ...bare,
    Enter: defaultKeymap.Enter,
    "8+Enter": run, // Shift
    "2+Enter": run, // Ctrl
    "4+Enter": run, // Cmd
    Tab: (editor) => indents && defaultKeymap.Tab(editor),
    "8+Tab": (editor) => indents && defaultKeymap["8+Tab"](editor),
  };
  const editor = createEditor(
    null,
    { language: "python", tabSize: 4, value: code, onUpdate: (text) => hooks.change(text) },
    matchBrackets(), highlightBracketPairs(), editorCommands(keys), editHistory(),
  );
  const field = editor.textarea;
  field.setAttribute("aria-label", `Code of cell ${number}`);
  field.setAttribute("aria-describedby", KEYS_ID);
  field.setAttribute("aria-multiline", "true");
  field.setAttribute("translate", "no");
  field.addEventListener("beforeinput", () => { indents = true; });
  field.addEventListener("focus", () => { indents = false; });
  editor.keyCommandMap.Escape = () => {
    if (indents) hooks.say("Tab now goes on to the next control.");
    indents = false;
  };
  return editor;
};

/** Put the cursor on a line, and the line into view. */
export const goToLine = (editor, line) => {
  const lines = editor.value.split("\n");
  const at = Math.min(Math.max(line, 1), lines.length) - 1;
  const from = lines.slice(0, at).reduce((sum, one) => sum + one.length + 1, 0);
  editor.textarea.focus({ preventScroll: true });
  editor.textarea.setSelectionRange(from, from + lines[at].length);
  editor.update();
  editor.lines[at + 1]?.scrollIntoView({ block: "center", inline: "nearest" });
};
