// A client that asks the next name when an answer has come. Arguments: PORT NAMES OUT
const fs = require('fs');
const net = require('net');

const names = fs.readFileSync(process.argv[3], 'utf8').trim().split('\n');
const answers = [];
const socket = net.connect(process.argv[2], '127.0.0.1', () => socket.write(names[0]));
socket.on('data', data => {
  answers.push(data.toString().trim());
  if (answers.length < names.length) {
    socket.write(names[answers.length]);
  } else {
    fs.writeFileSync(process.argv[4], answers.join('\n') + '\n');
    socket.end();
  }
});
