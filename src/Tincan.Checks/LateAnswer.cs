namespace Tincan.Checks;

/// <summary>An answer that came after the answer timeout.</summary>
/// <param name="Bytes">The answer.</param>
/// <param name="IsAfterFin">Whether it came only after our FIN.</param>
/// <param name="Delay">The time since the question.</param>
internal sealed record LateAnswer(byte[] Bytes, bool IsAfterFin, TimeSpan Delay)
{
    /// <summary>Whether it came only after we had sent a line end, which the message did not have. Defaults to false.</summary>
    public bool IsAfterLineEnd { get; init; }
}
