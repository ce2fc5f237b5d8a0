namespace Tincan.Hosting;

/// <summary>A protocol's server. The host applies limits, logs, closes and drains, and disposes a disposable server after the last connection.</summary>
public interface IServer
{
    /// <summary>Whether it forwards bytes without interpreting them, so that clients may use TLS through it. Defaults to false.</summary>
    bool IsTransparent => false;

    /// <summary>
    /// Serves one connection; called for many at once. When it returns, the host sends a FIN and closes the connection.
    /// It must not block: it runs on the event loop thread of the sockets.
    /// </summary>
    /// <param name="conversation">The client.</param>
    Task ServeAsync(Conversation conversation);
}
