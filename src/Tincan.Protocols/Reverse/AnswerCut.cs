namespace Tincan.Protocols.Reverse;

/// <summary>The position of an answer in what has arrived.</summary>
/// <param name="Start">The offset of its content.</param>
/// <param name="Length">The length of its content, in bytes.</param>
/// <param name="Consumed">The offset after its line end.</param>
/// <param name="End">Its line end; empty if there is none.</param>
internal readonly record struct AnswerCut(int Start, int Length, int Consumed, string End)
{
    public bool IsTerminated => End.Length > 0;
}
