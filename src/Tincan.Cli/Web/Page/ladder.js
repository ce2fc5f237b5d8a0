// The ladder of one connection, which grows as events arrive.

import { byId, setClass, setText } from "./dom.js";
import { drawRow, heightOf } from "./row.js";
import { VirtualList } from "./virtual.js";
import { count, GAP, sentence, size } from "./words.js";

// Sixteen bytes a line need about 600 pixels.
const WIDE = 760;

export class Ladder {
    connection = null;
    cursor = null;
    hex = { isOn: false, perLine: 16 };
    #box = byId("ladder");
    #live = byId("live");
    #newest = byId("newest");
    #list;
    #filter = null;
    #seen = 0;
    #generation = 0;
    #open;

    /** @param open Receives the row to show whole. */
    constructor(open) {
        this.#open = open;
        this.#list = new VirtualList(this.#box, { height: row => heightOf(row, this.hex), draw: row => this.#draw(row) });
        this.#newest.addEventListener("click", () => this.#list.toEnd());
        this.#box.addEventListener("scroll", () => this.#showNewest(), { passive: true });
    }

    /** The rows that the filter leaves. */
    get rows() {
        return this.#list.items;
    }

    /** Shows a connection, or the same one under another filter. */
    show(connection, filter) {
        if (connection !== this.connection) {
            this.cursor = null;
            this.#list.follows = true;
        }

        this.connection = connection;
        this.#filter = filter;
        this.#seen = 0;
        this.#generation = connection?.generation ?? 0;
        this.#list.set([]);
        byId("empty").hidden = connection !== null;
        byId("conversation").hidden = connection === null;
        if (connection) {
            setText(byId("client"), `client ${connection.client}`);
            setText(byId("server"), `${connection.service || "server"} ${connection.server}`);
            setText(byId("title"), `Connection ${connection.number}`);
        }
    }

    /** Adds the rows that have arrived since. */
    update(now) {
        const connection = this.connection;
        if (!connection) return;
        if (connection.generation !== this.#generation) this.show(connection, this.#filter);
        const fresh = connection.rows.slice(this.#seen).filter(row => this.#isShown(row));
        this.#seen = connection.rows.length;
        this.#list.items.push(...fresh);
        this.tick(now);
        if (fresh.length > 0) this.#list.grew();
        setClass(byId("conversation"), connection.state);
        setText(byId("state"), connection.stateWords);
        setText(byId("sums"), [
            count(connection.turns, "turn"),
            `${size(connection.toServer)} to server`,
            `${size(connection.toClient)} to client`,
            ...this.#filter.isAll ? [] : [`${connection.matches} shown`],
        ].join(" · "));
        this.#showNewest();
    }

    /** Updates the current silence. */
    tick(now) {
        const waiting = this.connection?.waiting;
        const silence = waiting ? now - waiting.since : 0;
        const isShown = silence >= GAP && this.#filter.matchesSilence(this.connection);
        if (isShown) {
            setText(this.#live.querySelector(".remark > span"), sentence(waiting, silence));
            setClass(this.#live, `row gap live ${waiting.who}`);
        }

        if (this.#live.hidden === isShown) {
            this.#live.hidden = !isShown;
            if (isShown && this.#list.follows) this.#list.toEnd();
        }
    }

    /** Switches the hexadecimal view of each chunk on or off. */
    setHex(isOn) {
        this.hex = { isOn, perLine: this.#box.clientWidth >= WIDE ? 16 : 8 };
        this.#list.set(this.rows);
    }

    /** Moves the cursor by a number of rows. */
    move(by) {
        const rows = this.rows;
        if (rows.length === 0) return;
        const at = rows.indexOf(this.cursor);
        const next = at < 0 ? (by < 0 ? rows.length - 1 : 0) : Math.min(Math.max(at + by, 0), rows.length - 1);
        this.#point(rows[next]);
        this.#list.reveal(next);
        this.#mark();
    }

    toEnd() {
        this.#list.toEnd();
    }

    /** Opens the row at the cursor. */
    openCursor() {
        if (this.cursor) this.#open(this.cursor);
    }

    focus() {
        this.#box.focus();
    }

    #point(row) {
        this.cursor = row;
        this.#mark();
    }

    #mark() {
        this.#list.forEach((row, node) => {
            node.classList.toggle("cursor", row === this.cursor);
            node.setAttribute("aria-selected", row === this.cursor);
            if (row === this.cursor) this.#box.setAttribute("aria-activedescendant", node.id);
        });
    }

    #draw(row) {
        const node = drawRow(row, this.hex);
        node.id = row.event ? `event-${row.event.number}` : `${row.kind}-${row.at}-${row.silence ?? 0}`;
        node.classList.toggle("cursor", row === this.cursor);
        node.setAttribute("aria-selected", row === this.cursor);
        node.addEventListener("click", () => {
            if (getSelection().isCollapsed) {
                this.#point(row);
                this.#open(row);
            }
        });
        return node;
    }

    #isShown(row) {
        if (this.#filter.isAll) return true;
        return row.event ? this.#filter.matches(row.event, this.connection) : row.kind === "lost" || this.#filter.matchesSilence(this.connection);
    }

    #showNewest() {
        this.#newest.hidden = this.#list.isAtEnd || this.rows.length === 0;
    }
}
