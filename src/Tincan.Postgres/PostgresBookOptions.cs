namespace Tincan.Postgres;

/// <summary>How a server keeps its copy of the book.</summary>
public sealed record PostgresBookOptions
{
    /// <summary>
    /// How often the database is asked what its last change is, beside its own telling. Defaults to 1 s. A database that is silent for this time
    /// and <see cref="AnswerLimit"/> more is away.
    /// </summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long nothing may come of what the database was asked. Defaults to 2 s. Then it is away until all has come.</summary>
    public TimeSpan AnswerLimit { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long nothing may come before the connection is broken, and a new one tried. Defaults to 10 s; longer than <see cref="AnswerLimit"/>.</summary>
    public TimeSpan StallLimit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long after a failure the database is tried again; doubled each time. Defaults to 100 ms.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest of these pauses. Defaults to 5 s. Each is shortened by up to half by chance, so that many servers do not come back at once.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The seed of that chance. Defaults to the number of the process.</summary>
    public int Seed { get; init; } = Environment.ProcessId;

    /// <summary>Is told of each change of what is known; must not wait. Defaults to nobody.</summary>
    public Action<BookState>? Told { get; init; }

    /// <summary>The clock of pauses. Defaults to the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
