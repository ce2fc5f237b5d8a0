// Sends a line, waits for a data event, prints it, sends the next: client.js PORT FILE
const fs = require('fs');
const net = require('net');

const lines = fs.readFileSync(process.argv[3], 'utf8').split('\n').filter((line) => line);
const socket = net.connect(Number(process.argv[2]), '127.0.0.1');
let greeted = false;
socket.on('data', (data) => {
  if (greeted) console.log(data.toString());
  greeted = true;
  if (lines.length) socket.write(lines.shift());
  else socket.end();
});
