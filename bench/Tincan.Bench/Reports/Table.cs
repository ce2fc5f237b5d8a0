using Tincan.Bench.Measuring;

namespace Tincan.Bench.Reports;

/// <summary>The figures for people.</summary>
internal static class Table
{
    private static readonly CompositeFormat Layout = CompositeFormat.Parse(
        "{0,-14} {1,-8} {2,11} {3,6} {4,8} {5,9} {6,11} {7,9} {8,9} {9,6} {10,6} {11,12} {12,12}");

    public static string Write(IReadOnlyList<Figures> figures)
    {
        var text = new StringBuilder().AppendFormat(
            null,
            Layout,
            "part",
            "server",
            "messages/s",
            "ratio",
            "of rival",
            "CPU ratio",
            "least share",
            "median us",
            "p99 us",
            "server",
            "load",
            "alloc B/msg",
            "held B/conn").AppendLine();
        foreach (var row in figures)
        {
            text.AppendFormat(
                null,
                Layout,
                row.Part.Name,
                row.Peer.Name,
                Number(row.Median(static run => run.Rate), "0"),
                Number(row.RateRatio, "0.00"),
                Number(row.OfRival, "0.00"),
                Number(row.ProcessorRatio, "0.00"),
                Number(row.Median(static run => run.LeastShare), "0.00"),
                Number(row.Median(static run => run.RoundTrip), "0.0"),
                Number(row.Median(static run => run.LateRoundTrip), "0.0"),
                Number(row.Median(static run => run.ServerBusy), "0.00"),
                Number(row.Median(static run => run.LoadBusy), "0.00"),
                Number(row.Median(static run => run.Allocated), "0.0"),
                Number(row.Median(static run => run.Held), "0")).AppendLine();
        }

        return text.ToString();
    }

    private static string Number(double? value, string format) => value?.ToString(format) ?? "-";
}
