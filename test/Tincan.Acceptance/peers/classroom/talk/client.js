// A first talk client for Node: sends a line when the last one was answered. Argument: PORT.
const net = require('net');
const lines = require('fs').readFileSync(0, 'utf8').split('\n').filter(line => line);

const socket = net.connect(Number(process.argv[2]), '127.0.0.1', next);
function next() {
  const line = lines.shift();
  if (line) socket.write(line);
  if (!line || line === 'bye') socket.end();
}
socket.on('data', data => { console.log('Server: ' + data.toString().trim()); next(); });
