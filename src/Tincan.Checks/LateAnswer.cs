namespace Tincan.Checks;

/// <summary>What came from a program whose answer was overdue.</summary>
/// <param name="Bytes">What came.</param>
/// <param name="IsAfterFin">It came only after our FIN.</param>
/// <param name="Delay">How long after the question.</param>
internal sealed record LateAnswer(byte[] Bytes, bool IsAfterFin, TimeSpan Delay)
{
    /// <summary>It came only after a line end, which the message did not have. Defaults to false.</summary>
    public bool IsAfterLineEnd { get; init; }
}
