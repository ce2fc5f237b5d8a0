using Tincan.Cli;

// Before anything opens a file or socket that could get the descriptor of a closed standard stream.
ClosedStreams.Open();

// Before any socket exists, because the socket engine reads this once. A message is then handled on the thread that received it,
// which makes a plain loop as fast as an epoll server in C.
Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");

StandardStreams.Use();
return await CommandLine.RunAsync(args);
