using System.Text;
using Tincan.Bench.Measuring;

namespace Tincan.Bench.Reports;

/// <summary>The figures for people.</summary>
internal static class Table
{
    private static readonly CompositeFormat Layout = CompositeFormat.Parse(
        "{0,-9} {1,-7} {2,11} {3,7} {4,9} {5,11} {6,6} {7,6} {8,12} {9,12}");

    public static string Write(IReadOnlyList<Figures> figures)
    {
        var text = new StringBuilder().AppendFormat(
            null, Layout, "part", "server", "messages/s", "ratio", "CPU ratio", "least share", "server", "load", "alloc B/msg", "held B/conn").AppendLine();
        foreach (var row in figures)
        {
            text.AppendFormat(
                null,
                Layout,
                row.Part.Name,
                row.Peer.Name,
                Number(row.Median(static run => run.Rate), "0"),
                Number(row.RateRatio, "0.00"),
                Number(row.ProcessorRatio, "0.00"),
                Number(row.Median(static run => run.LeastShare), "0.00"),
                Number(row.Median(static run => run.ServerBusy), "0.00"),
                Number(row.Median(static run => run.LoadBusy), "0.00"),
                Number(row.Median(static run => run.Allocated), "0.0"),
                Number(row.Median(static run => run.Held), "0")).AppendLine();
        }

        return text.ToString();
    }

    private static string Number(double? value, string format) => value?.ToString(format) ?? "-";
}
