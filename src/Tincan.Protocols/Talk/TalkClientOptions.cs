namespace Tincan.Protocols.Talk;

/// <summary>Options of a talk client.</summary>
public sealed record TalkClientOptions
{
    /// <summary>
    /// Dialect, limit and quiet times. With <see cref="Dialect.Auto"/>, the default, lines end with LF until the server's answers show how it ends its own:
    /// with CRLF or NUL, or with nothing (raw).
    /// </summary>
    public LineOptions Lines { get; init; } = new();

    /// <summary>
    /// How long to wait for a greeting before the first line. Servers that greet, such as SMTP and FTP, treat an earlier line as an error. Defaults to 500 ms;
    /// zero does not wait.
    /// </summary>
    public TimeSpan GreetingWait { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// How long to wait after the own FIN for more messages and for the server's FIN. Defaults to 2 s; zero shows only what has already arrived.
    /// </summary>
    public TimeSpan LingerTimeout { get; init; } = TimeSpan.FromSeconds(2);
}
