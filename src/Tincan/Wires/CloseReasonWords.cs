namespace Tincan.Wires;

/// <summary>The words for close reasons, in recordings and in telemetry.</summary>
public static class CloseReasonWords
{
    private static readonly string[] Words = Readable.WordsOf<CloseReason>();

    internal static string Word(this CloseReason reason) => Words[(int)reason];

    /// <summary>The reason for a word; null for an unknown word.</summary>
    internal static CloseReason? Reason(string? word) => Array.IndexOf(Words, word) is >= 0 and var index ? (CloseReason)index : null;

    /// <summary>Describes a reason that is the same whoever tells it.</summary>
    /// <param name="reason">The reason.</param>
    public static string Describe(this CloseReason reason) => reason switch
    {
        CloseReason.Idle => "idle timeout",
        CloseReason.Malformed => "malformed message",
        CloseReason.Stopped => "server shutdown",
        CloseReason.Full => "connection limit reached",
        CloseReason.Slow => "message timeout",
        CloseReason.Expired => "max connection age reached",
        CloseReason.Lost => "connection lost",
        CloseReason.Handshake => "TLS handshake failed",
        _ => "unhandled exception",
    };
}
