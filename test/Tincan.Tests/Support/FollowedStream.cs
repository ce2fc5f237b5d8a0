using System.Text.RegularExpressions;

namespace Tincan.Tests.Support;

/// <summary>A TCP stream as Wireshark's follow-stream puts it together.</summary>
internal sealed partial record FollowedStream(string Client, string Server, byte[] ToServer, byte[] ToClient)
{
    public static async Task<FollowedStream> ReadAsync(string capture, int number) => (await ReadAllAsync(capture, number + 1))[number];

    public static async Task<IReadOnlyList<FollowedStream>> ReadAllAsync(string capture, int count)
    {
        var follow = Enumerable.Range(0, count).SelectMany(static number => new[] { "-z", $"follow,tcp,raw,{number}" });
        var output = await Tool.RunAsync("tshark", ["-n", "-q", "-r", capture, .. follow]);

        // tshark prints the last of its reports first.
        return
        [
            .. Report().Matches(output)
                .OrderBy(static report => int.Parse(report.Groups["number"].Value))
                .Select(static report => Read(report)),
        ];
    }

    /// <summary>A line of hexadecimal for each piece; those of the server begin with a tab.</summary>
    private static FollowedStream Read(Match report)
    {
        var lines = report.Groups["data"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return new FollowedStream(
            report.Groups["client"].Value,
            report.Groups["server"].Value,
            Convert.FromHexString(string.Concat(lines.Where(static line => line[0] != '\t'))),
            Convert.FromHexString(string.Concat(lines.Where(static line => line[0] == '\t').Select(static line => line[1..]))));
    }

    [GeneratedRegex(
        @"Filter: tcp\.stream eq (?<number>\d+)\nNode 0: (?<client>\S+)\nNode 1: (?<server>\S+)\n(?<data>[0-9a-f\t\n]*)===", RegexOptions.ExplicitCapture, 30_000)]
    private static partial Regex Report();
}
