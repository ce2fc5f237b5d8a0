using Tincan.Bench.Measuring;

namespace Tincan.Bench.Rows;

/// <summary>Every row of the tables, in their order.</summary>
internal static class RowList
{
    public static IReadOnlyList<Row> All { get; } =
        [.. EchoRows.All, FileRow.Row, .. TableRows.All, .. ProxyRows.All, .. HostileRows.All, .. OtherRows.All, WatchRow.Row];
}
