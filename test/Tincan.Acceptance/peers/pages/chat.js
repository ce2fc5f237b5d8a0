// protocols/chat.md. Arguments: PORT [BUG]
const net = require("net");

const bug = process.argv[3];
const room = new Map(); // name -> socket
let shared = "";

function others(socket, text) {
    for (const [name, other] of room) {
        if (other !== socket || bug === "hears-itself") other.write(text + "\n");
    }
}

function leave(socket) {
    if (!socket.name) return;
    if (bug !== "keeps-name") room.delete(socket.name);
    const name = socket.name;
    socket.name = undefined;
    if (bug !== "leaves-silently") others(socket, `* ${name} left`);
}

function name(socket, wanted) {
    if (room.has(wanted) && bug !== "takes-twice") {
        socket.write(`ERROR ${wanted} is taken\n`);
        return;
    }
    if (socket.name) room.delete(socket.name);
    socket.name = wanted;
    room.set(wanted, socket);
    socket.write("OK\n");
    others(socket, `* ${wanted} joined`);
}

function request(socket, line) {
    const [command, ...words] = line.split(" ");
    if (command === "NAME" && words.length === 1 && words[0]) {
        name(socket, words[0]);
    } else if (command === "SAY" && (socket.name || bug === "speaks-nameless")) {
        others(socket, `<${socket.name}> ${words.join(" ")}`);
    } else if (command === "TELL" && socket.name && words.length > 1) {
        const text = `[${socket.name}] ${words.slice(1).join(" ")}`;
        if (bug === "tells-all") others(socket, text);
        else if (room.has(words[0])) room.get(words[0]).write(text + "\n");
        else if (bug !== "nobody-silent") socket.write(`ERROR there is no ${words[0]}\n`);
    } else if (command === "WHO") {
        const names = [...room.keys()];
        if (bug !== "who-unsorted") names.sort();
        socket.write(names.join(", ") + "\n");
    } else if (command === "QUIT") {
        leave(socket);
        if (bug !== "quit-stays") socket.end();
    } else if (bug !== "unknown-silent") {
        socket.write(`ERROR ${command}?\n`);
    }
}

const server = net.createServer(socket => {
    let rest = "";
    socket.setEncoding("utf8");
    socket.on("data", data => {
        if (bug === "one-data") {
            request(socket, data.trim());
            return;
        }
        let text = (bug === "shared-buffer" ? shared : rest) + data;
        let end;
        while ((end = text.indexOf("\n")) >= 0) {
            request(socket, text.slice(0, end).replace(/\r$/, ""));
            text = text.slice(end + 1);
        }
        if (bug === "shared-buffer") shared = text;
        else rest = text.length > 10000 ? (socket.destroy(), "") : text;
    });
    socket.on("close", () => leave(socket));
    if (bug !== "dies-at-reset") socket.on("error", () => socket.destroy());
});
server.listen(Number(process.argv[2]), "127.0.0.1");
