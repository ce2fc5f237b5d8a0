namespace Tincan.Protocols.Talk;

/// <summary>How a talk client behaves.</summary>
public sealed record TalkClientOptions
{
    /// <summary>
    /// Dialect, limit and quiet times. With <see cref="Dialect.Auto"/>, the default, lines are sent with LF until the server's answers show how it ends its own:
    /// in CRLF or NUL, or with nothing at all (raw).
    /// </summary>
    public LineOptions Lines { get; init; } = new();

    /// <summary>
    /// How long a server that greets may take over it before the first line is asked for. Programs that greet, such as SMTP and FTP servers, take a line that comes
    /// earlier for an error. Defaults to 500 ms; zero does not wait.
    /// </summary>
    public TimeSpan GreetingWait { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// How long the client, after its own FIN, waits for more of the server's last messages, and for its FIN. Defaults to 2 s; zero shows only what is already here.
    /// </summary>
    public TimeSpan LingerTimeout { get; init; } = TimeSpan.FromSeconds(2);
}
