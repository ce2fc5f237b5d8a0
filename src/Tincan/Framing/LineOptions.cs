namespace Tincan.Framing;

/// <summary>How lines are read from a wire and written to it.</summary>
public sealed record LineOptions
{
    /// <summary>How a line ends. Defaults to <see cref="Dialect.Auto"/>: what arrives decides.</summary>
    public Dialect Dialect { get; init; } = Dialect.Auto;

    /// <summary>
    /// Whether the peer may end some messages with a terminator and others not, with <see cref="Dialect.Auto"/>: silence then ends a message
    /// even after a terminator was seen. For a client whose peer owes one answer at a time. Defaults to false: a terminator seen once settles it.
    /// </summary>
    public bool EndsVary { get; init; }

    /// <summary>
    /// The longest line, in bytes without its terminator. Defaults to 64 KiB. A longer one ends the conversation before memory is taken for it.
    /// </summary>
    public int MaxLine { get; init; } = 64 * 1024;

    /// <summary>
    /// How long nothing more may arrive after a first message without a terminator until it is taken as <see cref="Dialect.Raw"/>.
    /// Defaults to 500 ms: a line that is torn on the way, with a third of a second between its parts, is not taken for two messages.
    /// </summary>
    public TimeSpan Quiet { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long nothing more may arrive until a message of a conversation known to be raw is over. Defaults to 20 ms.</summary>
    public TimeSpan RawQuiet { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>The clock that measures quiet. Defaults to the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
