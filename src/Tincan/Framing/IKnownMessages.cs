namespace Tincan.Framing;

/// <summary>A message that a service recognises in bytes without a terminator.</summary>
/// <param name="Start">The offset of its first byte. Bytes before it are an unknown message.</param>
/// <param name="Length">Its length in bytes; 0 if none was found.</param>
/// <param name="MayGrow">Whether it is also the beginning of a longer known message.</param>
public readonly record struct KnownMessage(int Start, int Length, bool MayGrow = false);

/// <summary>A service that recognises its messages by their content, so that one without a terminator need not wait for silence.</summary>
public interface IKnownMessages
{
    /// <summary>Finds the first whole message that is known.</summary>
    /// <param name="bytes">Everything since the last message; it contains no terminator.</param>
    /// <param name="read">The offset where the latest read begins.</param>
    KnownMessage Find(ReadOnlySpan<byte> bytes, int read);
}
