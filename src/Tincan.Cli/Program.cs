using Tincan.Cli;

// Before anything opens a file or socket that could get the descriptor of a closed standard stream.
ClosedStreams.Open();

StandardStreams.Use();
return await CommandLine.RunAsync(args);
