namespace Tincan.Framing;

/// <summary>A message that a service recognises among bytes without a terminator.</summary>
/// <param name="Start">Where it begins. Messages before it were not known.</param>
/// <param name="Length">How long it is; 0 if none was found.</param>
/// <param name="MayGrow">It is also the beginning of a longer one.</param>
public readonly record struct KnownMessage(int Start, int Length, bool MayGrow = false);

/// <summary>A service that can tell a message of its own by its content, so that one without a terminator need not wait for silence.</summary>
public interface IKnownMessages
{
    /// <summary>Looks for the first whole message that is known.</summary>
    /// <param name="bytes">Everything since the last message; no terminator is in it.</param>
    /// <param name="read">Where the latest read begins in it.</param>
    KnownMessage Find(ReadOnlySpan<byte> bytes, int read);
}
