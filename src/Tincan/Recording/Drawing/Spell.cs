using Tincan.Wires;

namespace Tincan.Recording.Drawing;

/// <summary>Times, counts and reasons as people read them.</summary>
internal static class Spell
{
    /// <summary>A time in the unit that fits: <c>85 µs</c>, <c>3.2 ms</c>, <c>5.0 s</c>, <c>12 min</c>.</summary>
    /// <param name="time">The time.</param>
    /// <param name="ascii">Writes <c>us</c>.</param>
    public static string Time(TimeSpan time, bool ascii = false) => time switch
    {
        { TotalMilliseconds: < 0.9995 } => $"{time.TotalMicroseconds:0} {(ascii ? "us" : "µs")}",
        { TotalMilliseconds: < 9.95 } => $"{time.TotalMilliseconds:0.0} ms",
        { TotalMilliseconds: < 999.5 } => $"{time.TotalMilliseconds:0} ms",
        { TotalSeconds: < 119.95 } => $"{time.TotalSeconds:0.0} s",
        { TotalMinutes: < 119.5 } => $"{time.TotalMinutes:0} min",
        _ => $"{time.TotalHours:0.0} h",
    };

    /// <summary><c>1 byte</c>, <c>2 bytes</c>.</summary>
    public static string Count(long count, string one) => count == 1 ? $"1 {one}" : $"{count} {one}s";

    /// <summary>Why the observer let go of a connection.</summary>
    /// <param name="reason">The reason.</param>
    /// <param name="isProxy">The observer is a proxy between client and server.</param>
    public static string Reason(CloseReason reason, bool isProxy = false) => reason switch
    {
        CloseReason.PeerFinished when isProxy => "client and server had finished",
        CloseReason.PeerReset when isProxy => "the client reset the connection (RST)",
        CloseReason.Aborted when isProxy => "the proxy reset the connection (RST)",
        CloseReason.Stopped when isProxy => "the proxy stops",
        CloseReason.PeerFinished => "the other side had finished",
        CloseReason.Finished => "this side had finished",
        CloseReason.PeerReset => "the other side reset the connection (RST)",
        CloseReason.Aborted => "this side reset the connection (RST)",
        CloseReason.Idle => "silent for too long",
        CloseReason.Malformed => "not understood",
        CloseReason.Stopped => "the server stops",
        CloseReason.Full => "too many connections",
        CloseReason.Lost => "connection lost",
        CloseReason.Handshake => "no TLS",
        CloseReason.Slow => "too slow over a message",
        CloseReason.Expired => "lasted as long as it may",
        CloseReason.TargetReset => "the server reset the connection (RST)",
        CloseReason.Unreachable => "the server could not be reached",
        CloseReason.Fault => "a fault ended the connection",
        _ => "the program failed",
    };
}
