namespace Tincan.Hosting;

/// <summary>A protocol's server. The host does limits, logging, closing and draining, and disposes a disposable server after the last connection.</summary>
public interface IServer
{
    /// <summary>Whether it passes bytes on without understanding them, so that TLS may go through it. Defaults to false.</summary>
    bool PassesBytesOn => false;

    /// <summary>
    /// Serves one connection; called for many at once. When it returns, the host sends FIN and closes.
    /// It must not block: it runs on the thread that the connection's bytes arrive on.
    /// </summary>
    /// <param name="conversation">The client.</param>
    Task ServeAsync(Conversation conversation);
}
