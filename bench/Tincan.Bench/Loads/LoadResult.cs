namespace Tincan.Bench.Loads;

/// <summary>What a load says of the time that it measured.</summary>
/// <param name="Seconds">How long it was.</param>
/// <param name="Messages">How many replies came, each of them right to the last byte.</param>
/// <param name="LeastShare">What the slowest client got, as a part of an even share.</param>
/// <param name="Median">Microseconds that a reply took: the median.</param>
/// <param name="P99">The same for 99 in 100.</param>
/// <param name="P999">The same for 999 in 1,000.</param>
/// <param name="Longest">The same for all.</param>
/// <param name="Busy">How much of its core the load used, 0 to 1.</param>
internal sealed record LoadResult(
    double Seconds, long Messages, double LeastShare, double Median, double P99, double P999, double Longest, double Busy);
