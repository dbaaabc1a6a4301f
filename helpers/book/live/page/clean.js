// HTML that code has made, before it enters the page: no scripts, no forms, nothing from another place.
import DOMPurify from "dompurify";

const RULES = {
  USE_PROFILES: { html: true, svg: true, svgFilters: true, mathMl: true },
  FORBID_TAGS: ["style", "form", "input", "button", "select", "textarea", "option", "dialog", "meta", "link", "base", "iframe", "object", "embed"],
  FORBID_ATTR: ["srcset", "ping", "target", "action", "formaction", "background", "autofocus", "contenteditable", "popovertarget"],
  ALLOW_UNKNOWN_PROTOCOLS: false,
};
const LINKS = new Set(["href", "xlink:href"]);
const SOURCES = new Set(["src", "poster", "data"]);
const HELD = /^\s*(data:(image|audio|video|font)\/|blob:)/i; // what comes with the page
// A style may name only what is in the page. No escapes: `u\72l(` is url( too. No holder of other addresses.
const reaches = (text) => /\\|@import|image-set\(|image\(|src\(/i.test(text) || /url\(\s*(?!["']?(#|data:image\/))/i.test(text);

const purify = DOMPurify(window);
purify.addHook("uponSanitizeAttribute", (element, attribute) => {
  const { attrName: name, attrValue: value } = attribute;
  if (LINKS.has(name)) attribute.keepAttr = /^\s*#/.test(value) || (HELD.test(value) && element.localName === "image");
  else if (SOURCES.has(name)) attribute.keepAttr = HELD.test(value);
  else if (reaches(value) && (name === "style" || /url\(/i.test(value))) attribute.keepAttr = false;
  if (SOURCES.has(name) && attribute.keepAttr) attribute.forceKeepAttr = true; // blob: is none of DOMPurify's schemes
});

/** Return harmless HTML as text. */
export const cleanText = (html) => purify.sanitize(String(html), RULES);

/** Return harmless HTML as a fragment. */
export const clean = (html) => purify.sanitize(String(html), { ...RULES, RETURN_DOM_FRAGMENT: true });
