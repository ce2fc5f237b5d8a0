namespace Tincan.Cli.Telemetry;

/// <summary>The figures of a service.</summary>
internal sealed class ServiceFigures
{
    /// <summary>Connections that are open.</summary>
    public long Open { get; set; }

    /// <summary>Bytes from clients.</summary>
    public long Received { get; set; }

    /// <summary>Bytes to clients.</summary>
    public long Sent { get; set; }

    /// <summary>Whole messages from clients.</summary>
    public long Messages { get; set; }

    /// <summary>Connections that have ended, by the words of their reasons.</summary>
    public SortedDictionary<string, long> Closed { get; private init; } = new(StringComparer.Ordinal);

    /// <summary>Connections that a limit did not let begin, by the words of the limits.</summary>
    public SortedDictionary<string, long> Rejected { get; private init; } = new(StringComparer.Ordinal);

    /// <summary>Connections that were let in.</summary>
    public long Accepted => Open + Closed.Values.Sum();

    /// <summary>The same, to stay so.</summary>
    public ServiceFigures Copy() => new()
    {
        Open = Open,
        Received = Received,
        Sent = Sent,
        Messages = Messages,
        Closed = new SortedDictionary<string, long>(Closed, StringComparer.Ordinal),
        Rejected = new SortedDictionary<string, long>(Rejected, StringComparer.Ordinal),
    };
}
