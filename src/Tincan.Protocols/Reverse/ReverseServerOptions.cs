using Tincan.Protocols.Welcome;

namespace Tincan.Protocols.Reverse;

/// <summary>How a reverse server speaks.</summary>
public sealed record ReverseServerOptions
{
    /// <summary>What is said on accept, without terminator. Defaults to the classic 18 bytes; empty says nothing.</summary>
    public string Greeting { get; init; } = WelcomeServer.ClassicGreeting;

    /// <summary>How a line is reversed. Defaults to by rune, case kept.</summary>
    public Reverser Reverser { get; init; } = new();

    /// <summary>Where every reversed line is written before it is sent. Defaults to nowhere.</summary>
    public LineFile? Out { get; init; }

    /// <summary>Dialect, limit and quiet times.</summary>
    public LineOptions Lines { get; init; } = new();
}
