// The figures of each service, as in its metrics. A rate is the difference between two events.

import { byId, el, setText } from "./dom.js";
import { grouped, size } from "./words.js";

const sum = counts => Object.values(counts).reduce((all, one) => all + one, 0);
const listed = counts => Object.entries(counts).map(([word, number]) => `${word} ${grouped(number)}`).join(", ");

export class Figures {
    #last = null;

    /** Shows figures, and how fast they grew since the last ones. */
    take(read) {
        const last = this.#last;
        this.#last = read;
        const seconds = last && read.at > last.at ? read.at - last.at : Infinity;
        const services = read.services.map(now => {
            const before = last?.services.find(({ service }) => service === now.service) ?? now;
            return { ...now, inRate: (now.received - before.received) / seconds, outRate: (now.sent - before.sent) / seconds };
        });
        byId("figures").hidden = services.length === 0;
        const all = key => services.reduce((total, service) => total + service[key], 0);
        setText(byId("figures-sum"), `${grouped(all("open"))} open · ${rate(all("inRate"))} in · ${rate(all("outRate"))} out`);
        byId("figures-list").replaceChildren(...services.map(service => show(service)));
    }
}

const rate = bytes => `${size(Math.round(bytes))}/s`;

function show(service) {
    const rejected = sum(service.rejected);
    return el("li.figure",
        el("b", service.service),
        el("span.counts", [
            `${grouped(service.open)} open`,
            `${grouped(service.accepted)} accepted`,
            `${grouped(rejected)} rejected${rejected > 0 ? ` (${listed(service.rejected)})` : ""}`,
            `${grouped(service.messages)} message${service.messages === 1 ? "" : "s"}`,
        ].join(" · ")),
        el("span.rates", `${rate(service.inRate)} in · ${rate(service.outRate)} out · in all ${size(service.received)} in, ${size(service.sent)} out`),
        sum(service.closed) > 0 ? el("span.reasons", `closed: ${listed(service.closed)}`) : null);
}
