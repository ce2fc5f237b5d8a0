// Draws a row of a ladder.

import { bytesOf, hexLines, pieces, visibleText } from "./bytes.js";
import { el } from "./dom.js";
import { count, size, time } from "./words.js";

// More bytes than the widest row shows; the server sends the parts of messages in so many.
const MAX_SHOWN = 400;
const HEX_LINES = 8;
const ROW = 30;
const BAR = 14;
const HEX_ROW = 17;

/** How high a row is. */
export function heightOf(row, hex) {
    if (row.kind !== "chunk") return ROW;
    const lines = hex.isOn ? Math.min(Math.ceil(row.size / hex.perLine), HEX_LINES) + (row.size > hex.perLine * HEX_LINES ? 1 : 0) : 0;
    return ROW + (row.parts ? BAR : 0) + (lines ? lines * HEX_ROW + 6 : 0);
}

/** Makes the element of a row. */
export function drawRow(row, hex) {
    const lane = el("div.lane", content(row), row.kind === "chunk" && hex.isOn ? dump(row, hex) : null);
    const way = row.event && ["chunk", "fin", "rst", "fault"].includes(row.kind) ? `.${row.event.direction}` : "";
    const node = el(`div.row.${row.kind}${way}${row.parts ? ".barred" : ""}${row.who ? `.${row.who}` : ""}`,
        el("span.time", row.event ? row.at.toFixed(3) : ""),
        el("span.since", row.delta !== undefined ? `+${time(row.delta)}` : ""),
        lane);
    node.setAttribute("role", "option");
    return node;
}

function content(row) {
    switch (row.kind) {
        case "chunk": return arrow(chunk(row), row.text ? el("span.how", row.text) : null, el("span.size", size(row.size)));
        case "fin":
        case "rst": return arrow(el("span.end", row.kind.toUpperCase()), el("span.how", row.text.replace(/ \((FIN|RST)\)$/, "")));
        default: return el("div.remark", el("span", visibleText(row.text)));
    }
}

function arrow(said, how, amount) {
    return el("div.arrow", said, how, el("span.shaft"), amount ?? null);
}

/** The chunk's bytes; over them, where they differ, the messages they belong to. */
function chunk(row) {
    const bytes = bytesOf(row.event);
    const node = el("code.said");
    const shown = Math.min(bytes.length, MAX_SHOWN);
    if (!row.parts) {
        node.append(...spans(pieces(bytes, 0, shown)));
    } else {
        for (const part of row.parts) {
            if (part.from >= shown) break;
            const bar = el(`span.part${part.isFirst ? ".begins" : ""}${part.isLast ? ".ends" : ""}`,
                el("span.name", `${part.number}`), ...spans(pieces(bytes, part.from, Math.min(part.from + part.length, shown))));
            bar.title = `message ${part.number}`;
            node.append(bar);
        }
    }

    if (shown < bytes.length) node.append("…");
    return node;
}

/** Pieces as elements. */
export const spans = all => all.map(({ text, isControl }) => isControl ? el("span.control", text) : document.createTextNode(text));

function dump(row, hex) {
    const bytes = bytesOf(row.event);
    const lines = hexLines(bytes, row.event.offset, hex.perLine, HEX_LINES);
    const rest = bytes.length - hex.perLine * HEX_LINES;
    if (rest > 0) lines.push(`… ${count(rest, "more byte")}: open the row to see them`);
    return el("pre.hex", lines.join("\n"));
}
