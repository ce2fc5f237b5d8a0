using Tincan.Wires.Sockets;

namespace Tincan.Protocols.Names;

/// <summary>How a resolver asks and answers.</summary>
public sealed record ResolverOptions
{
    /// <summary>The table servers; all are asked at the same time. At least one.</summary>
    public required IReadOnlyList<WireAddress> Upstreams { get; init; }

    /// <summary>How long all table servers together may be silent. Defaults to 5 s. On the wire when it bites: <c>Name - TIMED OUT</c>.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The dialect the table servers are asked in. Defaults to null: the one that the client asked in.</summary>
    public Dialect? UpstreamDialect { get; init; }

    /// <summary>The strings of the assignment's edition. Defaults to the current one.</summary>
    public Edition Edition { get; init; } = Edition.Current;

    /// <summary>Dialect, limit and quiet times towards clients.</summary>
    public LineOptions Lines { get; init; } = new();

    /// <summary>Connects to a table server. Defaults to a <see cref="Connector"/>, within the deadline.</summary>
    public Func<WireAddress, CancellationToken, Task<Wire>>? Connect { get; init; }
}
