"""One explorer on an open page: what is seen of it, what must be seen, and how its controls are moved."""

from typing import Any

from helpers.book.explorer_markup import in_words, parts_of
from helpers.book.markup import anchor

# What is seen: sentence, table, the one picture that is shown, the words of the controls.
SEEN = """(own) => {
  const root = document.querySelector(`#${own} csto-explore`), text = (one) => one ? one.textContent : "";
  const shown = [...root.querySelectorAll(".explore-stage img")].filter((one) => one.checkVisibility());
  return {
    says: text(root.querySelector(".explore-says")),
    rows: [...root.querySelectorAll(".evidence-table tbody tr")].map((row) => [...row.cells].map((cell) => cell.textContent)),
    pictures: shown.map((one) => (one.currentSrc || one.src).split("/").pop()),
    drawn: shown.every((one) => one.complete && one.naturalWidth > 0),
    alt: shown.map((one) => one.alt),
    chosen: text(root.querySelector(".explore-chosen")),
    status: text(root.querySelector(".explore-status")),
    controls: [...root.querySelectorAll("[data-choice]")].map((one) =>
      text(one.querySelector("output") || one.querySelector("option:checked") || one.querySelector("label:has(:checked)"))
        .trim()),
  };
}"""
# The same, once the explorer shows a picture, a sentence and a state; after a while in any case. One road to the
# browser and back: asking again and again from outside took most of a walk's time.
SOON = f"""([own, says, picture, chosen]) => new Promise((done) => {{
  const until = performance.now() + 5000, seen = {SEEN};
  const look = () => {{
    const now = seen(own);
    const there = now.says === says && now.chosen === chosen && now.drawn && now.pictures.join() === picture;
    if (there || performance.now() > until) done(now);
    else setTimeout(look, 4);
  }};
  look();
}})"""


class Explored:
    """One explorer on an open page, and what its bundle says must be seen."""

    def __init__(self, page: Any, data: dict[str, Any]) -> None:
        self.page, self.data, self.own = page, data, anchor(data["key"])
        self.choices = data["choices"]
        self.state = parts_of(data, data["start"])

    def at(self, selector: str) -> Any:
        return self.page.locator(f"#{self.own} {selector}")

    def control(self, name: str) -> Any:
        return self.at(f"[data-choice={name}]")

    def place(self) -> int:
        place = 0
        for choice, part in zip(self.choices, self.state, strict=True):
            place = place * len(choice["options"]) + part
        return place

    def come_near(self) -> None:
        """Scroll to it, where its lazy picture loads, and leave its question unanswered."""
        self.at("csto-explore").scroll_into_view_if_needed()
        if self.data["predict"] and self.at(".explore-predict").is_visible():
            self.at("[data-do=skip]").click()

    def move(self, at: int, part: int) -> None:
        self.state[at] = part
        self.agrees()

    def agrees(self, tail: str = "-wide.svg") -> None:
        """Sentence, table, picture and words of the controls are those of the state."""
        place = self.place()
        state = self.data["states"][place]
        words = [choice["options"][part][1] for choice, part in zip(self.choices, self.state, strict=True)]
        wanted = {
            "says": state["says"],
            "rows": self.data["tables"][state["table"]]["rows"],
            "pictures": [f"{state['picture']}{tail}"],
            "drawn": True,
            "alt": [state["says"]],
            "chosen": in_words(self.data, place),
            "status": "",
            "controls": [" ".join(word.split()) for word in words],
        }
        asked = [self.own, wanted["says"], wanted["pictures"][0], wanted["chosen"]]
        assert self.page.evaluate(SOON, asked) == wanted


def by_mouse(one: Explored, at: int) -> None:
    """Use a choice's control with the mouse and end where it began."""
    choice, start = one.choices[at], one.state[at]
    control, last = one.control(choice["name"]), len(choice["options"]) - 1
    if choice["control"] == "slider":
        back, on = control.locator("button").all()
        on.click()
        one.move(at, start + 1)
        back.click()
        one.move(at, start)
        track = control.locator("input")
        box = track.bounding_box()
        track.click(position={"x": box["width"] - 3, "y": box["height"] / 2})
        one.move(at, last)
        on.click()  # nothing lies beyond the end
        one.move(at, last)
        track.click(position={"x": 3, "y": box["height"] / 2})
        one.move(at, 0)
    for part in [*range(start + 1, last + 1), *range(start + 1)] if choice["control"] != "slider" else []:
        if choice["control"] == "radio":
            control.locator("label").nth(part).click()
        else:
            control.locator("select").select_option(index=part)
        one.move(at, part)


def step(one: Explored, at: int) -> None:
    """Move a choice to its next option, or from the last to the first, whatever its control is."""
    choice, part = one.choices[at], (one.state[at] + 1) % len(one.choices[at]["options"])
    control = one.control(choice["name"])
    if choice["control"] == "slider":
        control.locator("button").nth(1 if part else 0).click()
    elif choice["control"] == "radio":
        control.locator("label").nth(part).click()
    else:
        control.locator("select").select_option(index=part)
    one.state[at] = part


def by_keyboard(one: Explored, at: int) -> None:
    """Use a choice's control with the keyboard alone."""
    choice, press = one.choices[at], one.page.keyboard.press
    control, last = one.control(choice["name"]), len(choice["options"]) - 1
    control.locator("input[type=range], input:checked, select").focus()
    keys = {
        "slider": [("Home", 0), ("ArrowRight", 1), ("ArrowUp", 2), ("ArrowLeft", 1), ("End", last)],
        "select": [("Home", 0), ("ArrowDown", 1), ("ArrowDown", 2), ("End", last)],
        "radio": [("ArrowDown", (one.state[at] + 1) % (last + 1)), ("ArrowUp", one.state[at])],
    }
    for key, part in keys[choice["control"]]:
        press(key)
        one.move(at, min(part, last))
