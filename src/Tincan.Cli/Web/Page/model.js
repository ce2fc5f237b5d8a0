// The connections so far: what the list shows of each, and the rows of its ladder. The size is limited; dropped events are counted.

import { sizeOf, visibleText } from "./bytes.js";
import { grouped } from "./words.js";

const MAX_EVENTS = 100_000;
const MAX_BYTES = 64e6;

export class Connection {
    rows = [];
    toServer = 0;
    toClient = 0;
    turns = 0;
    matches = 0;
    kept = 0;
    /** Changes when rows are dropped at the front. */
    generation = 0;
    client = "";
    server = "";
    /** The name of the service, where there are several. */
    service = "";
    isClosed = false;
    isReset = false;
    /** Who waits for whom since when: `{ who, words, because, since }`; null if nobody can. */
    waiting = null;
    #closing = null;
    #finished = new Set();
    #last = null;

    constructor(number) {
        this.number = number;
    }

    get state() {
        if (this.isReset) return "reset";
        if (this.isClosed) return "closed";
        return ["open", "half-closed", "closing"][this.#finished.size];
    }

    /** The state in words. */
    get stateWords() {
        if (this.#closing) return visibleText(this.#closing.text.replace("closed", this.state));
        if (this.state !== "half-closed") return this.state;
        return `half-closed: ${this.#finished.has("to-server") ? "client" : "server"} has finished`;
    }

    /** Why it was closed, in a word. */
    get reason() {
        return this.#closing?.event.reason;
    }

    add(row) {
        this.rows.push(row);
        const { event } = row;
        if (!event) return;
        this.kept += row.size;
        this.waiting = row.waits ?? null;
        switch (row.kind) {
            case "chunk":
                if (event.direction !== this.#last) this.turns++;
                this.#last = event.direction;
                this[event.direction === "to-server" ? "toServer" : "toClient"] = event.offset + row.size;
                break;
            case "fin":
                this.#finished.add(event.direction);
                break;
            case "rst":
                this.isReset = true;
                break;
            case "closed":
                this.isClosed = true;
                this.#closing = row;
                break;
            case "opened":
                // A proxy's own address is not the server's.
                if (event.what === "connect" && event.by) {
                    this.server = event.text?.split(" to ")[1] ?? this.server;
                } else {
                    [this.client, this.server] = (event.text ?? "").split(" to ");
                    this.service = event.service ?? "";
                }
        }
    }

    /** Puts a row where events are missing. */
    missing(count) {
        this.rows.push({ kind: "lost", at: this.rows.at(-1)?.at ?? 0, text: `${grouped(count)} events were lost here` });
    }

    /** Drops the older half of the rows, and says so in a row. */
    forget() {
        const half = this.rows.splice(0, Math.ceil(this.rows.length / 2));
        const size = half.reduce((sum, row) => sum + (row.size ?? 0), 0);
        this.kept -= size;
        this.generation++;
        const events = half.filter(row => row.event).length;
        this.rows.unshift({ kind: "lost", at: half[0].at, text: "earlier events are no longer kept on this page" });
        return { events, size };
    }
}

export class Model {
    connections = [];
    events = 0;
    lost = 0;
    forgotten = 0;
    notes = [];
    #byNumber = new Map();
    #events = 0;
    #bytes = 0;

    /** Adds a row: an event and how it looks in its conversation, or a silence, which has no event. */
    add(row, filter) {
        const { event } = row;
        if (event) {
            this.events++;
            row.at = event.time;
            row.size = sizeOf(event);
        }

        const number = event?.connection ?? row.connection;
        if (number === 0) {
            this.#remark(row, filter);
            return;
        }

        let connection = this.#byNumber.get(number);
        if (!connection) {
            connection = new Connection(number);
            this.#byNumber.set(number, connection);
            const after = this.connections.findLastIndex(other => other.number < number);
            this.connections.splice(after + 1, 0, connection);
        }

        connection.add(row);
        if (!event) return;
        if (filter.matches(event, connection)) connection.matches++;
        this.#events++;
        this.#bytes += row.size;
        this.#bound();
    }

    /** How many connections are open. */
    get open() {
        return this.connections.reduce((sum, { isClosed }) => sum + (isClosed ? 0 : 1), 0);
    }

    /** Events are missing here. */
    missing(count) {
        this.lost += count;
        for (const connection of this.connections) {
            if (!connection.isClosed) connection.missing(count);
        }
    }

    /** Counts the events of each connection that a filter leaves. */
    match(filter) {
        for (const connection of this.connections) {
            connection.matches = filter.matchesConnection(connection)
                ? connection.rows.reduce((sum, row) => sum + (row.event && filter.matches(row.event, connection) ? 1 : 0), 0)
                : 0;
        }
    }

    /** A remark goes into every open ladder, because each is read by itself. */
    #remark(row, filter) {
        this.notes.push(row);
        for (const connection of this.connections) {
            if (connection.isClosed) continue;
            connection.rows.push(row);
            if (filter.matches(row.event, connection)) connection.matches++;
            this.#events++;
        }

        this.#bound();
    }

    #bound() {
        if (this.#events > MAX_EVENTS || this.#bytes > MAX_BYTES) this.#forget();
    }

    /** The oldest closed connections go first; then the older half of the longest conversation. */
    #forget() {
        while (this.#events > MAX_EVENTS * 0.9 || this.#bytes > MAX_BYTES * 0.9) {
            const closed = this.connections.findIndex(connection => connection.isClosed);
            if (closed >= 0 && this.connections.length > 1) {
                const [connection] = this.connections.splice(closed, 1);
                this.#byNumber.delete(connection.number);
                this.#less(connection.rows.filter(row => row.event).length, connection.kept);
            } else {
                const longest = this.connections.reduce((one, other) => other.rows.length > one.rows.length ? other : one);
                const { events, size } = longest.forget();
                this.#less(events, size);
            }
        }
    }

    #less(events, size) {
        this.#events -= events;
        this.#bytes -= size;
        this.forgotten += events;
    }
}
