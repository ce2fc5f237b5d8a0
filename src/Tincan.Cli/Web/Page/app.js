// The live page: adds the rows of the stream to the model, and draws those that are visible.

import { copy, json, mermaid, text } from "./copy.js";
import { Detail } from "./detail.js";
import { byId, setClass, setText } from "./dom.js";
import { Faults } from "./faults.js";
import { Figures } from "./figures.js";
import { Filter } from "./filter.js";
import { listen } from "./keys.js";
import { Ladder } from "./ladder.js";
import { ConnectionList } from "./list.js";
import { Model } from "./model.js";
import { Stream } from "./stream.js";
import { visibleText } from "./bytes.js";
import { count, grouped } from "./words.js";

const TICK_MS = 100;
const PAGE = 12;

// The cookie has the token now.
history.replaceState(null, "", location.pathname);

const model = new Model();
const detail = new Detail();
const ladder = new Ladder(row => row === detail.row ? detail.close() : detail.open(row));
const list = new ConnectionList(choose);
const faults = new Faults(say);
const figures = new Figures();
const stream = new Stream({ take, show: draw, takeFaults: plan => faults.take(plan), takeFigures: read => figures.take(read) });
let filter = Filter.parse("");
let isDrawing = false;

function take({ rows, lost }) {
    if (lost) model.missing(lost);
    rows?.forEach(row => model.add(row, filter));
    if (!ladder.connection && model.connections.length > 0) choose(model.connections[0], false);
    draw();
}

/** Draws once before the next frame, however often this is called. */
function draw() {
    if (isDrawing) return;
    isDrawing = true;
    requestAnimationFrame(() => {
        isDrawing = false;
        list.update(filter.isAll ? model.connections : model.connections.filter(connection => connection.matches > 0), stream.now);
        ladder.update(stream.now);
        showState();
    });
}

function choose(connection, isOpened) {
    list.selected = connection;
    if (connection !== ladder.connection) detail.close();
    ladder.show(connection, filter);
    ladder.update(stream.now);
    if (isOpened) view("ladder");
    draw();
}

/** On a narrow screen, what is shown: the list or the ladder. */
function view(name) {
    document.body.dataset.view = name;
    if (name === "ladder") ladder.focus();
    else list.focus();
}

function showState() {
    const words = {
        connecting: "connecting",
        live: "live",
        frozen: "frozen",
        reconnecting: "not connected; trying again",
        ended: "the program has ended",
    };
    setClass(byId("stream"), stream.state);
    setText(byId("stream"), words[stream.state]);
    if (stream.hello) {
        setText(byId("subject"), stream.hello.title);
        setText(byId("place"), stream.hello.place);
        setText(byId("hint"), `${stream.hello.title} listens on ${stream.hello.place}; nobody has connected yet.`);
        document.title = `${stream.hello.title} · tincan`;
    }

    byId("freeze").setAttribute("aria-pressed", stream.isFrozen);
    setText(byId("freeze-words"), stream.isFrozen ? "Continue" : "Freeze");
    setText(byId("waiting"), stream.isFrozen ? `${grouped(stream.waiting)}${stream.waitsAtServer ? "+" : ""} waiting` : "");
    faults.open = model.open;
    setText(byId("total"), [count(model.connections.length, "connection"), count(model.events, "event")].join(" · "));
    setText(byId("lost"), [
        ...model.lost > 0 ? [`${count(model.lost, "event")} ${model.lost === 1 ? "was" : "were"} lost`] : [],
        ...model.forgotten > 0 ? [`${count(model.forgotten, "old event")} no longer kept here`] : [],
        ...model.notes.slice(-1).map(note => visibleText(note.text)),
    ].join(" · "));
}

function setFilter() {
    const input = byId("filter");
    try {
        filter = Filter.parse(input.value);
        setText(byId("problem"), "");
    } catch (error) {
        setText(byId("problem"), error.message);
        input.setAttribute("aria-invalid", "true");
        return;
    }

    input.removeAttribute("aria-invalid");
    model.match(filter);
    ladder.show(ladder.connection, filter);
    draw();
}

const freeze = () => stream.isFrozen ? stream.thaw() : stream.freeze();

function setHex() {
    const isOn = !ladder.hex.isOn;
    byId("hex").setAttribute("aria-pressed", isOn);
    ladder.setHex(isOn);
}

async function copyAs(form) {
    const { connection, rows } = ladder;
    if (!connection) return;
    const words = form === "json" ? json(stream.hello, rows) : form === "text" ? text(connection, rows) : mermaid(connection, rows);
    try {
        await copy(words);
        say(`copied ${count(rows.length, "row")} as ${form === "json" ? "JSON" : form === "text" ? "text" : "Mermaid"}`);
    } catch (error) {
        say(error.message);
    }
}

let unsay = 0;

function say(words) {
    setText(byId("said"), words);
    clearTimeout(unsay);
    unsay = setTimeout(() => setText(byId("said"), ""), 4000);
}

const isInLadder = () => byId("conversation").contains(document.activeElement);
const move = by => isInLadder() ? ladder.move(by) : list.move(by);

function escape() {
    const input = byId("filter");
    if (document.activeElement === input) {
        input.value = "";
        setFilter();
        list.focus();
    } else if (detail.isOpen) {
        detail.close();
    } else if (isInLadder()) {
        view("list");
    }
}

function enter() {
    if (isInLadder()) ladder.openCursor();
    else if (ladder.connection) view("ladder");
}

byId("filter").addEventListener("input", setFilter);
byId("freeze").addEventListener("click", freeze);
byId("hex").addEventListener("click", setHex);
byId("back").addEventListener("click", () => view("list"));
byId("help").addEventListener("click", () => byId("keys").showModal());
byId("close-keys").addEventListener("click", () => byId("keys").close());
byId("close-detail").addEventListener("click", () => detail.close());
for (const form of ["mermaid", "text", "json"]) byId(`copy-${form}`).addEventListener("click", () => copyAs(form));

listen({
    "ArrowDown": () => move(1),
    "ArrowUp": () => move(-1),
    "j": () => move(1),
    "k": () => move(-1),
    "PageDown": () => move(PAGE),
    "PageUp": () => move(-PAGE),
    "Home": () => move(-Infinity),
    "End": () => isInLadder() ? (move(Infinity), ladder.toEnd()) : move(Infinity),
    "ArrowRight": () => ladder.connection && view("ladder"),
    "ArrowLeft": () => view("list"),
    "Enter": enter,
    "Escape": escape,
    "/": () => byId("filter").select(),
    "f": freeze,
    "x": setHex,
    "!": () => faults.focus(),
    "?": () => byId("keys").showModal(),
});

setInterval(() => {
    list.tick(stream.now);
    ladder.tick(stream.now);
}, TICK_MS);
