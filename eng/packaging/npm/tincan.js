#!/usr/bin/env node
// Runs the native program of this platform. It has this process's terminal, and its exit code is the one that the shell sees.
const { spawn } = require("node:child_process");
const { constants } = require("node:os");
const { dirname, join } = require("node:path");

const name = `tincan-${process.platform}-${process.arch}`;
let program;
try {
  program = join(dirname(require.resolve(`${name}/package.json`)), "tincan");
} catch {
  console.error(`tincan: no program for ${process.platform} on ${process.arch} is installed (${name}). With .NET: dotnet tool install Tincan.Cli`);
  process.exit(6);
}

const child = spawn(program, process.argv.slice(2), { stdio: "inherit" });
// Ctrl-C reaches both processes. SIGTERM and SIGHUP are passed on.
process.on("SIGINT", () => {});
for (const signal of ["SIGTERM", "SIGHUP"]) {
  process.on(signal, () => child.kill(signal));
}
child.on("error", (error) => {
  console.error(`tincan: ${program}: ${error.message}`);
  process.exit(6);
});
child.on("exit", (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
