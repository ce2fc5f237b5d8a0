// A first address book client for Node: one connection, one question after another. Arguments: PORT EMAIL...
const net = require('net');
const [port, ...emails] = process.argv.slice(2);

const socket = net.connect(Number(port), '127.0.0.1', ask);
function ask() {
  const email = emails.shift();
  if (email === undefined) socket.end();
  else socket.write(Buffer.concat([Buffer.from(['Q'.charCodeAt(0), Buffer.byteLength(email)]), Buffer.from(email)]));
}
socket.on('data', data => { console.log('R ' + data.subarray(2, 2 + data[1])); ask(); });
