namespace Tincan.Framing;

/// <summary>Options for reading and writing lines.</summary>
public sealed record LineOptions
{
    /// <summary>How a line ends. Defaults to <see cref="Dialect.Auto"/>: detected from what arrives.</summary>
    public Dialect Dialect { get; init; } = Dialect.Auto;

    /// <summary>
    /// Whether the peer may end only some messages with a terminator, with <see cref="Dialect.Auto"/>: silence then ends a message even after a
    /// terminator was seen. For a client that waits for one answer at a time. Defaults to false: the first terminator settles the dialect.
    /// </summary>
    public bool EndsVary { get; init; }

    /// <summary>
    /// The longest line, in bytes without its terminator. Defaults to 64 KiB. A longer one ends the conversation; no memory is allocated for it.
    /// </summary>
    public int MaxLine { get; init; } = 64 * 1024;

    /// <summary>
    /// The silence after a first message without a terminator that means <see cref="Dialect.Raw"/>. Defaults to 500 ms, so that a torn line with a
    /// third of a second between its parts does not become two messages.
    /// </summary>
    public TimeSpan Quiet { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The silence that ends a message in raw. Defaults to 20 ms.</summary>
    public TimeSpan RawQuiet { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>The clock that measures silence. Defaults to the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
