// Times, counts and reasons, in the words of the terminal's ladder.

const reasons = {
    "peer-finished": "the other side had finished",
    "finished": "all was said",
    "peer-reset": "the other side broke it off (RST)",
    "aborted": "broken off by this side (RST)",
    "idle": "silent for too long",
    "malformed": "not understood",
    "stopped": "the server stops",
    "full": "too many connections",
    "lost": "connection lost",
    "failed": "the program failed",
    "slow": "too slow over a message",
    "expired": "lasted as long as it may",
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

export const reason = word => reasons[word] ?? word ?? "no reason given";

/** Who speaks in an event's direction. */
export const speaker = event => event.direction === "to-server" ? "client" : "server";

/** From whom to whom an event's direction goes: where no arrow tells it. */
export const way = event => event.direction === "to-server" ? "client > server" : "server > client";

export const isFault = event => event.what === "fault";

export const isSegment = event => event.what === "receive" || event.what === "send";
