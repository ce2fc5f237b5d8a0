// Turns the events of one connection into the rows of its ladder: `{ kind, event, at, delta, parts, text }`.

import { Turn } from "./turn.js";
import { ender, isFault, isSegment, reason, speaker, time } from "./words.js";

/** How many seconds of silence are worth a row. */
export const GAP = 1;

const kinds = { connect: "opened", accept: "opened", receive: "segment", send: "segment", close: "closed" };

export class RowMaker {
    turn = new Turn();
    /** When the row before was. */
    last = null;
    /** Since when it is silent. */
    moved = null;
    /** How much of this silence has a row already, before a fault in it. Once it is longer by a gap, it is told again, from its beginning. */
    told = 0;

    /** The rows that an event adds: a silence before it, and itself. */
    add(event) {
        const rows = [];
        const delta = this.last === null ? null : event.time - this.last;
        const silence = this.moved === null ? 0 : event.time - this.moved;
        if (silence - this.told >= GAP) {
            this.told = silence;
            const wait = this.turn.wait();
            rows.push({ kind: "gap", at: this.moved, silence, who: wait.who, text: sentence(wait, silence), parts: [] });
        }

        const parts = this.turn.add(event);
        rows.push({ kind: kinds[event.what] ?? event.what, event, at: event.time, delta, parts, text: describe(event, parts) });
        this.last = event.time;
        if (!isFault(event) || this.moved === null) {
            // Nothing moves on the wire when a fault is done: the silence goes on across it.
            this.moved = event.time;
            this.told = 0;
        }

        return rows;
    }
}

/** `both wait: 4.2 s (server has 16 bytes of a message without its end)` */
export const sentence = (wait, seconds) => `${wait.words}: ${time(seconds)}${wait.because ? ` (${wait.because})` : ""}`;

/** Whether a segment is not exactly one message, so that bars of messages tell more than the segment alone. */
export const isCutUnlikeMessages = row => row.parts.length > 1 || (row.parts.length === 1 && !isWhole(row.parts[0]));

const isWhole = part => part.part === 1 && part.isLast;

function describe(event, parts) {
    if (isSegment(event)) return messages(parts);
    switch (event.what) {
        case "connect": return withMore(event.by ? `${event.by} connected to server` : "client connected", event.text);
        case "accept": return withMore(`${event.service ?? event.by ?? "server"} accepted`, event.text);
        case "fin": return `${ender(event)} (FIN)`;
        case "rst": return `${ender(event)} (RST)`;
        case "timeout": return withMore(`waited too long for ${speaker(event)}`, event.text);
        case "fault": return `!! ${withMore(event.fault ?? "fault", event.text)}`;
        case "close": return withMore(`closed: ${reason(event)}`, event.text);
        default: return event.text ?? "";
    }
}

function messages(parts) {
    if (parts.length === 0 || (parts.length === 1 && isWhole(parts[0]))) return "";
    const words = [];
    const whole = parts.filter(isWhole);
    if (!isWhole(parts[0]) && parts[0].isLast) words.push(partWords(parts[0]));
    if (whole.length === 1) words.push(`message ${whole[0].number}`);
    if (whole.length > 1) words.push(`messages ${whole[0].number}-${whole.at(-1).number}`);
    if (!parts.at(-1).isLast) words.push(partWords(parts.at(-1)));
    return words.join(", ") + (parts.length > 1 ? " in one segment" : "");
}

const partWords = part => `message ${part.number} part ${part.part}${part.isLast ? ` of ${part.part}` : ""}`;

const withMore = (words, more) => more ? `${words}: ${more}` : words;
