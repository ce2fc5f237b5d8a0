namespace Tincan.Hosting;

/// <summary>A server cannot continue for any client, for instance because its output file cannot be written. <see cref="Host.Faulted"/> fails with it; stop the host then.</summary>
/// <param name="message">What failed and why, without a final full stop.</param>
/// <param name="inner">The system's error. Defaults to null.</param>
public sealed class ServerFaultException(string message, Exception? inner = null) : Exception(message, inner)
{
}
