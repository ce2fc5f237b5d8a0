namespace Tincan.Bench.Measuring;

/// <summary>
/// Runs the servers of a part in turn, round after round, so that whatever else the machine does meets all of them alike.
/// </summary>
internal static class Interleaved
{
    public static async Task<IReadOnlyList<Figures>> RunAsync(BenchOptions options)
    {
        var runs = options.Parts
            .SelectMany(static part => part.Peers, static (part, peer) => (Part: part, Peer: peer, Runs: new List<Run>()))
            .ToList();
        for (var round = 1; round <= options.Rounds; round++)
        {
            foreach (var (part, peer, results) in runs)
            {
                await Console.Error.WriteLineAsync($"round {round} of {options.Rounds}: {part.Name} {peer.Name}");
                results.Add(part.AtRest ? await Measure.AtRestAsync(part, peer) : await Measure.UnderLoadAsync(part, peer, options));
            }
        }

        return runs.ConvertAll(entry => new Figures(
            entry.Part,
            entry.Peer,
            entry.Runs,
            runs.Single(other => other.Part == entry.Part && other.Peer == entry.Part.Baseline).Runs));
    }
}
