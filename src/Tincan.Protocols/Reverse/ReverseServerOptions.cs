using Tincan.Protocols.Welcome;

namespace Tincan.Protocols.Reverse;

/// <summary>Options of a reverse server.</summary>
public sealed record ReverseServerOptions
{
    /// <summary>The greeting, sent without terminator. Defaults to the classic 18 bytes; empty sends nothing.</summary>
    public string Greeting { get; init; } = WelcomeServer.ClassicGreeting;

    /// <summary>How a line is reversed. Defaults to by rune, case kept.</summary>
    public Reverser Reverser { get; init; } = new();

    /// <summary>The file to which every reversed line is written before it is sent. Defaults to null: none.</summary>
    public LineFile? Out { get; init; }

    /// <summary>Dialect, limit and quiet times.</summary>
    public LineOptions Lines { get; init; } = new();
}
