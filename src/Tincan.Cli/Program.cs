using Tincan.Cli;
using Tincan.Cli.Terminal;

// Before any file or socket exists that could get the number of a closed stream.
ClosedStreams.Open();

// Before any socket exists: the socket engine reads this once. A received message is handled on the thread it arrived on,
// which is what lets a plain loop keep up with an epoll server written in C.
Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");

StandardStreams.Use();
return await CommandLine.RunAsync(args);
