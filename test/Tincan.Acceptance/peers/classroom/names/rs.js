// A resolver that passes on whatever comes first. Arguments: TS1PORT TS2PORT
const net = require('net');

const tables = process.argv.slice(2, 4).map(port => net.connect(port, '127.0.0.1'));
let client, timer, name;
for (const table of tables) {
  table.on('data', data => {
    clearTimeout(timer);
    if (client) client.write(data);
  });
  table.on('error', () => {});
}
const server = net.createServer(socket => {
  client = socket;
  socket.on('data', data => {
    name = data.toString().trim();
    for (const table of tables) table.write(name);
    timer = setTimeout(() => socket.write(name + ' - TIMED OUT'), 3000);
  });
  socket.on('error', () => {});
});
server.listen(0, '127.0.0.1', () => console.log('listening on 127.0.0.1:' + server.address().port));
