// Whose turn it is on one connection, by the rules of the terminal's ladder. Who was sent a whole message owes the next one. A message without its
// end leaves both waiting: one for the rest, the other for an answer. A side that said FIN cannot be waited for.

import { bytesOf, sizeOf } from "./bytes.js";
import { count, isSegment } from "./words.js";

/** Which messages the segments of one direction hold, and whether one has begun and not ended. */
class Messages {
    isKnown = false;
    complete = 0;
    unfinished = 0;
    /** Whether any message ended with a line end. */
    hasLineEnds = false;
    /** Whether any message ended without one. */
    hasRaw = false;
    #current = -1;
    #parts = 0;

    /** The parts of messages in a segment: `{ number, part, isLast, from, length }`. None if nothing tells where messages end. */
    add(event, size) {
        if (event.message === undefined) return [];
        let message = event.message;
        this.isKnown = true;
        if (message < this.#current) {
            // What seemed to be messages was the beginning of this one.
            this.#parts = this.#current - message;
            this.complete = Math.max(0, this.complete - this.#parts);
        } else if (message !== this.#current) {
            // The segment before was lost: what came of this message so far is not known.
            this.#parts = 0;
            this.unfinished = 0;
        }

        const parts = [];
        let from = 0;
        for (const end of event.ends) {
            const to = end - event.offset;
            if (to <= from || to > size) continue;
            parts.push({ number: ++message, part: ++this.#parts, isLast: true, from, length: to - from });
            from = to;
            this.#parts = 0;
            this.unfinished = 0;
            this.complete++;
            if (!this.hasLineEnds || !this.hasRaw) {
                const endsLine = [0, 10].includes(bytesOf(event)[from - 1]);
                this.hasLineEnds ||= endsLine;
                this.hasRaw ||= !endsLine;
            }
        }

        if (from < size) {
            parts.push({ number: message + 1, part: ++this.#parts, isLast: false, from, length: size - from });
            this.unfinished += size - from;
        }

        this.#current = message;
        return parts;
    }
}

export class Turn {
    clientFinished = false;
    serverFinished = false;
    #client = new Messages();
    #server = new Messages();
    #last = null;
    #greetings = 0;

    /** Nothing can be said any more. */
    get isOver() {
        return this.clientFinished && this.serverFinished;
    }

    /** Takes note of an event, and gives the messages, if it is a segment. */
    add(event) {
        if (isSegment(event)) return this.#said(event);
        if (event.what === "fin") {
            this.clientFinished ||= event.direction === "to-server";
            this.serverFinished ||= event.direction === "to-client";
        } else if (event.what === "rst" || event.what === "close") {
            this.clientFinished = this.serverFinished = true;
        }

        return [];
    }

    /** Who waits for whom now: `{ who, words, because }`. */
    wait() {
        if (this.isOver) return wait("nobody", "silence", "nobody can speak any more");
        if (this.clientFinished) return client(together("client has finished", unfinished("server", this.#client)));
        if (this.serverFinished) return server(together("server has finished", unfinished("client", this.#server)));
        if (this.#last === null) return both("nothing was said yet");
        return this.#last === "to-server"
            ? this.#after(this.#client, client, "client", "server")
            : this.#after(this.#server, server, "server", "client");
    }

    #said(event) {
        this.#last = event.direction;
        const size = sizeOf(event);
        if (event.direction === "to-client") return this.#server.add(event, size);
        // What a server says unasked answers nothing.
        if (this.#client.complete === 0 && this.#client.unfinished === 0) this.#greetings = this.#server.complete;
        return this.#client.add(event, size);
    }

    #after(spoke, answered, name, listener) {
        if (!spoke.isKnown) return both("nothing tells where a message ends");
        if (spoke.unfinished > 0) return both(unfinished(listener, spoke));
        const answers = this.#server.complete - this.#greetings;
        return spoke === this.#server && this.#client.complete > answers
            ? both(`client sent ${count(this.#client.complete, "message")}, server answered ${answers}`)
            : answered(this.#withoutLineEnd(spoke, name, listener));
    }

    /** One side ends its messages with a line end and the other does not: whoever waits may well wait for a line end. */
    #withoutLineEnd(spoke, name, listener) {
        const other = spoke === this.#client ? this.#server : this.#client;
        return !spoke.hasLineEnds && other.hasLineEnds && !other.hasRaw
            ? `what the ${name} sends has no line end; what the ${listener} sends has one`
            : undefined;
    }
}

const wait = (who, words, because) => ({ who, words, because });
const client = because => wait("client", "client waits for server", because);
const server = because => wait("server", "server waits for client", because);
const both = because => wait("both", "both wait", because);

const unfinished = (listener, spoke) =>
    spoke.unfinished > 0 ? `${listener} has ${count(spoke.unfinished, "byte")} of a message without its end` : undefined;

const together = (one, other) => other ? `${one}; ${other}` : one;
