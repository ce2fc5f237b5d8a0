using Tincan.Wires;

namespace Tincan.Drawing;

/// <summary>Reasons as people read them.</summary>
internal static class ReasonWords
{
    /// <summary>Why the observer let go of a connection.</summary>
    /// <param name="reason">The reason.</param>
    /// <param name="isProxy">The observer is a proxy between client and server.</param>
    public static string Of(CloseReason reason, bool isProxy = false) => reason switch
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
