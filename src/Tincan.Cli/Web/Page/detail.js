// The details of a row: all bytes of a read or write, as text and in hexadecimal.

import { bytesOf, hexLines, pieces, visibleText } from "./bytes.js";
import { byId, el, setText } from "./dom.js";
import { spans } from "./row.js";
import { count, grouped } from "./words.js";

const MAX_BYTES = 64 * 1024;

export class Detail {
    row = null;
    #box = byId("detail");

    get isOpen() {
        return !this.#box.hidden;
    }

    open(row) {
        this.row = row;
        this.#box.hidden = false;
        const event = row.event;
        const bytes = event ? bytesOf(event) : new Uint8Array();
        const shown = bytes.subarray(0, MAX_BYTES);
        setText(byId("detail-title"), event ? title(row, bytes) : visibleText(row.text));
        setText(byId("detail-when"), event ? `event ${grouped(event.number)} · ${event.time.toFixed(6)} s · ${event.wall}` : "");
        byId("detail-text").replaceChildren(...lines(pieces(shown)), bytes.length > shown.length ? "…" : "");
        const hex = hexLines(shown, event?.offset ?? 0);
        if (bytes.length > shown.length) hex.push(`… ${count(bytes.length - shown.length, "more byte")}`);
        setText(byId("detail-hex"), hex.join("\n"));
        byId("detail-bytes").hidden = bytes.length === 0;
        byId("detail-bytes").scrollTop = 0;
        setText(byId("detail-how"), row.kind === "chunk" ? row.text : "");
    }

    close() {
        this.row = null;
        this.#box.hidden = true;
    }
}

function title({ kind, event, text }, bytes) {
    const way = event.direction === "to-server" ? "client to server" : "server to client";
    const place = `at offset ${grouped(event.offset ?? 0)}`;
    if (kind === "chunk") return `${way}: ${count(bytes.length, "byte")} ${place}`;
    return visibleText(kind === "fault" ? `${way} ${place}: ${text}` : text);
}

/** Breaks the line after each shown line end, so that lines read as lines. */
function lines(all) {
    return all.flatMap(piece => {
        if (!piece.isControl || !piece.text.includes("\\n")) return spans([piece]);
        return piece.text.split(/(?<=\\n)/).flatMap(text => text.endsWith("\\n") ? [el("span.control", text), "\n"] : [el("span.control", text)]);
    });
}
