using System.Diagnostics;
using Tincan.Reliability.Fuzzing;

namespace Tincan.Reliability;

/// <summary>Spoiled inputs, for everything that takes a stranger's bytes.</summary>
internal sealed class Fuzz : IExperiment
{
    /// <summary>An input that takes longer than this hangs, even on a busy machine.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(10);

    public string Name => "fuzz";

    public string About =>
        "A million inputs: valid ones, changed by a mutator that knows their structure and which words and numbers matter. They go to every framer (whose "
        + "frames may not depend on how the stream was split), to every reader of files, addresses and words (which may refuse with their own exception), and to "
        + "every server with its host, in random chunks and with each kind of ending. A second, simpler implementation of each protocol checks everything that a "
        + "server sends, and a polite client beside each rude one must get its own answer. Nothing may crash, hang, leave a connection open, or answer another "
        + "client's question. Inputs that once found a bug are kept in `bench/Tincan.Reliability/Corpus`, and run first.";

    public async Task RunAsync(Terms terms, Findings findings, CancellationToken cancel)
    {
        var began = Stopwatch.GetTimestamp();
        var targets = Targets.All();
        var kept = await ReplayAsync(targets, findings);
        var all = terms.Pick(20_000, 1_000_000);
        var weights = targets.Sum(static target => target.Weight);
        var counts = await Task.WhenAll(targets.Select((target, number) => Task.Run(() => FuzzAsync(
            target, (int)Math.Ceiling((double)all * target.Weight / weights), new Random(HashCode.Combine(terms.Seed, number)), findings, cancel))));
        findings.Note("inputs", $"{counts.Sum():N0}, and {kept} of the corpus, within {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s");
        findings.Note("targets", string.Join(", ", targets.Select(static target => target.Name)));
    }

    private static async Task<int> ReplayAsync(IReadOnlyList<FuzzTarget> targets, Findings findings)
    {
        var count = 0;
        foreach (var target in targets)
        {
            foreach (var file in Corpus.Of(target))
            {
                await TryAsync(target, await File.ReadAllBytesAsync(file), new Random(count++), findings, file);
            }
        }

        return count;
    }

    private static async Task<int> FuzzAsync(FuzzTarget target, int count, Random chance, Findings findings, CancellationToken cancel)
    {
        var mutator = new Mutator(target, chance);
        await using (target)
        {
            for (var done = 0; done < count; done++)
            {
                cancel.ThrowIfCancellationRequested();
                var input = mutator.Next();
                if (!await TryAsync(target, input, chance, findings, null))
                {
                    // One mistake is enough of a target: the next ones are most often the same.
                    return done + 1;
                }
            }

            if (await target.EndAsync() is { } problem)
            {
                findings.IsWrong($"{target.Name}: {problem}");
            }
        }

        return count;
    }

    private static async Task<bool> TryAsync(FuzzTarget target, byte[] input, Random chance, Findings findings, string? file)
    {
        var began = Stopwatch.GetTimestamp();
        string? problem;
        try
        {
            problem = await target.TryAsync(input, chance);
        }
        catch (Exception error)
        {
            problem = error.ToString();
        }

        problem ??= Stopwatch.GetElapsedTime(began) > Bound ? $"it took {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s" : null;
        if (problem is null)
        {
            return true;
        }

        findings.IsWrong($"{target.Name}: {problem}; the input is kept in {file ?? Corpus.Keep(target, input)}");
        return false;
    }
}
