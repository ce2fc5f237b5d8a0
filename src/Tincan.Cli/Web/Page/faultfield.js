// An input for a fault. An error appears below it, with a caret under the first wrong character.

import { visibleText } from "./bytes.js";
import { el, setText } from "./dom.js";

let lastId = 0;

export class FaultField {
    #input;
    #problem = el("div.problem", el("p"), el("pre"));

    /**
     * @param form Holds the field, and a button to submit it.
     * @param input The field.
     * @param send Receives the text, and throws an Error if it is wrong: with a `line` to show and a `column` from 1 if it knows where.
     */
    constructor(form, input, send) {
        this.#input = input;
        const [words, place] = this.#problem.children;
        words.setAttribute("role", "alert");
        words.id = `fault-problem-${++lastId}`;
        // Hidden from screen readers, which read the message.
        place.setAttribute("aria-hidden", "true");
        input.setAttribute("aria-describedby", [words.id, input.getAttribute("aria-describedby") ?? ""].join(" ").trim());
        input.closest(".field").after(this.#problem);
        input.addEventListener("input", () => this.#show(null));
        form.addEventListener("submit", event => {
            event.preventDefault();
            this.#submit(send);
        });
    }

    clear() {
        this.#input.value = "";
        this.#input.dispatchEvent(new Event("input"));
    }

    async #submit(send) {
        const text = this.#input.value;
        try {
            await send(text);
            if (this.#input.value === text) this.clear();
        } catch (error) {
            this.#show(error);
            this.#input.focus();
        }
    }

    #show(error) {
        const [words, place] = this.#problem.children;
        setText(words, error ? visibleText(error.message) : "");
        setText(place, error?.column ? `${visibleText(error.line)}\n${" ".repeat(error.column - 1)}^` : "");
        // The caret may be beyond the visible width.
        if (error?.column) place.scrollLeft = place.scrollWidth * (error.column / Math.max(error.line.length, 1)) - place.clientWidth / 2;
        if (error) this.#input.setAttribute("aria-invalid", "true");
        else this.#input.removeAttribute("aria-invalid");
    }
}
