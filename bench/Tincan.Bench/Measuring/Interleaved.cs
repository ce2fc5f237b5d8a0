namespace Tincan.Bench.Measuring;

/// <summary>
/// Runs the servers of a part in turn, round after round, so that whatever else the machine does meets all of them alike.
/// </summary>
internal static class Interleaved
{
    public static async Task<IReadOnlyList<Figures>> RunAsync(BenchOptions options)
    {
        var all = options.Parts
            .SelectMany(static part => part.Peers, static (part, peer) => (Part: part, Peer: peer, Runs: new List<Run>()))
            .ToLookup(static entry => entry.Peer.IsInstalled);
        foreach (var missing in all[false].Select(static entry => entry.Peer.Name).Distinct())
        {
            await Console.Error.WriteLineAsync(
                $"{missing} is not installed and was left out (on Debian, as root: apt-get install {missing})");
        }

        var runs = all[true].ToList();
        for (var round = 1; round <= options.Rounds; round++)
        {
            foreach (var (part, peer, results) in runs)
            {
                await Console.Error.WriteLineAsync($"round {round} of {options.Rounds}: {part.Name} {peer.Name}");
                results.Add(part.AtRest ? await Measure.AtRestAsync(part, peer) : await Measure.UnderLoadAsync(part, peer, options));
            }
        }

        return runs.ConvertAll(entry => new Figures(
            entry.Part, entry.Peer, entry.Runs, RunsOf(entry.Part, entry.Part.Baseline), RunsOf(entry.Part, entry.Part.Rival)));

        IReadOnlyList<Run> RunsOf(Part part, Peer peer) =>
            runs.SingleOrDefault(other => other.Part == part && other.Peer == peer).Runs ?? [];
    }
}
