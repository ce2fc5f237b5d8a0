namespace Tincan.Cli.Telemetry;

/// <summary>The figures of a service.</summary>
internal sealed class ServiceFigures
{
    /// <summary>Open connections.</summary>
    public long Open { get; set; }

    /// <summary>Bytes from clients.</summary>
    public long Received { get; set; }

    /// <summary>Bytes to clients.</summary>
    public long Sent { get; set; }

    /// <summary>Whole messages from clients.</summary>
    public long Messages { get; set; }

    /// <summary>Closed connections, by close reason.</summary>
    public SortedDictionary<string, long> Closed { get; } = new(StringComparer.Ordinal);

    /// <summary>Rejected connections, by limit.</summary>
    public SortedDictionary<string, long> Rejected { get; } = new(StringComparer.Ordinal);

    /// <summary>Accepted connections.</summary>
    public long Accepted => Open + Closed.Values.Sum();
}
