// The server's events. While the page is frozen, they are collected here; if there are too many, in the server's ring, which counts what it drops.

const MAX_PENDING = 20_000;
const AGAIN_MS = 2000;

export class Stream {
    hello = null;
    isFrozen = false;
    isOver = false;
    #last = 0;
    #pending = [];
    #source = null;
    #heard;
    #heldAt = 0;
    #state = "connecting";

    /**
     * @param heard Four functions. `take` receives `{ rows }` or `{ lost }`, in order; `show` is called when the state changes.
     * `takeFaults` receives the faults in force, at first and after each change, and `takeFigures` the figures, every second; both even while frozen,
     * because they are true now.
     */
    constructor(heard) {
        this.#heard = heard;
        this.#open();
    }

    get state() {
        return this.isFrozen ? "frozen" : this.#state;
    }

    /** How many events are held back while frozen. */
    get waiting() {
        return this.#pending.reduce((sum, { events = 0 }) => sum + events, 0);
    }

    /** Whether the server holds more of them. */
    get waitsAtServer() {
        return this.isFrozen && this.#source === null && !this.isOver;
    }

    /** Seconds since the recording began. Stops while frozen, and at the end. */
    get now() {
        if (!this.hello) return 0;
        const at = this.isFrozen || this.isOver ? this.#heldAt : performance.now();
        return this.hello.now + (at - this.hello.heardAt) / 1000;
    }

    freeze() {
        if (!this.isOver) this.#heldAt = performance.now();
        this.isFrozen = true;
        this.#heard.show();
    }

    thaw() {
        this.isFrozen = false;
        const pending = this.#pending;
        this.#pending = [];
        pending.forEach(item => this.#heard.take(item));
        if (this.#source === null && !this.isOver) this.#open();
        this.#heard.show();
    }

    #open() {
        const source = new EventSource(`events?from=${this.#last + 1}`);
        this.#source = source;
        source.addEventListener("hello", ({ data }) => {
            this.hello = { ...JSON.parse(data), heardAt: performance.now() };
            this.#become("live");
        });
        source.addEventListener("message", ({ data }) => {
            const rows = data.split("\n").map(line => JSON.parse(line)).filter(({ number }) => number > this.#last);
            if (rows.length === 0) return;
            this.#last = rows.at(-1).number;
            this.#arrived({ rows, events: rows.filter(row => row.event).length });
        });
        source.addEventListener("lost", ({ data }) => {
            const { before } = JSON.parse(data);
            const lost = before - 1 - this.#last;
            if (lost > 0) {
                this.#last = before - 1;
                this.#arrived({ lost });
            }
        });
        source.addEventListener("faults", ({ data }) => this.#heard.takeFaults(JSON.parse(data)));
        source.addEventListener("figures", ({ data }) => this.#heard.takeFigures(JSON.parse(data)));
        source.addEventListener("end", () => {
            this.#close();
            this.isOver = true;
            if (!this.isFrozen) this.#heldAt = performance.now();
            this.#become("ended");
        });
        source.addEventListener("error", () => this.#broke(source));
    }

    #arrived(item) {
        if (!this.isFrozen) {
            this.#heard.take(item);
            return;
        }

        this.#pending.push(item);
        if (this.waiting > MAX_PENDING) this.#close();
        this.#heard.show();
    }

    #broke(source) {
        if (source !== this.#source) return;
        this.#become("reconnecting");
        if (source.readyState !== EventSource.CLOSED) return;

        // The browser has stopped reconnecting, so the page does it.
        this.#close();
        setTimeout(() => {
            if (this.#source === null && !this.isFrozen) this.#open();
        }, AGAIN_MS);
    }

    #close() {
        this.#source?.close();
        this.#source = null;
    }

    #become(state) {
        this.#state = state;
        this.#heard.show();
    }
}
