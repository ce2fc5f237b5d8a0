// A peer's bytes as readable text. Escapes are separate pieces, so that they can be styled.

const encoder = new TextEncoder();

/** The bytes of an event. */
export function bytesOf(event) {
    if (event.data !== undefined) return encoder.encode(event.data);
    return event.base64 === undefined ? new Uint8Array() : Uint8Array.from(atob(event.base64), char => char.charCodeAt(0));
}

/** How many bytes an event has. */
export function sizeOf(event) {
    if (event.base64 !== undefined) return event.base64.length / 4 * 3 - (event.base64.match(/=*$/)[0].length);
    return event.data === undefined ? 0 : encoder.encode(event.data).length;
}

/** Pieces of visible text: `{ text, isControl }`, made of the bytes from `from` to `to`. */
export function pieces(bytes, from = 0, to = bytes.length) {
    const found = [];
    for (let at = from; at < to;) {
        const [code, length] = runeAt(bytes, at);
        const isControl = code < 0 || mayDrive(code);
        const text = isControl ? escape(code, bytes[at]) : String.fromCodePoint(code);
        const last = found.at(-1);
        if (last && last.isControl === isControl) last.text += text;
        else found.push({ text, isControl });
        at += length;
    }

    return found;
}

/** Visible text in one string. */
export const visible = bytes => pieces(bytes).map(piece => piece.text).join("");

/** Text that is not from the wire, but may hold what a peer sent. */
export const visibleText = text => visible(encoder.encode(text));

/** Lines of a hex dump: offset, bytes, ASCII. */
export function hexLines(bytes, offset, perLine = 16, most = Infinity) {
    const lines = [];
    for (let at = 0; at < bytes.length && lines.length < most; at += perLine) {
        const part = bytes.subarray(at, at + perLine);
        const hex = Array.from(part, byte => byte.toString(16).padStart(2, "0")).join(" ").padEnd(perLine * 3 - 1);
        const text = Array.from(part, byte => byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : ".").join("");
        lines.push(`${(offset + at).toString(16).padStart(8, "0")}  ${hex}  ${text}`);
    }

    return lines;
}

/** The character at a place and how many bytes it has; -1 and 1 for a byte that is no UTF-8. */
function runeAt(bytes, at) {
    const first = bytes[at];
    if (first < 0x80) return [first, 1];
    const length = first >= 0xf0 && first < 0xf5 ? 4 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xc2 && first < 0xe0 ? 2 : 0;
    if (length === 0 || at + length > bytes.length) return [-1, 1];
    let code = first & (0xff >> (length + 1));
    for (let i = 1; i < length; i++) {
        if ((bytes[at + i] & 0xc0) !== 0x80) return [-1, 1];
        code = (code << 6) | (bytes[at + i] & 0x3f);
    }

    const least = [0, 0, 0x80, 0x800, 0x10000][length];
    return code < least || code > 0x10ffff || (code >= 0xd800 && code < 0xe000) ? [-1, 1] : [code, length];
}

/** Controls, separators of lines and paragraphs, and the marks that reorder or hide the text around them. */
const mayDrive = code => code < 0x20 || (code >= 0x7f && code < 0xa0) || (code >= 0x2028 && code <= 0x202e)
    || (code >= 0x2066 && code <= 0x2069) || code === 0x200e || code === 0x200f || code === 0x061c || code === 0xfeff;

function escape(code, byte) {
    switch (code) {
        case 0: return "␀";
        case 9: return "\\t";
        case 10: return "\\n";
        case 13: return "\\r";
    }

    if (code > 0xff) return `\\u{${code.toString(16).toUpperCase()}}`;
    return `\\x${(code < 0 ? byte : code).toString(16).toUpperCase().padStart(2, "0")}`;
}
