namespace Tincan.Hosting;

/// <summary>A server cannot continue for any client, for instance because its output file cannot be written. <see cref="Host.Faulted"/> fails with it; stop the host then.</summary>
public sealed class ServerFaultException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What failed and why, without a final full stop.</param>
    /// <param name="inner">The system's error. Defaults to null.</param>
    public ServerFaultException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
