namespace Tincan.Bench.Load;

/// <summary>What a load process says of the time it measured.</summary>
/// <param name="Seconds">How long it was.</param>
/// <param name="Bytes">How many bytes came back, all as they were sent.</param>
/// <param name="LeastShare">What the slowest client got, as a part of an even share; 1 is perfectly even.</param>
/// <param name="RoundTrip">Microseconds from a message's send to its return, the median; null if messages overlapped.</param>
/// <param name="LateRoundTrip">The same for the slowest but one in a hundred.</param>
internal sealed record LoadResult(double Seconds, long Bytes, double LeastShare, double? RoundTrip, double? LateRoundTrip);
