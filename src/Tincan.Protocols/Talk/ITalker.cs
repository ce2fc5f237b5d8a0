namespace Tincan.Protocols.Talk;

/// <summary>The person at one end of a talk.</summary>
public interface ITalker
{
    /// <summary>Asks for the next line.</summary>
    /// <param name="cancel">Cancelled when the peer has gone; a line that is typed later is kept for the next talk.</param>
    /// <returns>The line without terminator, valid until the next call; null at the end of input.</returns>
    Task<ReadOnlyMemory<byte>?> ReadLineAsync(CancellationToken cancel);

    /// <summary>Shows a message of the peer. In a client, it may be called while a line is asked for.</summary>
    /// <param name="message">The message without terminator, valid until the call completes.</param>
    ValueTask ShowAsync(ReadOnlyMemory<byte> message);

    /// <summary>Shows a notice about the talk itself. The default does nothing.</summary>
    /// <param name="text">The notice, without a full stop.</param>
    void Notice(string text)
    {
    }
}
