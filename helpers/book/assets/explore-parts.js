"use strict";
// What the explorer is put together from: a control, and the question to answer before it opens.
(() => {
  const stored = {
    get: (key) => { try { return sessionStorage.getItem(key); } catch { return null; } },
    set: (key, value) => { try { sessionStorage.setItem(key, value); } catch { /* the answer lasts as long as the page */ } },
  };

  // One control: reads and writes the place of its option.
  class Choice {
    constructor(element) {
      this.element = element;
      this.name = element.dataset.choice;
      this.options = JSON.parse(element.dataset.options);
      this.kind = ["slider", "select", "radio"].find((kind) => element.classList.contains(`explore-${kind}`));
      this.label = element.querySelector(this.kind === "radio" ? "legend" : "label").textContent;
      this.inputs = [...element.querySelectorAll("input, select")];
    }

    read() {
      if (this.kind === "radio") return this.inputs.findIndex((input) => input.checked);
      return this.kind === "select" ? this.inputs[0].selectedIndex : Number(this.inputs[0].value);
    }

    write(option) {
      const [input] = this.inputs;
      if (this.kind === "radio") this.inputs[option].checked = true;
      else if (this.kind === "select") input.selectedIndex = option;
      else {
        input.value = option;
        input.setAttribute("aria-valuetext", this.options[option][1]);
        this.element.querySelector("output").textContent = this.options[option][1];
      }
    }

    step(by) {
      this.write(Math.min(this.options.length - 1, Math.max(0, this.read() + by)));
    }
  }

  // The reader's answer opens the explorer, and stays in this tab.
  function meetPrediction(explorer) {
    const { predict, said, verdict } = explorer.parts, own = `csto.predict.${explorer.key}`;
    const reveal = (answer) => {
      const chosen = [...predict.querySelectorAll("input")].find((input) => input.value === answer);
      const words = chosen?.closest("label").textContent.trim();
      said.textContent = words ? `You said: ${words}.` : "You skipped the question.";
      explorer.open();
    };
    const commit = (answer) => {
      stored.set(own, answer);
      reveal(answer);
      verdict.focus();
    };
    const answer = stored.get(own);
    if (answer !== null) reveal(answer);
    predict.addEventListener("submit", (event) => {
      event.preventDefault();
      commit(predict.querySelector("input:checked").value);
    });
    predict.querySelector("[data-do=skip]").addEventListener("click", () => commit(""));
  }

  window.cstoExplore = { Choice, meetPrediction };
})();
