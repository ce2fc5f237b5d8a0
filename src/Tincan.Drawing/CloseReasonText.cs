using Tincan.Wires;

namespace Tincan.Drawing;

/// <summary>Describes close reasons for people.</summary>
internal static class CloseReasonText
{
    /// <summary>Why the observer closed a connection.</summary>
    /// <param name="reason">The reason.</param>
    /// <param name="isProxy">Whether the observer is a proxy.</param>
    public static string Of(CloseReason reason, bool isProxy = false) => reason switch
    {
        CloseReason.PeerFinished when isProxy => "client and server finished",
        CloseReason.PeerReset when isProxy => "the client reset the connection (RST)",
        CloseReason.Aborted when isProxy => "the proxy reset the connection (RST)",
        CloseReason.Stopped when isProxy => "proxy shutdown",
        CloseReason.PeerFinished => "the peer finished first",
        CloseReason.Finished => "this side finished first",
        CloseReason.PeerReset => "the peer reset the connection (RST)",
        CloseReason.Aborted => "this side reset the connection (RST)",
        CloseReason.TargetReset => "the server reset the connection (RST)",
        CloseReason.Unreachable => "the server could not be reached",
        CloseReason.Fault => "a fault ended the connection",
        _ => reason.Describe(),
    };
}
