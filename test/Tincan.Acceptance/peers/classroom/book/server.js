// A first address book server for Node: as many queries on a connection as come, one to a 'data' event.
const net = require('net');
const book = { 'luke@gmail.com': 'Luke Skywalker', 'padme@naboo.gov': 'Padmé Amidala', 'han@falcon.net': 'Han Solo' };

const server = net.createServer(socket => socket.on('data', data => {
  const name = Buffer.from(book[data.subarray(2, 2 + data[1]).toString()] || 'Error 404');
  socket.write(Buffer.concat([Buffer.from(['R'.charCodeAt(0), name.length]), name]));
}));
server.listen(0, '127.0.0.1', () => console.log(`listening on 127.0.0.1:${server.address().port}`));
