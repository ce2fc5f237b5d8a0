namespace Tincan.Protocols.Reverse;

/// <summary>Sends lines to a reverse server.</summary>
public interface IReverseClient : IAsyncDisposable
{
    /// <summary>The incomplete answer that has arrived so far.</summary>
    ReadOnlyMemory<byte> Pending { get; }

    /// <summary>Reads the greeting, if there is one. Call it once, first.</summary>
    /// <param name="cancel">Cancels the wait.</param>
    /// <returns>The greeting, or a part of it, valid until the next call; empty if there is none.</returns>
    /// <exception cref="WireException">The connection broke; <see cref="WireException.CutOff"/> is what had arrived.</exception>
    Task<ReadOnlyMemory<byte>> GreetAsync(CancellationToken cancel = default);

    /// <summary>Sends each line of <paramref name="input"/>, and passes each answer to <paramref name="answered"/>, in order.</summary>
    /// <param name="input">The lines.</param>
    /// <param name="answered">Receives each answer.</param>
    /// <param name="cancel">Cancels the conversation.</param>
    /// <exception cref="WireException">
    /// The server closed before it had answered all lines, or sent bytes that are not an answer (<see cref="CloseReason.Malformed"/>). Earlier answers were passed on.
    /// </exception>
    Task RunAsync(LineInput input, AnswerHandler answered, CancellationToken cancel = default);

    /// <summary>Half-closes the connection.</summary>
    /// <param name="cancel">Cancels the wait.</param>
    ValueTask FinishAsync(CancellationToken cancel = default);
}
