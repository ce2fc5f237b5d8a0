namespace Tincan.Bench.Measuring;

/// <summary>What one run gave. Null is not measured.</summary>
internal sealed record Sample
{
    /// <summary>Right replies a second.</summary>
    public double? Rate { get; init; }

    /// <summary>Microseconds of processor time of the server for a reply, the kernel's included.</summary>
    public double? Processor { get; init; }

    /// <summary>The kernel's part of the processor time, 0 to 1.</summary>
    public double? Kernel { get; init; }

    /// <summary>Microseconds that a reply took: the median.</summary>
    public double? Median { get; init; }

    /// <summary>The same for 99 in 100 replies.</summary>
    public double? P99 { get; init; }

    /// <summary>What the slowest client got, as a part of an even share.</summary>
    public double? LeastShare { get; init; }

    /// <summary>Seconds until a task was done; with a load, from the start of the server to its first replies.</summary>
    public double? Seconds { get; init; }

    /// <summary>Resident memory in bytes; with a load, at the first replies.</summary>
    public double? Memory { get; init; }

    /// <summary>Events that are missing from a recording.</summary>
    public double? Lost { get; init; }

    /// <summary>How much of its cores the server used, in cores.</summary>
    public double? ServerBusy { get; init; }

    /// <summary>How much of its core the load used, 0 to 1.</summary>
    public double? LoadBusy { get; init; }

    /// <summary>Why the run gave nothing: a wrong byte, a connection that was refused, a server that ended.</summary>
    public string? Failure { get; init; }
}
