using Tincan.Wires.Sockets;

namespace Tincan.Protocols.Names;

/// <summary>Options of a resolver.</summary>
public sealed record ResolverOptions
{
    /// <summary>The table servers, at least one. All are asked at the same time.</summary>
    public required IReadOnlyList<WireAddress> Upstreams { get; init; }

    /// <summary>How long to wait for an answer from any table server. Defaults to 5 s. After that, the client gets <c>Name - TIMED OUT</c>.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The dialect for table servers. Defaults to null: the client's dialect.</summary>
    public Dialect? UpstreamDialect { get; init; }

    /// <summary>The edition of the assignment. Defaults to the current one.</summary>
    public Edition Edition { get; init; } = Edition.Current;

    /// <summary>Dialect, limit and quiet times towards clients.</summary>
    public LineOptions Lines { get; init; } = new();

    /// <summary>Connects to a table server. Defaults to a <see cref="Connector"/>, within the deadline.</summary>
    public Func<WireAddress, CancellationToken, Task<Wire>>? Connect { get; init; }
}
