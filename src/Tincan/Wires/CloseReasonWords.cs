namespace Tincan.Wires;

/// <summary>The words for close reasons, in recordings and in telemetry.</summary>
internal static class CloseReasonWords
{
    private static readonly string[] Words = Readable.WordsOf<CloseReason>();

    public static string Word(this CloseReason reason) => Words[(int)reason];

    /// <summary>The reason for a word; null for an unknown word.</summary>
    internal static CloseReason? Reason(string? word) => Array.IndexOf(Words, word) is >= 0 and var index ? (CloseReason)index : null;
}
