namespace Tincan.Protocols.Reverse;

/// <summary>Receives an answer of a reverse server.</summary>
/// <param name="answer">The answer without its line end, valid until the task completes.</param>
/// <param name="more">Whether another answer follows at once, without a wait in between.</param>
public delegate ValueTask AnswerHandler(ReadOnlyMemory<byte> answer, bool more);
