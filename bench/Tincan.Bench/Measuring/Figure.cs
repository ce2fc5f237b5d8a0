namespace Tincan.Bench.Measuring;

/// <summary>One figure of a sample, as the tables show it.</summary>
/// <param name="Name">What is counted, with its unit.</param>
/// <param name="Format">How a number is written.</param>
/// <param name="Of">Its value in a sample.</param>
internal sealed record Figure(string Name, string Format, Func<Sample, double?> Of)
{
    /// <summary>What the tables show of it, except for the baseline. Defaults to the ratio.</summary>
    public Shown Shown { get; init; }

    public static Figure Rate { get; } = new("messages/s", "N0", static sample => sample.Rate);

    public static Figure Connections { get; } = new("connections/s", "N0", static sample => sample.Rate);

    public static Figure Processor { get; } = new("µs of processor a message", "0.0", static sample => sample.Processor);

    public static Figure Kernel { get; } = new("the kernel's part of it", "0.00", static sample => sample.Kernel) { Shown = Shown.Value };

    public static Figure Median { get; } = new("median, µs", "N0", static sample => sample.Median);

    public static Figure P99 { get; } = new("p99, µs", "N0", static sample => sample.P99);

    public static Figure LeastShare { get; } = new("slowest client, of an even share", "0.00", static sample => sample.LeastShare) { Shown = Shown.Value };

    public static Figure Seconds { get; } = new("seconds", "0.00", static sample => sample.Seconds) { Shown = Shown.Both };

    public static Figure Milliseconds { get; } = new("ms", "0.0", static sample => sample.Seconds * 1000) { Shown = Shown.Both };

    public static Figure Megabytes { get; } = new("MB resident", "N0", static sample => sample.Memory / 1e6) { Shown = Shown.Both };

    public static Figure Kibibytes { get; } = new("KiB a connection", "0.0", static sample => sample.Memory / 1024) { Shown = Shown.Both };

    public static Figure Lost { get; } = new("events lost", "N0", static sample => sample.Lost) { Shown = Shown.Value };

    /// <summary>How fast messages of some size are.</summary>
    public static Figure Throughput(int size) => new("MB/s", size < 100 ? "0.0" : "N0", sample => sample.Rate * size / 1e6);
}

/// <summary>What a table shows of a figure.</summary>
internal enum Shown
{
    /// <summary>What it is of the baseline's.</summary>
    Ratio,

    /// <summary>Its value: a part or a count.</summary>
    Value,

    /// <summary>Both: a second or a megabyte says something on any machine.</summary>
    Both,
}
