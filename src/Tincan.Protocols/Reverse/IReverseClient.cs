namespace Tincan.Protocols.Reverse;

/// <summary>Asks a reverse server line by line.</summary>
public interface IReverseClient : IAsyncDisposable
{
    /// <summary>What has come of an answer that is not whole yet.</summary>
    ReadOnlyMemory<byte> Pending { get; }

    /// <summary>Takes the greeting, if one comes. Call it first, once.</summary>
    /// <param name="cancel">Gives up.</param>
    /// <returns>The greeting, or what has come of it, good until the next call; empty if none came.</returns>
    /// <exception cref="WireException">The connection broke; <see cref="WireException.CutOff"/> is what had come.</exception>
    Task<ReadOnlyMemory<byte>> GreetAsync(CancellationToken cancel = default);

    /// <summary>Sends each line of <paramref name="input"/> and hands each answer to <paramref name="answered"/>, in order.</summary>
    /// <param name="input">The lines.</param>
    /// <param name="answered">Takes an answer; its bytes are good until it returns.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="WireException">
    /// The server broke off while answers were owed, or sent what is no answer (<see cref="CloseReason.Malformed"/>); what had come was handed on.
    /// </exception>
    Task RunAsync(LineInput input, Func<ReadOnlyMemory<byte>, ValueTask> answered, CancellationToken cancel = default);

    /// <summary>Half-closes the connection.</summary>
    /// <param name="cancel">Gives up.</param>
    ValueTask FinishAsync(CancellationToken cancel = default);
}
