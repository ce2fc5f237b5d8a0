namespace Tincan.Bench.Processes;

/// <summary>Something could not be measured, and why.</summary>
internal sealed class BenchException(string message) : Exception(message);
