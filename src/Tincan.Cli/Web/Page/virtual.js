// A long list in which only visible rows have elements. The height of a row is known before it is drawn.

const BEYOND = 300;

export class VirtualList {
    items = [];
    /** Whether the end stays in sight when the list grows. */
    follows = true;
    #box;
    #sizer;
    #height;
    #draw;
    #tops = [0];
    #nodes = new Map();

    /**
     * @param box The element that scrolls; the rows are put first in it.
     * @param height How high an item's row is, in pixels.
     * @param draw Makes an item's element.
     */
    constructor(box, { height, draw }) {
        this.#box = box;
        this.#height = height;
        this.#draw = draw;
        this.#sizer = document.createElement("div");
        this.#sizer.className = "sizer";
        this.#sizer.setAttribute("role", "presentation");
        box.prepend(this.#sizer);
        box.addEventListener("scroll", () => {
            this.follows = this.isAtEnd;
            this.render();
        }, { passive: true });
        new ResizeObserver(() => this.render()).observe(box);
    }

    get isAtEnd() {
        return this.#box.scrollTop + this.#box.clientHeight >= this.#box.scrollHeight - 12;
    }

    /** Shows other items. */
    set(items) {
        this.items = items;
        this.#tops = [0];
        this.#nodes.forEach(node => node.remove());
        this.#nodes.clear();
        this.grew();
    }

    /** Items were added at the end. */
    grew() {
        for (let at = this.#tops.length - 1; at < this.items.length; at++) {
            this.#tops.push(this.#tops[at] + this.#height(this.items[at]));
        }

        this.#sizer.style.height = `${this.#tops.at(-1)}px`;
        if (this.follows) this.toEnd();
        this.render();
    }

    toEnd() {
        this.follows = true;
        this.#box.scrollTop = this.#box.scrollHeight;
    }

    /** Brings an item into sight. */
    reveal(index) {
        const top = this.#tops[index];
        const bottom = this.#tops[index + 1];
        const above = this.#box.querySelector(".heading")?.offsetHeight ?? 0;
        if (top < this.#box.scrollTop) this.#box.scrollTop = top;
        else if (bottom + above > this.#box.scrollTop + this.#box.clientHeight) this.#box.scrollTop = bottom + above - this.#box.clientHeight;
        this.render();
    }

    /** The element of an item, if it is in sight. */
    node(item) {
        return this.#nodes.get(item);
    }

    /** Calls back for every item in sight. */
    forEach(visit) {
        this.#nodes.forEach((node, item) => visit(item, node));
    }

    render() {
        const first = this.#at(this.#box.scrollTop - BEYOND);
        const last = this.#at(this.#box.scrollTop + this.#box.clientHeight + BEYOND);
        const wanted = new Set();
        for (let at = first; at <= last && at < this.items.length; at++) {
            const item = this.items[at];
            wanted.add(item);
            if (this.#nodes.has(item)) continue;
            const node = this.#draw(item, at);
            node.style.top = `${this.#tops[at]}px`;
            node.style.height = `${this.#tops[at + 1] - this.#tops[at]}px`;
            node.setAttribute("aria-posinset", at + 1);
            this.#nodes.set(item, node);
            this.#sizer.append(node);
        }

        for (const [item, node] of this.#nodes) {
            if (wanted.has(item)) continue;
            node.remove();
            this.#nodes.delete(item);
        }
    }

    /** The index of the item at a height. */
    #at(height) {
        let low = 0;
        let high = Math.max(0, this.items.length - 1);
        while (low < high) {
            const middle = (low + high + 1) >> 1;
            if (this.#tops[middle] <= height) low = middle;
            else high = middle - 1;
        }

        return low;
    }
}
