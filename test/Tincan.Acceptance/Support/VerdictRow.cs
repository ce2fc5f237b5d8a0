using System.Text.Json;

namespace Tincan.Acceptance.Support;

/// <summary>A row of <c>peers/verdicts.txt</c>: what <c>check</c> says of a program in <c>peers/</c>.</summary>
/// <param name="Program">The suite, the program and its arguments.</param>
/// <param name="Dialect">Its line ends.</param>
/// <param name="ExitCode">The exit code of the check.</param>
/// <param name="Cases">
/// The cases that fail, some with the kind of their failure after a colon; with a question mark those that may; with a dash those that are left out.
/// </param>
internal sealed record VerdictRow(string[] Program, string Dialect, int ExitCode, string[] Cases)
{
    /// <summary>
    /// Whether every program is run with all cases, which takes minutes. Otherwise a program that fails the check is run with those cases whose kind of failure
    /// the row has, if any: other tests are about it.
    /// </summary>
    private static readonly bool IsWhole = Environment.GetEnvironmentVariable("TINCAN_VERDICTS") == "all";

    private string Suite => Program[0];

    private List<string> Failed => [.. Cases.Where(static one => one[0] != '-' && one[^1] != '?')];

    /// <summary>The rows of servers or of clients.</summary>
    public static TheoryData<string> Of(string side) =>
        [.. File.ReadLines(Place.Peer("verdicts.txt")).Where(line => line.Split(' ')[0].EndsWith(side, StringComparison.Ordinal) && (IsWhole || line.Contains("| 0 |", StringComparison.Ordinal) || line.Contains(':', StringComparison.Ordinal)))];

    public static VerdictRow Read(string row)
    {
        var columns = row.Split('|', StringSplitOptions.TrimEntries);
        return new(Words(columns[0]), columns[1], int.Parse(columns[2], CultureInfo.InvariantCulture), Words(columns[3]));

        static string[] Words(string column) => column.Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Checks the program, and compares the verdict.</summary>
    public async Task JudgeAsync()
    {
        var isPart = ExitCode != 0 && !IsWhole;
        List<string> expected = isPart ? [.. Failed.Where(static one => one.Contains(':', StringComparison.Ordinal))] : Failed;
        string[] chosen = isPart
            ? [.. expected.SelectMany(static one => (string[])["--only", one.Split(':')[0]])]
            : [.. Cases.Where(static one => one[0] == '-').SelectMany(static one => (string[])["--skip", one[1..]])];

        var left = new Left();
        var outcome = await left.RunAsync(["check", Suite, "--no-faults", "--json", "-", .. chosen, "--", .. Started()]);
        await left.IsNothingAsync();

        using var report = JsonDocument.Parse(outcome.Text);
        var failed = report.RootElement.GetProperty("cases").EnumerateArray().Where(static one => one.GetProperty("status").GetString() == "failed").Select(Written).Where(one => !Cases.Contains($"{one.Split(':')[0]}?"));
        Assert.Equal((ExitCode, Dialect), (outcome.Code, report.RootElement.GetProperty("dialect").GetString()!));
        Assert.Equal(expected.Order(StringComparer.Ordinal), failed.Order(StringComparer.Ordinal));
    }

    private string[] Started()
    {
        string[] address = Suite.EndsWith(".client", StringComparison.Ordinal) ? ["{host}", "{port}"] : ["{port}"];
        return ["python3", "-B", Place.Peer(Program[1]), .. address, .. Program.Skip(2)];
    }

    /// <summary>The id of a failed case, with the kind of its failure if the row has it.</summary>
    private string Written(JsonElement one)
    {
        var id = one.GetProperty("id").GetString()![(Suite.Length + 1)..];
        return Failed.Contains(id) ? id : $"{id}:{one.GetProperty("runs")[0].GetProperty("kind").GetString()}";
    }
}
