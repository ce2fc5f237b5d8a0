using Tincan.Protocols.Welcome;

namespace Tincan.Protocols.Reverse;

/// <summary>How a reverse client speaks.</summary>
public sealed record ReverseClientOptions
{
    /// <summary>
    /// The greeting that is taken off the front. Defaults to the classic 18 bytes. Another one is recognised by the silence behind it;
    /// empty says that none comes, and does not wait for it.
    /// </summary>
    public string Greeting { get; init; } = WelcomeServer.ClassicGreeting;

    /// <summary>
    /// How many lines may be under way unanswered, 1 or more. Defaults to 1, lock step: many classroom servers take all that lies in one read
    /// for one line. Ignored in <see cref="Dialect.Raw"/>, where lines sent together become one.
    /// </summary>
    public int Ahead { get; init; } = 1;

    /// <summary>Dialect, limit and quiet times. Defaults to <see cref="Dialect.Lf"/>.</summary>
    public LineOptions Lines { get; init; } = new() { Dialect = Dialect.Lf };
}
