// Times, counts and directions in words. What an event means is in its row, from the server.

/** The shortest silence that gets a row, in seconds. */
export const GAP = 1;

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

/** `both wait: 4.2 s (server has 16 bytes of a message without its end)` */
export const sentence = ({ words, because }, seconds) => `${words}: ${time(seconds)}${because ? ` (${because})` : ""}`;

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

/** The direction of an event, for where no arrow shows it. */
export const way = event => event.direction === "to-server" ? "client > server" : "server > client";
