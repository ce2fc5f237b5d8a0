// protocols/sum.md: a length of four bytes, and JSON. Arguments: PORT [BUG]
const net = require("net");

const bug = process.argv[3];
const little = bug === "little-endian";

function reply(socket, value) {
    const text = JSON.stringify(value);
    const content = Buffer.from(text);
    const header = Buffer.alloc(4);
    const size = bug === "characters" ? text.length : content.length + (bug === "counts-header" ? 4 : 0);
    if (little) header.writeUInt32LE(size);
    else header.writeUInt32BE(size);
    socket.write(Buffer.concat([header, content]));
    if (bug === "adds-newline") socket.write("\n");
    if (bug === "closes-after-one") socket.end();
}

function request(socket, content) {
    let asked;
    try {
        asked = JSON.parse(content);
    } catch (error) {
        if (bug === "nonsense-dies") throw error;
        socket.end();
        return;
    }
    if (asked === null || typeof asked.a !== "number" || typeof asked.b !== "number") {
        socket.end();
        return;
    }
    const sum = bug === "joins" ? Number(`${asked.a}${asked.b}`) : asked.a + asked.b;
    reply(socket, bug === "forgets-id" ? { sum } : { id: asked.id, sum });
}

const server = net.createServer({ allowHalfOpen: bug === "stays-open" }, socket => {
    let rest = Buffer.alloc(0);
    socket.on("data", data => {
        if (bug === "one-data") {
            request(socket, data.subarray(4));
            return;
        }
        rest = Buffer.concat([rest, data]);
        while (rest.length >= 4) {
            const size = little ? rest.readUInt32LE() : rest.readUInt32BE();
            if (bug === "takes-memory") Buffer.alloc(size * 4);
            else if (size > 100000) return void socket.destroy();
            if (rest.length < 4 + size) break;
            request(socket, rest.subarray(4, 4 + size));
            rest = rest.subarray(4 + size);
            if (bug === "first-of-read") rest = Buffer.alloc(0);
        }
    });
    if (bug !== "dies-at-reset") socket.on("error", () => socket.destroy());
});
server.listen(Number(process.argv[2]), "127.0.0.1");
