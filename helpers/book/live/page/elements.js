// One way to make elements, and buttons that keep the focus when they have nothing to do.

/** Make an element: properties, attributes (names with a hyphen, and role), what is inside. */
export const make = (name, properties = {}, ...inside) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.includes("-") || key === "role") made.setAttribute(key, value);
    else made[key] = value;
  }
  made.append(...inside);
  return made;
};

/** Make a button. It is never `disabled`: a focused button that turns so would drop the keyboard's place. */
export const button = (text, act, properties = {}) => {
  const made = make("button", { type: "button", className: "live-button", textContent: text, ...properties });
  made.addEventListener("click", () => made.getAttribute("aria-disabled") === "true" || act());
  return made;
};

/** Say whether a button has something to do now. */
export const allow = (element, allowed) => {
  if (allowed) element.removeAttribute("aria-disabled");
  else element.setAttribute("aria-disabled", "true");
};

/** Return "3 cells", "1 cell". */
export const counted = (count, one) => `${count} ${one}${count === 1 ? "" : "s"}`;
