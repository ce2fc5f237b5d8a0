namespace Tincan.Bench.Measuring;

/// <summary>What one run of one part against one server gave. Null is not measured.</summary>
internal sealed record Run
{
    /// <summary>Messages per second there and back.</summary>
    public double? Rate { get; init; }

    /// <summary>What the slowest client got, as a part of an even share.</summary>
    public double? LeastShare { get; init; }

    /// <summary>
    /// Microseconds of processor time that the server used for one message, the kernel's included; a proxy's without the server's behind it.
    /// </summary>
    public double? Processor { get; init; }

    /// <summary>Microseconds that a message took there and back: the median.</summary>
    public double? RoundTrip { get; init; }

    /// <summary>Microseconds that 99 in a hundred messages took at most.</summary>
    public double? LateRoundTrip { get; init; }

    /// <summary>How much of its core the server used, 0 to 1. Well below 1 the load, not the server, set the pace.</summary>
    public double? ServerBusy { get; init; }

    /// <summary>How much of its core the load used, 0 to 1.</summary>
    public double? LoadBusy { get; init; }

    /// <summary>Bytes that the server allocated for one message.</summary>
    public double? Allocated { get; init; }

    /// <summary>Bytes of managed heap that one connection at rest holds.</summary>
    public double? Held { get; init; }
}
