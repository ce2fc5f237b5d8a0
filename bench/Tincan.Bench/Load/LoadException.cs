namespace Tincan.Bench.Load;

/// <summary>The server under load did not echo.</summary>
internal sealed class LoadException(string message) : Exception(message);
