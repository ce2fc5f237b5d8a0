// The conversations so far: what the list shows of each, and the rows of its ladder. What is kept is bounded; what is let go is counted.

import { sizeOf } from "./bytes.js";
import { RowMaker } from "./rows.js";
import { grouped, isSegment, reason } from "./words.js";

export const MAX_EVENTS = 100_000;
const MAX_BYTES = 64e6;

export class Connection {
    rows = [];
    toServer = 0;
    toClient = 0;
    turns = 0;
    matches = 0;
    kept = 0;
    /** Changes when rows go away at the front. */
    generation = 0;
    client = "";
    server = "";
    /** What the service is called, where there are many. */
    service = "";
    isClosed = false;
    isReset = false;
    reason = undefined;
    #closing = null;
    #maker = new RowMaker();
    #last = null;

    constructor(number) {
        this.number = number;
    }

    get state() {
        if (this.isReset) return "reset";
        if (this.isClosed) return "closed";
        const { clientFinished, serverFinished, isOver } = this.#maker.turn;
        return isOver ? "closing" : clientFinished || serverFinished ? "half-closed" : "open";
    }

    /** The state in words. */
    get stateWords() {
        if (this.isReset || this.isClosed) return `${this.isReset ? "reset" : "closed"}${this.#closing ? `: ${reason(this.#closing)}` : ""}`;
        if (this.state !== "half-closed") return this.state;
        return this.#maker.turn.clientFinished ? "half-closed: client has finished" : "half-closed: server has finished";
    }

    /** Who waits for whom since when: `{ wait, since }`; null if nobody can. */
    get waiting() {
        return this.#maker.turn.isOver || this.#maker.moved === null ? null : { wait: this.#maker.turn.wait(), since: this.#maker.moved };
    }

    add(event, size) {
        const rows = this.#maker.add(event);
        rows.at(-1).size = size;
        this.rows.push(...rows);
        this.kept += size;
        if (isSegment(event)) {
            if (event.direction !== this.#last) this.turns++;
            this.#last = event.direction;
            const way = event.direction === "to-server" ? "toServer" : "toClient";
            this[way] = event.offset + size;
        } else if (event.what === "rst") {
            this.isReset = true;
        } else if (event.what === "close") {
            this.isClosed = true;
            this.reason = event.reason;
            this.#closing = event;
        } else if (event.what === "connect" && event.by) {
            // A proxy's own address is not the server's.
            this.server = (event.text ?? "").split(" to ")[1] ?? this.server;
        } else if (event.what === "accept" || event.what === "connect") {
            [this.client, this.server] = (event.text ?? "").split(" to ");
            this.service = event.service ?? "";
        }
    }

    /** Something was said of the recording as a whole: it ends no silence here, and is nobody's turn. */
    remark(event) {
        this.rows.push({ kind: event.what, event, at: event.time, delta: null, parts: [], text: event.text ?? "", size: 0 });
    }

    /** Puts a row where events are missing. */
    missing(count) {
        this.rows.push({ kind: "lost", at: this.#maker.last ?? 0, parts: [], text: `${grouped(count)} events were lost here` });
    }

    /** Lets the older half of the rows go, and says so. */
    forget() {
        const half = this.rows.splice(0, Math.ceil(this.rows.length / 2));
        const size = half.reduce((sum, row) => sum + (row.event ? sizeOf(row.event) : 0), 0);
        this.kept -= size;
        this.generation++;
        const events = half.filter(row => row.event).length;
        this.rows.unshift({ kind: "lost", at: half[0].at, parts: [], text: "earlier events are no longer kept on this page" });
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

    connection(number) {
        return this.#byNumber.get(number);
    }

    add(event, filter) {
        this.events++;
        if (event.connection === 0) {
            this.#remark(event, filter);
            return;
        }

        let connection = this.#byNumber.get(event.connection);
        if (!connection) {
            connection = new Connection(event.connection);
            this.#byNumber.set(event.connection, connection);
            const after = this.connections.findLastIndex(({ number }) => number < event.connection);
            this.connections.splice(after + 1, 0, connection);
        }

        const size = sizeOf(event);
        connection.add(event, size);
        if (filter.matches(event, connection)) connection.matches++;
        this.#events++;
        this.#bytes += size;
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

    /** Counts again what a filter leaves of each connection. */
    match(filter) {
        for (const connection of this.connections) {
            connection.matches = filter.matchesConnection(connection)
                ? connection.rows.reduce((sum, row) => sum + (row.event && filter.matches(row.event, connection) ? 1 : 0), 0)
                : 0;
        }
    }

    /** A remark is for all who are open: the ladder of each is read by itself. */
    #remark(event, filter) {
        this.notes.push(event);
        for (const connection of this.connections) {
            if (connection.isClosed) continue;
            connection.remark(event);
            if (filter.matches(event, connection)) connection.matches++;
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
