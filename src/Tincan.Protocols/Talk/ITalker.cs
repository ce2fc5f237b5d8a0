namespace Tincan.Protocols.Talk;

/// <summary>The person at one end of a talk.</summary>
public interface ITalker
{
    /// <summary>Asks for the next line. It is the person's turn until one is given, or until the peer has gone.</summary>
    /// <param name="cancel">The peer has gone; a line that is given later is kept for the next talk.</param>
    /// <returns>The line without terminator, good until the next call; null at the end of input.</returns>
    Task<ReadOnlyMemory<byte>?> SayAsync(CancellationToken cancel);

    /// <summary>Shows a message of the peer. A client's may come while a line is asked for.</summary>
    /// <param name="message">The message without terminator, good until this completes.</param>
    ValueTask HearAsync(ReadOnlyMemory<byte> message);

    /// <summary>Tells something about the talk itself. Defaults to doing nothing.</summary>
    /// <param name="text">Part of a sentence, without a full stop.</param>
    void Notice(string text)
    {
    }
}
