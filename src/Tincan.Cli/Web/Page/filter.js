// The filter's words, the same as on the command line:
//   connection:2  c:2  c:2,5-7     which connections
//   service:echo  service:echo,book   the connections of these services
//   to:server  to:client           which way
//   what:fin  what:fin,rst         connect, accept, receive, send, fin, rst, timeout, fault, close, note
//   fault:delay  fault:delay,split      faults of these names
//   any other word                 text that the bytes, the fault's name or the remark hold, in either case of its letters
//   "two words"  text:to:server    one text with a space; text that looks like a word of the filter
// All words must be met.

import { bytesOf } from "./bytes.js";

const kinds = ["connect", "accept", "receive", "send", "fin", "rst", "timeout", "fault", "close", "note"];
const decoder = new TextDecoder();

export class Filter {
    #connections = [];
    #services = [];
    #directions = [];
    #others = [];

    /** Reads a filter; throws an Error that says what is wrong and what would be right. */
    static parse(text) {
        const filter = new Filter();
        for (const { word, isQuoted } of split(text)) filter.#add(word, isQuoted);
        return filter;
    }

    get isAll() {
        return this.#connections.length + this.#services.length + this.#directions.length + this.#others.length === 0;
    }

    /** Whether an event is shown; a remark on all is given with each connection that it is for. */
    matches(event, connection) {
        return this.#connections.every(test => test(event.connection)) && this.#isOfService(connection)
            && this.#directions.every(test => test(event)) && this.#others.every(test => test(event));
    }

    matchesConnection(connection) {
        return this.#connections.every(test => test(connection.number)) && this.#isOfService(connection);
    }

    /** A silence is not shown where only some kinds of events, or some text, were asked for. */
    matchesSilence(connection) {
        return this.#others.length === 0 && this.matchesConnection(connection);
    }

    #isOfService({ service }) {
        return this.#services.every(test => test(service));
    }

    #add(word, isQuoted) {
        const colon = isQuoted ? -1 : word.indexOf(":");
        const value = word.slice(colon + 1);
        switch (colon < 0 ? "" : word.slice(0, colon)) {
            case "connection":
            case "c":
                this.#connections.push(connections(word, value));
                break;
            case "service":
                this.#services.push(services(word, value));
                break;
            case "to":
                this.#directions.push(direction(word, value));
                break;
            case "what":
                this.#others.push(what(word, value));
                break;
            case "fault":
                this.#others.push(fault(word, value));
                break;
            case "text":
                this.#others.push(holds(value));
                break;
            default:
                this.#others.push(holds(word));
        }
    }
}

function connections(word, value) {
    const ranges = value.split(",").map(item => {
        const [, from, , to = from] = /^(\d+)(-(\d+))?$/.exec(item) ?? [];
        if (from === undefined || +to < +from) {
            throw new Error(`'${word}': '${item}' is not a connection's number: write c:2, c:2,5 or c:2-7`);
        }

        return [+from, +to];
    });
    return number => ranges.some(([from, to]) => number >= from && number <= to);
}

function services(word, value) {
    const names = value.split(",");
    if (names.includes("")) throw new Error(`'${word}': write the name of a service, as service:echo or service:echo,book`);
    return service => names.includes(service);
}

function direction(word, value) {
    if (value !== "server" && value !== "client") throw new Error(`'${word}': write to:server or to:client`);
    return event => event.direction === `to-${value}` && event.what !== "close" && event.what !== "note";
}

function what(word, value) {
    const wanted = value.split(",");
    const strange = wanted.find(item => !kinds.includes(item));
    if (strange !== undefined) throw new Error(`'${word}': '${strange}' is none of ${kinds.join(", ")}`);
    return event => wanted.includes(event.what);
}

/** Any name may be asked for: a recording may hold faults that this program does not know. */
function fault(word, value) {
    const names = value.split(",");
    if (names.includes("")) throw new Error(`'${word}': write the name of a fault, as fault:delay or fault:delay,split`);
    return event => names.includes(event.fault);
}

/** Bytes that are no text stand in it as a replacement character; a word finds the text between them. */
function holds(text) {
    const wanted = text.toLowerCase();
    const isIn = some => some?.toLowerCase().includes(wanted);
    return event => isIn(event.text) || isIn(event.fault) || isIn(event.base64 === undefined ? event.data ?? "" : decoder.decode(bytesOf(event)));
}

/** Quotes keep spaces in a word, and what stands in them is text. */
function split(text) {
    const words = [];
    for (let at = 0; at < text.length;) {
        if (/\s/.test(text[at])) {
            at++;
            continue;
        }

        const isQuoted = text[at] === "\"";
        let word = "";
        let inQuotes = false;
        for (; at < text.length && (inQuotes || !/\s/.test(text[at])); at++) {
            if (text[at] === "\"") inQuotes = !inQuotes;
            else word += text[at];
        }

        if (inQuotes) throw new Error(`the filter has a quote that is not closed: ${text}`);
        if (word) words.push({ word, isQuoted });
    }

    return words;
}
