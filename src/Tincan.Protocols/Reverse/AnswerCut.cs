namespace Tincan.Protocols.Reverse;

/// <summary>Where an answer lies in what has arrived.</summary>
/// <param name="Start">The offset of its content.</param>
/// <param name="Length">The length of its content, in bytes.</param>
/// <param name="Consumed">The offset after what ends it.</param>
/// <param name="End">What ends it; empty if nothing does.</param>
internal readonly record struct AnswerCut(int Start, int Length, int Consumed, string End)
{
    public bool IsTerminated => End.Length > 0;
}
