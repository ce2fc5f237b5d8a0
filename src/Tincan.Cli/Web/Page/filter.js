// The filter, as `EventFilter` in the library. It is here too, because the page still filters after the program has ended. The page's help (`index.html`)
// lists the words. An event must match all of them.

import { bytesOf } from "./bytes.js";

const kinds = ["connect", "accept", "receive", "send", "fin", "rst", "timeout", "fault", "close", "note"];
const decoder = new TextDecoder();

export class Filter {
    #connections = [];
    #directions = [];
    #others = [];

    /** Reads a filter; throws an Error that says what is wrong and what would be right. */
    static parse(text) {
        if (text.split("\"").length % 2 === 0) throw new Error(`the filter has a quote that is not closed: ${text}`);
        const filter = new Filter();
        for (const [written] of text.matchAll(/(?:"[^"]*"|[^\s"])+/g)) {
            const word = written.replaceAll("\"", "");
            if (word) filter.#add(word, written.startsWith("\""));
        }

        return filter;
    }

    get isAll() {
        return this.#connections.length + this.#directions.length + this.#others.length === 0;
    }

    /** Whether an event is shown; a remark on all is given with each connection that it is for. */
    matches(event, { service }) {
        return this.#connections.every(test => test(event.connection, service)) && this.#directions.every(test => test(event))
            && this.#others.every(test => test(event));
    }

    matchesConnection({ number, service }) {
        return this.#connections.every(test => test(number, service));
    }

    /** A silence is not shown where only some kinds of events, or some text, were asked for. */
    matchesSilence(connection) {
        return this.#others.length === 0 && this.matchesConnection(connection);
    }

    #add(word, isQuoted) {
        const colon = isQuoted ? -1 : word.indexOf(":");
        const values = word.slice(colon + 1).split(",");
        const refuse = problem => {
            throw new Error(`'${word}': ${problem}`);
        };
        const known = (isKnown, problem) => values.forEach(value => isKnown(value) || refuse(problem(value)));
        switch (colon < 0 ? "" : word.slice(0, colon)) {
            case "connection":
            case "c": {
                const range = value => /^(\d+)(?:-(\d+))?$/.exec(value)?.slice(1) ?? [];
                const isIn = (number, [from, to = from]) => number >= +from && number <= +to;
                known(value => isIn(range(value)[0], range(value)), value => `'${value}' is not a connection number: write c:2, c:2,5 or c:2-7`);
                this.#connections.push(number => values.some(value => isIn(number, range(value))));
                break;
            }
            case "service":
                known(value => value, () => "write the name of a service, as service:echo or service:echo,book");
                this.#connections.push((_, service) => values.includes(service));
                break;
            case "to":
                known(value => values.length === 1 && ["server", "client"].includes(value), () => "write to:server or to:client");
                this.#directions.push(event => event.direction === `to-${values[0]}` && event.what !== "close" && event.what !== "note");
                break;
            case "what":
                known(value => kinds.includes(value), value => `'${value}' is not one of ${kinds.join(", ")}`);
                this.#others.push(event => values.includes(event.what));
                break;
            case "fault":
                known(value => value, () => "write the name of a fault, as fault:delay or fault:delay,split");
                this.#others.push(event => values.includes(event.fault));
                break;
            case "text":
                this.#others.push(holds(word.slice(colon + 1)));
                break;
            default:
                this.#others.push(holds(word));
        }
    }
}

/** Bytes that are no text stand in it as a replacement character; a word finds the text between them. */
function holds(text) {
    const wanted = text.toLowerCase();
    const isIn = some => some?.toLowerCase().includes(wanted);
    return event => isIn(event.text) || isIn(event.fault) || isIn(event.base64 === undefined ? event.data ?? "" : decoder.decode(bytesOf(event)));
}
