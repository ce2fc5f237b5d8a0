// Copies the visible rows in three formats that the terminal can write too: a sequence diagram, text, a recording.

import { bytesOf, pieces, visible, visibleText } from "./bytes.js";
import { count, way } from "./words.js";

const MAX_TEXT = 60;

/** A sequence diagram of Mermaid. Every character that Mermaid might understand is written as its number. */
export function mermaid(connection, rows) {
    const [client, server] = [`C${connection.number}`, `S${connection.number}`];
    const arrow = (row, head) => row.event.direction === "to-server" ? `${client}${head}${server}` : `${server}${head}${client}`;
    const line = row => {
        switch (row.kind) {
            case "chunk": return `${arrow(row, "->>")}: ${escape(row.text ? `${short(row)} (${row.text})` : short(row))}`;
            case "fin": return `${arrow(row, "-)")}: FIN${by(row.event)}`;
            case "rst": return `${arrow(row, "-x")}: RST${by(row.event)}`;
            default: return `Note over ${client},${server}: ${escape(remark(row))}`;
        }
    };
    return [
        "sequenceDiagram",
        `    participant ${client} as client ${connection.number}`,
        `    participant ${server} as server ${connection.number}`,
        ...rows.map(row => `    ${line(row)}`),
        "",
    ].join("\n");
}

/** A line for each row, with all bytes. */
export function text(connection, rows) {
    const words = row => {
        if (row.kind !== "chunk") return remark(row);
        return `${way(row.event)}: ${visible(bytesOf(row.event))}${row.text ? ` (${row.text})` : ""}`;
    };
    return rows.map(row => `${row.at.toFixed(6)} c:${connection.number} ${words(row)}\n`).join("");
}

/** A recording, for `tincan watch`. */
export function json(hello, rows) {
    const header = { "tincan-recording": hello["tincan-recording"], began: hello.began, by: hello.by };
    return [header, ...rows.filter(row => row.event).map(row => row.event)].map(line => `${JSON.stringify(line)}\n`).join("");
}

/** Puts text on the clipboard; where a browser refuses that, by way of a selection. */
export async function copy(words) {
    try {
        await navigator.clipboard.writeText(words);
    } catch {
        const area = document.createElement("textarea");
        area.value = words;
        area.className = "offscreen";
        document.body.append(area);
        area.select();
        const isCopied = document.execCommand("copy");
        area.remove();
        if (!isCopied) throw new Error("the browser does not let this page copy");
    }
}

/** Who ended a direction, if it was not the side at the beginning of the arrow. */
const by = ({ fault, by: who }) => fault ? ` by fault ${escape(fault)}` : who ? ` by ${escape(who)}` : "";

const remark = row => visibleText(row.kind === "fault" ? `${way(row.event)} ${row.text}` : row.text);

function short(row) {
    const bytes = bytesOf(row.event);
    const all = pieces(bytes, 0, Math.min(bytes.length, MAX_TEXT)).map(piece => piece.text).join("");
    return bytes.length > MAX_TEXT ? `${all}… (${count(bytes.length, "byte")})` : all;
}

const escape = words => Array.from(words, char => /[\p{L}\p{N} .,!?()\-_/]/u.test(char) ? char : `#${char.codePointAt(0)};`).join("");
