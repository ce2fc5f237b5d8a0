using Tincan.Framing;

namespace Tincan.Checks;

/// <summary>How a program is checked.</summary>
public sealed record CheckOptions
{
    /// <summary>How the program ends its lines. Defaults to <see cref="Dialect.Lf"/>; with <see cref="Dialect.Auto"/> the runner finds out first.</summary>
    public Dialect Dialect { get; init; } = Dialect.Lf;

    /// <summary>How long an answer may take. Defaults to 2 s.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long nothing may come until it counts as nothing. Defaults to 150 ms.</summary>
    public TimeSpan Quiet { get; init; } = TimeSpan.FromMilliseconds(150);

    /// <summary>How long the program may take to listen, or to connect. Defaults to 10 s.</summary>
    public TimeSpan StartLimit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a case may take. Defaults to 30 s.</summary>
    public TimeSpan CaseLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a resolver under check waits for its table servers. Defaults to 5 s, as the assignment says.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The file that a client writes its answers to. Defaults to null: the suite's own name for it.</summary>
    public string? OutputFile { get; init; }

    /// <summary>The port that is written into a client, where a case is to listen. Defaults to 0: a free one is handed to the client.</summary>
    public int ClientPort { get; init; }

    /// <summary>Of all chance. Defaults to 1.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>The clock. Defaults to the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
