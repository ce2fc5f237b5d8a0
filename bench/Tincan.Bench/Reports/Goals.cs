using Tincan.Bench.Measuring;

namespace Tincan.Bench.Reports;

/// <summary>What <c>--check</c> asks of the first server of every part.</summary>
internal static class Goals
{
    private const double LeastShare = 0.5;

    /// <summary>Not zero: the runtime itself allocates a little now and then, a hundredth of a byte a message.</summary>
    private const double MostAllocated = 1;

    private const double MostHeld = 3 * 1024;

    public static bool AreMet(IReadOnlyList<Figures> figures, TextWriter complaints)
    {
        var missed = figures.Where(static row => row.Peer == row.Part.Peers[0]).SelectMany(Missed).ToList();
        missed.ForEach(complaints.WriteLine);
        return missed.Count == 0;
    }

    private static IEnumerable<string> Missed(Figures row)
    {
        if (row.OfRival < row.Part.Goal)
        {
            yield return $"{row.Part.Name}: {row.OfRival:0.000} of {row.Part.Rival.Name}, less than {row.Part.Goal}";
        }
        else if (row is { OfRival: null, Part.Goal: { } goal })
        {
            yield return $"{row.Part.Name}: whether it reaches {goal} of {row.Part.Rival.Name} is not known, because that did not run";
        }

        if (row.Median(static run => run.LeastShare) is < LeastShare and var share)
        {
            yield return $"{row.Part.Name}: one client got {share:0.00} of an even share, less than {LeastShare}";
        }

        if (row.Peer != Peer.Recorded && row.Median(static run => run.Allocated) is > MostAllocated and var allocated)
        {
            yield return $"{row.Part.Name}: {allocated:0.0} B allocated for each message, more than {MostAllocated}";
        }

        if (row.Median(static run => run.Held) is > MostHeld and var held)
        {
            yield return $"{row.Part.Name}: {held:0} B held by each connection, more than {MostHeld}";
        }
    }
}
