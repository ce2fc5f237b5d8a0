// A plain table server: one 'data' event is one name; with 'bare', the record without IN.
const fs = require('fs');
const net = require('net');

const table = {};
for (const line of fs.readFileSync('PROJ2-DNSTS1.txt', 'utf8').split('\n')) {
  if (line.trim() && !line.startsWith('#')) table[line.split(' ')[0].toLowerCase()] = line.trim();
}

net.createServer((client) => {
  client.on('data', (data) => {
    const record = table[data.toString().toLowerCase()];
    if (record) client.write(process.argv[3] === 'bare' ? record : record + ' IN');
  });
  client.on('error', () => {});
}).listen(Number(process.argv[2]));
