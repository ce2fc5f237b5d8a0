namespace Tincan.Bench.Loads;

/// <summary>What a server is loaded with.</summary>
/// <param name="Script">What is sent and received.</param>
/// <param name="Clients">How many connections.</param>
/// <param name="Depth">How many requests of a connection may be on their way; 1 is lock step.</param>
internal sealed record Load(Script Script, int Clients, int Depth = 1)
{
    /// <summary>Requests a second, due at fixed times. 0: as soon as replies allow.</summary>
    public double Rate { get; init; }

    /// <summary>A connection for each request.</summary>
    public bool Reconnects { get; init; }

    /// <summary>Ends after so many requests instead of a time. 0: does not.</summary>
    public long Messages { get; init; }

    /// <summary>As peers/load.c reads it.</summary>
    public IEnumerable<string> Words(double warm, double seconds)
    {
        IEnumerable<string> words = ["-c", $"{Clients}", "-d", $"{Depth}", "-w", $"{warm:0.###}", "-s", $"{seconds:0.###}"];
        words = Rate > 0 ? [.. words, "-r", $"{Rate:0.###}"] : words;
        words = Messages > 0 ? [.. words, "-m", $"{Messages}"] : words;
        return Reconnects ? words.Append("-x") : words;
    }
}
