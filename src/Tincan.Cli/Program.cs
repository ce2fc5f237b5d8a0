using Tincan.Cli;

// Before any socket exists: the socket engine reads this once. A received message is handled on the thread it arrived on,
// which is what lets a plain loop keep up with an epoll server written in C.
Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");

return await CommandLine.RunAsync(args);
