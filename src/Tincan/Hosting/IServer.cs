namespace Tincan.Hosting;

/// <summary>What a server says. Limits, logging, closing and stopping are the host's, which also disposes a server that can be disposed, after the last conversation.</summary>
public interface IServer
{
    /// <summary>Whether it hands on what comes without understanding it, so that TLS may go through it. Defaults to false.</summary>
    bool PassesBytesOn => false;

    /// <summary>
    /// Holds one conversation. Called for many at once; returns when all is said. The host then sends FIN and closes.
    /// It must not block: it runs on the thread that the connection's bytes arrive on.
    /// </summary>
    /// <param name="conversation">The client.</param>
    Task ServeAsync(Conversation conversation);
}
