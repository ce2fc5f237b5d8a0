// A raw reverse client that asks where to connect, and then for lines.
const net = require('net');
const readline = require('readline');

const lines = readline.createInterface({ input: process.stdin, output: process.stdout, terminal: false });
const typed = lines[Symbol.asyncIterator]();
const ask = async (question) => {
  process.stdout.write(question);
  const { value, done } = await typed.next();
  return done ? undefined : value;
};

(async () => {
  const host = await ask('Server IP: ');
  const port = Number(await ask('Server port: '));
  const server = net.connect(port, host);
  const received = [];
  let wake = () => {};
  server.on('data', (data) => { received.push(data.toString()); wake(); });
  server.on('end', () => { received.push(undefined); wake(); });
  const receive = async () => {
    while (received.length === 0) await new Promise((resolve) => { wake = resolve; });
    return received.shift();
  };
  await receive();
  for (let line = await ask('> '); line !== undefined; line = await ask('> ')) {
    server.write(line);
    const answer = await receive();
    if (answer === undefined) break;
    console.log(answer);
  }
  server.end();
  lines.close();
})();
