// Times, counts and reasons, in the words of the terminal's ladder.

const reasons = {
    "peer-finished": "the other side had finished",
    "finished": "this side had finished",
    "peer-reset": "the other side reset the connection (RST)",
    "aborted": "this side reset the connection (RST)",
    "idle": "silent for too long",
    "malformed": "not understood",
    "stopped": "the server stops",
    "full": "too many connections",
    "lost": "connection lost",
    "handshake": "no TLS",
    "failed": "the program failed",
    "slow": "too slow over a message",
    "expired": "lasted as long as it may",
    "target-reset": "the server reset the connection (RST)",
    "unreachable": "the server could not be reached",
    "fault": "a fault ended the connection",
};

const proxyReasons = {
    "peer-finished": "client and server had finished",
    "peer-reset": "the client reset the connection (RST)",
    "aborted": "the proxy reset the connection (RST)",
    "stopped": "the proxy stops",
};

/** A time in seconds, in the unit that fits: `85 µs`, `3.2 ms`, `5.0 s`, `12 min`. */
export function time(seconds) {
    const ms = seconds * 1000;
    if (ms < 0.9995) return `${(ms * 1000).toFixed(0)} µs`;
    if (ms < 9.95) return `${ms.toFixed(1)} ms`;
    if (ms < 999.5) return `${ms.toFixed(0)} ms`;
    if (seconds < 119.95) return `${seconds.toFixed(1)} s`;
    if (seconds < 119.5 * 60) return `${(seconds / 60).toFixed(0)} min`;
    return `${(seconds / 3600).toFixed(1)} h`;
}

/** `1 byte`, `2,345 bytes`. */
export const count = (number, one) => `${grouped(number)} ${one}${number === 1 ? "" : "s"}`;

export const grouped = number => number.toLocaleString("en");

/** `18 B`, `12.3 kB`, `4.5 MB`. */
export function size(bytes) {
    if (bytes < 1000) return `${bytes} B`;
    if (bytes < 999_950) return `${(bytes / 1000).toFixed(1)} kB`;
    if (bytes < 999_950_000) return `${(bytes / 1e6).toFixed(1)} MB`;
    return `${(bytes / 1e9).toFixed(1)} GB`;
}

/** Why a connection was closed, in an event `close`. */
export const reason = event => (event.by && proxyReasons[event.reason]) ?? reasons[event.reason] ?? event.reason ?? "no reason given";

/** Who ended a direction, and how, in an event `fin` or `rst`. */
export const ender = event =>
    `${event.fault ? `fault ${event.fault}` : event.by ?? speaker(event)} ${event.what === "fin" ? "has finished" : "reset the connection"}`;

/** Who ended a direction, if it was not the side at the beginning of the arrow: ` by fault reset-after`, or nothing. */
export const byOther = event => event.fault ? ` by fault ${event.fault}` : event.by ? ` by ${event.by}` : "";

/** Who speaks in an event's direction. */
export const speaker = event => event.direction === "to-server" ? "client" : "server";

/** From whom to whom an event's direction goes: where no arrow tells it. */
export const way = event => event.direction === "to-server" ? "client > server" : "server > client";

export const isFault = event => event.what === "fault";

export const isSegment = event => event.what === "receive" || event.what === "send";
