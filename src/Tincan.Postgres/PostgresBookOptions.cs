namespace Tincan.Postgres;

/// <summary>How a server keeps its copy of the book up to date.</summary>
public sealed record PostgresBookOptions
{
    /// <summary>
    /// The interval at which the database is polled for changes, besides its notifications. Defaults to 1 s. So an unresponsive database counts as unavailable
    /// after this interval and <see cref="ResponseTimeout"/>.
    /// </summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a query may make no progress before the database counts as unavailable, until the query completes. Defaults to 2 s.</summary>
    public TimeSpan ResponseTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long a query may make no progress before the connection is closed, and a new one tried. Longer than <see cref="ResponseTimeout"/>. Defaults to 10 s.
    /// </summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The delay before the first retry after a failure; doubled for each further one. Defaults to 100 ms.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The maximum delay between retries. Defaults to 5 s. Each delay is shortened at random by up to half, so that many servers do not retry at once.</summary>
    public TimeSpan MaxRetryDelay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The seed for the random part of the delays. Defaults to the process id.</summary>
    public int Seed { get; init; } = Environment.ProcessId;

    /// <summary>Called on each change of the state; must not block. Defaults to null.</summary>
    public Action<BookState>? StateChanged { get; init; }

    /// <summary>The clock. Defaults to the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
