// The current faults. If the program allows it, they can be added, changed and removed.

import { visibleText } from "./bytes.js";
import { byId, el, setText } from "./dom.js";
import { FaultField } from "./faultfield.js";
import { count } from "./words.js";

export class Faults {
    #plan = null;
    #kinds = null;
    /** The one whose name is written. */
    #kind = undefined;
    #rows = new Map();
    #say;
    #add;

    /** @param say Tells a person what was done. */
    constructor(say) {
        this.#say = say;
        this.#add = new FaultField(byId("fault-new"), byId("fault-text"), text => this.#ask("POST", "faults", text));
        byId("fault-text").addEventListener("input", () => this.#describe());
        byId("fault-kind").addEventListener("change", () => this.#choose());
        byId("faults-heal").addEventListener("click", () => this.#remove("faults"));
        // Escape cancels editing here, and does nothing else on the page.
        byId("faults").addEventListener("keydown", event => {
            if (event.key !== "Escape") return;
            event.stopPropagation();
            if (event.target === byId("fault-text")) this.#empty();
        });
    }

    /** Takes the plan as the stream tells it: `{ seed, mayChange, faults: [{ number, text }] }`. */
    take(plan) {
        this.#plan = plan;
        byId("faults").hidden = false;
        byId("faults-editor").hidden = !plan.mayChange;
        if (plan.mayChange && this.#kinds === null) this.#learnKinds();
        const seed = plan.faults.length > 0 ? ` · seed ${plan.seed}` : "";
        setText(byId("faults-sum"), `${plan.faults.length === 0 ? "none" : plan.faults.length} in force${seed}`);
        this.#showList();
    }

    /** Says how many connections are open, which a change for all would reach. */
    set open(number) {
        setText(byId("reach-all-words"), number > 0 ? `all connections, ${number} open` : "all connections");
    }

    /** Opens the panel, where one more fault can be written. */
    focus() {
        if (byId("faults").hidden) return;
        byId("faults-box").open = true;
        if (this.#plan.mayChange) byId("fault-text").focus();
        else byId("faults-box").querySelector("summary").focus();
    }

    get #reach() {
        return byId("reach-next").checked ? "next" : "all";
    }

    /** Keeps the rows of faults that stay, so that what somebody writes in one of them stays too. */
    #showList() {
        const list = byId("faults-list");
        const numbers = new Set(this.#plan.faults.map(({ number }) => number));
        for (const [number, row] of this.#rows) {
            if (numbers.has(number)) continue;
            if (row.contains(document.activeElement)) this.#leave();
            row.remove();
            this.#rows.delete(number);
        }

        this.#plan.faults.forEach((fault, at) => {
            const row = this.#rows.get(fault.number) ?? this.#row(fault);
            this.#rows.set(fault.number, row);
            if (list.children[at] !== row) list.insertBefore(row, list.children[at] ?? null);
        });
    }

    #row({ number, text }) {
        const row = el("li.fault-row", el("span.number", `${number}`), el("code", visibleText(text)));
        row.value = number;
        if (!this.#plan.mayChange) return row;
        const change = button("Change", `Change fault ${number}`, () => this.#edit(row, { number, text }));
        row.append(el("span.acts", change, button("Remove", `Remove fault ${number}`, () => this.#remove(`faults/${number}`))));
        return row;
    }

    /** Puts a field into the row. */
    #edit(row, { number, text }) {
        const input = el("input");
        input.value = text;
        input.maxLength = 1000;
        input.spellcheck = false;
        input.autocomplete = "off";
        input.setAttribute("aria-label", `Fault ${number}`);
        const save = el("button", "Save");
        save.type = "submit";
        const form = el("form", el("div.field", input, save));
        const shown = [...row.children].slice(1);
        const end = () => {
            if (!form.isConnected) return;
            form.remove();
            shown.forEach(child => child.hidden = false);
            row.querySelector(".acts button").focus();
        };
        save.after(button("Cancel", `Leave fault ${number} as it is`, end));
        form.addEventListener("keydown", event => {
            if (event.key === "Escape") end();
        });
        new FaultField(form, input, async changed => {
            if (changed === text) end();
            else await this.#ask("PUT", `faults/${number}`, changed);
        });
        shown.forEach(child => child.hidden = true);
        row.append(form);
        input.focus();
    }

    /** Removes a fault, or all of them. */
    async #remove(path) {
        try {
            await this.#ask("DELETE", path);
        } catch (error) {
            this.#say(error.message);
        }
    }

    /** What is done is seen in what the stream says then; what is wrong is thrown, with the place if it has one. */
    async #ask(method, path, text) {
        let answer;
        try {
            answer = await fetch(`${path}?reach=${this.#reach}`, { method, body: text });
        } catch {
            throw new Error("the program does not answer");
        }

        if (answer.ok) return;
        const isTold = answer.headers.get("content-type")?.startsWith("application/json");
        const { error, line, column } = isTold ? await answer.json() : { error: (await answer.text()).trim() };
        throw Object.assign(new Error(error), { line, column });
    }

    async #learnKinds() {
        this.#kinds = [];
        try {
            const answer = await fetch("faults");
            this.#kinds = (await answer.json()).kinds;
        } catch {
            // The list of kinds is optional; the next event with faults tries again.
            this.#kinds = null;
            return;
        }

        byId("fault-kind").append(...this.#kinds.map(({ fault }) => {
            const option = el("option", fault);
            option.value = fault;
            return option;
        }));
        this.#describe();
    }

    /** Writes the picked name; what was written behind another name belonged to that. */
    #choose() {
        const input = byId("fault-text");
        input.value = byId("fault-kind").value;
        input.dispatchEvent(new Event("input"));
        input.focus();
    }

    /** Says what the fault does whose name is written. */
    #describe() {
        const name = byId("fault-text").value.trim().split(/[:\s]/)[0];
        const kind = this.#kinds?.find(({ fault }) => fault === name);
        byId("fault-kind").value = kind?.fault ?? "";
        if (kind === this.#kind) return;
        this.#kind = kind;
        setText(byId("fault-about"), kind?.does ?? "");
        const settings = byId("fault-settings");
        settings.hidden = !kind;
        const { settings: own = [], triggers = [], ends = [] } = kind ?? {};
        settings.querySelector("dl").replaceChildren(...[...own, ...triggers, ...ends].flatMap(({ setting, means, takes }) =>
            [el("dt", el("code", setting)), el("dd", `${means} Takes ${takes}.`)]));
    }

    #empty() {
        this.#add.clear();
        this.#describe();
    }

    /** The row that had the focus goes away. */
    #leave() {
        if (byId("faults-editor").hidden) byId("faults-box").querySelector("summary").focus();
        else byId("fault-text").focus();
    }
}

function button(words, label, act) {
    const node = el("button", words);
    node.type = "button";
    node.setAttribute("aria-label", label);
    node.addEventListener("click", act);
    return node;
}
