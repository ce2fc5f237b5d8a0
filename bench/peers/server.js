// An echo server, or one that reverses lines.
//
//   node server.js echo|reverse PORT
const net = require('node:net');

function reverse(client) {
  let rest = '';
  client.setEncoding('utf8');
  client.write('Welcome to CS 352!');
  client.on('data', (text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop();
    if (lines.length > 0 && !client.write(lines.map((line) => [...line].reverse().join('') + '\n').join(''))) {
      client.pause();
    }
  });
  client.on('drain', () => client.resume());
}

const [, , mode, port] = process.argv;
net.createServer({ noDelay: true }, (client) => {
  client.on('error', () => client.destroy());
  mode === 'reverse' ? reverse(client) : client.pipe(client);
}).listen({ port: Number(port), host: '127.0.0.1', backlog: 4096 });
