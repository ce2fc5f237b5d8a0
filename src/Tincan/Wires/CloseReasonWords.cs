namespace Tincan.Wires;

/// <summary>The words for close reasons, in recordings and in telemetry.</summary>
internal static class CloseReasonWords
{
    private static readonly string[] Words = Readable.WordsOf<CloseReason>();

    /// <summary>The word for a reason.</summary>
    /// <param name="reason">The reason.</param>
    public static string Word(this CloseReason reason) => Words[(int)reason];

    /// <summary>The reason for a word; null if no reason has it.</summary>
    internal static CloseReason? Reason(string? word) => Array.IndexOf(Words, word) is >= 0 and var index ? (CloseReason)index : null;
}
