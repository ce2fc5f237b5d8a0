// A table server that takes each read for a name. Argument: TABLE
const fs = require('fs');
const net = require('net');

const table = {};
for (const line of fs.readFileSync(process.argv[2], 'utf8').split('\n')) {
  if (line.trim()) table[line.split(' ')[0].toLowerCase()] = line.trim();
}

const server = net.createServer(socket => {
  socket.on('data', data => {
    const record = table[data.toString().trim().toLowerCase()];
    if (record) socket.write(record + ' IN');
  });
  socket.on('error', () => {});
});
server.listen(0, '127.0.0.1', () => console.log('listening on 127.0.0.1:' + server.address().port));
