using Tincan.Bench.Processes;

namespace Tincan.Bench.Measuring;

/// <summary>Lets the contenders of a row run in turn, round after round, so that whatever else the machine does meets all of them alike.</summary>
internal static class Interleaved
{
    public static async Task<IReadOnlyList<Outcome>> RunAsync(IReadOnlyList<Row> rows, Runner runner, int rounds, TextWriter progress)
    {
        var installed = rows.SelectMany(static row => row.Contenders).ToLookup(static contender => contender.Missing is null);
        foreach (var (name, missing) in installed[false].Select(static contender => (contender.Name, contender.Missing)).Distinct())
        {
            await progress.WriteLineAsync($"{name} is left out: {missing} is not installed");
        }

        var runs = new Dictionary<Contender, List<Sample>>(ReferenceEqualityComparer.Instance);
        foreach (var contender in installed[true])
        {
            runs.Add(contender, []);
        }

        for (var round = 1; round <= rounds; round++)
        {
            foreach (var row in rows)
            {
                foreach (var contender in row.Contenders.Where(static contender => contender.Missing is null))
                {
                    await progress.WriteLineAsync($"round {round} of {rounds}: {row.Name} {contender.Name}");
                    try
                    {
                        runs[contender].Add(await contender.RunAsync(runner));
                    }
                    catch (BenchException failure)
                    {
                        runs[contender].Add(new Sample { Failure = failure.Message });
                        await progress.WriteLineAsync($"FAILED: {failure.Message}");
                    }
                }
            }
        }

        return
        [
            .. from row in rows
               from contender in row.Contenders
               where contender.Missing is null
               select new Outcome(row, contender, runs[contender], BaselineOf(row)),
        ];

        IReadOnlyList<Sample> BaselineOf(Row row) =>
            row.Contenders.SingleOrDefault(contender => contender.Name == row.Baseline) is { Missing: null } baseline ? runs[baseline] : [];
    }
}
