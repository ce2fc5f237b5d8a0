// The list of connections: each with its state, its turns, its bytes, and who waits.

import { byId, el, setClass, setText } from "./dom.js";
import { count, GAP, size, time } from "./words.js";
import { VirtualList } from "./virtual.js";

const HEIGHT = 60;

export class ConnectionList {
    selected = null;
    #box = byId("connections");
    #list;
    #choose;

    /** @param choose Receives the chosen connection, and whether to open it. */
    constructor(choose) {
        this.#choose = choose;
        this.#list = new VirtualList(this.#box, { height: () => HEIGHT, draw: connection => this.#draw(connection) });
    }

    /** Shows these connections. */
    update(connections, now) {
        const items = this.#list.items;
        if (items.length <= connections.length && items.every((item, at) => item === connections[at])) {
            items.push(...connections.slice(items.length));
            this.#list.grew();
        } else {
            this.#list.set([...connections]);
        }

        this.tick(now);
    }

    /** Updates the rows in sight. */
    tick(now) {
        this.#list.forEach((connection, node) => fill(connection, node, now, connection === this.selected));
        const chosen = this.selected && this.#list.node(this.selected);
        if (chosen) this.#box.setAttribute("aria-activedescendant", chosen.id);
        else this.#box.removeAttribute("aria-activedescendant");
    }

    /** Chooses another connection, by a number of rows. */
    move(by) {
        const items = this.#list.items;
        if (items.length === 0) return;
        const at = items.indexOf(this.selected);
        const next = Math.min(Math.max(at < 0 ? 0 : at + by, 0), items.length - 1);
        this.#list.reveal(next);
        this.#choose(items[next], false);
    }

    focus() {
        this.#box.focus();
    }

    #draw(connection) {
        const node = el("div.connection",
            el("span.number"), el("span.peer"), el("span.state"),
            el("span.sums", el("span"), el("span"), el("span")), el("span.wait"));
        node.id = `connection-${connection.number}`;
        node.setAttribute("role", "option");
        node.addEventListener("click", () => this.#choose(connection, true));
        return node;
    }
}

function fill(connection, node, now, isSelected) {
    const [number, peer, state, sums, wait] = node.children;
    const [turns, up, down] = sums.children;
    setClass(node, `connection ${connection.state}${isSelected ? " selected" : ""}`);
    if (node.getAttribute("aria-selected") !== `${isSelected}`) node.setAttribute("aria-selected", isSelected);
    setText(number, `${connection.number}`);
    const { client, service } = connection;
    setText(peer, client && service ? `${service} ◂ ${client}` : client || "opening not seen");
    setText(state, connection.state);
    node.title = connection.stateWords;
    setText(turns, turnsOf(connection));
    setText(up, `▸ ${size(connection.toServer)}`);
    setText(down, `◂ ${size(connection.toClient)}`);
    up.title = "bytes to the server";
    down.title = "bytes to the client";
    const waits = words(connection, now);
    setText(wait, waits.text);
    setClass(wait, `wait ${waits.who}`);
}

const turnsOf = ({ turns }) => turns < 10_000 ? count(turns, "turn") : `${(turns / 1000).toFixed(0)}k turns`;

function words(connection, now) {
    if (connection.isClosed) return { text: (connection.reason ?? "").replace("-", " "), who: "nobody" };
    const waiting = connection.waiting;
    const silence = waiting ? now - waiting.since : 0;
    if (silence < GAP) return { text: "", who: "nobody" };
    const { who } = waiting;
    return { text: `${who === "both" ? "both wait" : `${who} waits`} ${time(silence)}`, who };
}
