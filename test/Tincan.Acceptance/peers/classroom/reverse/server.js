// A data event is a message: the reverse server as it is first written in Node.
const net = require('net');

const server = net.createServer((socket) => {
  socket.write('Welcome to CS 352!');
  socket.on('data', (data) => {
    socket.write(data.toString().trimEnd().split('').reverse().join(''));
  });
  socket.on('end', () => server.close());
});
server.listen(0, '127.0.0.1', () => console.log('listening on 127.0.0.1:' + server.address().port));
