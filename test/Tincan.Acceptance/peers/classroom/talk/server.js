// A first talk server for Node: one 'data' event is one message, the next line typed is the answer.
const net = require('net');
const readline = require('readline');

const typed = [];
let waiting = null;
readline.createInterface({ input: process.stdin }).on('line', line => {
  if (waiting) { waiting(line); waiting = null; } else typed.push(line);
});

const server = net.createServer(socket => {
  const answer = line => { socket.write(line); if (line === 'bye') { socket.end(); } };
  socket.on('data', data => {
    console.log('Client: ' + data.toString().trim());
    if (typed.length) answer(typed.shift()); else waiting = answer;
  });
  socket.on('end', () => process.exit(0));
});
server.listen(0, '127.0.0.1', () => console.log(`listening on 127.0.0.1:${server.address().port}`));
