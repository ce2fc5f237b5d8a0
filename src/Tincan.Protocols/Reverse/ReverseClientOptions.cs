using Tincan.Protocols.Welcome;

namespace Tincan.Protocols.Reverse;

/// <summary>Options of a reverse client.</summary>
public sealed record ReverseClientOptions
{
    /// <summary>
    /// The expected greeting. Defaults to the classic 18 bytes. A different one is recognised by the silence after it. Empty means that there is none, and does
    /// not wait.
    /// </summary>
    public string Greeting { get; init; } = WelcomeServer.ClassicGreeting;

    /// <summary>
    /// The maximum number of unanswered lines, 1 or more. Defaults to 1, because many classroom servers take each read for one line; a client that detects the
    /// dialect sends more at once after 100 right answers. Ignored in <see cref="Dialect.Raw"/>, where lines sent together become one.
    /// </summary>
    public int? Ahead { get; init; }

    /// <summary>Dialect, limit and quiet times. Defaults to <see cref="Dialect.Lf"/>.</summary>
    public LineOptions Lines { get; init; } = new() { Dialect = Dialect.Lf };
}
