using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Tincan.Reliability;

/// <summary>The roster behind a proxy that does everything the page of faults names.</summary>
internal sealed partial class UnderFaults : IExperiment
{
    /// <summary>How many conversations are held at the same time.</summary>
    private const int AtOnce = 4;

    /// <summary>No conversation may take longer, whatever is done to it.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    public string Name => "faults";

    public string About =>
        "For five minutes the program's own clients and servers talk through a proxy that has one or two of the fault plans of [faults.md](faults.md) and its "
        + "own seed. A client must write what it writes without a fault, or the beginning of that, line by line. If it exits with 0, it must have written "
        + "everything, unless only a FIN marks the end of the conversation. It may not take longer than 60 s. Where bytes are changed or repeated (`corrupt`, "
        + "`duplicate`), or a FIN shortens a question (`half-close` towards the server), the output is not compared: the client must end, and nothing may crash.";

    public async Task RunAsync(Terms terms, Findings findings, CancellationToken cancel)
    {
        using var scratch = new Scratch();
        var plans = Plans();
        var time = terms.Pick(TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(5));
        var outcomes = new ConcurrentBag<string>();
        await using var roster = await Roster.StartAsync(scratch, cancel);
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async worker =>
        {
            var chance = new Random(HashCode.Combine(terms.Seed, worker));
            while (Stopwatch.GetElapsedTime(began) < time)
            {
                string[] faults = chance.Next(3) == 0 ? [plans[chance.Next(plans.Count)], plans[chance.Next(plans.Count)]] : [plans[chance.Next(plans.Count)]];
                outcomes.Add(await SpeakAsync(roster.Talks[chance.Next(roster.Talks.Count)], faults, chance.Next(), findings, cancel));
            }
        }));
        findings.Note("plans", $"{plans.Count}, alone and in pairs");
        findings.Note("conversations", $"{outcomes.Count:N0}: {string.Join(", ", outcomes.GroupBy(static one => one).OrderBy(static one => one.Key, StringComparer.Ordinal).Select(static one => $"{one.Count():N0} {one.Key}"))}");
    }

    private static async Task<string> SpeakAsync(RosterTalk talk, string[] faults, int seed, Findings findings, CancellationToken cancel)
    {
        var about = $"{talk.Name} under {string.Join(" and ", faults)}, seed {seed}";
        await using var proxy = await Shipped.ServeAsync(
            ["proxy", ":0", $"127.0.0.1:{talk.Server.Address.Port}", "--seed", $"{seed}", "--log", "error", .. faults.SelectMany(static fault => (string[])["--fault", fault])]);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Bound);
        try
        {
            var (code, text, said) = await talk.SpeakAsync(proxy.Address.Port, limit.Token);
            var changes = faults.Any(static fault => fault.StartsWith("corrupt", StringComparison.Ordinal) || fault.StartsWith("duplicate", StringComparison.Ordinal) || CutsQuestions(fault));
            findings.Expect(!said.Contains("   at ", StringComparison.Ordinal), $"{about}: it crashed: {said}");
            findings.Expect(changes || IsBeginning(text, talk.Owed), $"{about}: exit {code} and a wrong answer: '{text}'");
            findings.Expect(changes || code != 0 || text == talk.Owed || talk.EndsWithFin, $"{about}: exit 0, and not all of it: '{text}'");
            findings.Expect(proxy.Said.Length == 0, $"{about}: the proxy said: {proxy.Said}");
            return changes ? "with changed bytes" : text == talk.Owed ? "right" : "broken off";
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            findings.IsWrong($"{about}: no end within {Bound.TotalSeconds:0} s");
            return "without end";
        }
    }

    /// <summary>Line for line, what came is what was owed or, where FIN came too early, the beginning of it.</summary>
    private static bool IsBeginning(string text, string owed)
    {
        var (came, whole) = (text.Split('\n'), owed.Split('\n'));
        return came.Length <= whole.Length && came.Zip(whole).All(static line => line.Second.StartsWith(line.First, StringComparison.Ordinal));
    }

    /// <summary>FIN in the middle of a line makes the beginning of it a last line: another question, which is answered as such.</summary>
    private static bool CutsQuestions(string fault) => fault.StartsWith("half-close", StringComparison.Ordinal) && fault.Contains("dir=to-server", StringComparison.Ordinal);

    /// <summary>Every fault that stands in the first column of a table of the page.</summary>
    private static IReadOnlyList<string> Plans()
    {
        var page = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(static one => one.Key == "Faults").Value!;
        return [.. File.ReadLines(page).Select(static line => Row().Match(line)).Where(static row => row.Success).Select(static row => row.Groups["fault"].Value).Distinct(StringComparer.Ordinal)];
    }

    [GeneratedRegex(@"^\| `(?<fault>[a-z-]+(:[^`]*)?)` \| (same|cut short|other bytes|exit)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Row();
}
