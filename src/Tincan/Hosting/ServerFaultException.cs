namespace Tincan.Hosting;

/// <summary>A server cannot go on for any client, for instance because its output file cannot be written. <see cref="Host.Faulted"/> fails with it, and whoever runs the host should stop it.</summary>
public sealed class ServerFaultException : Exception
{
    /// <summary>Makes an exception with one sentence for a person.</summary>
    /// <param name="message">What cannot be done and why, without a final full stop.</param>
    /// <param name="inner">What the system said, if it did.</param>
    public ServerFaultException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
