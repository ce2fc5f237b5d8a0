namespace Tincan.Wires;

/// <summary>Why a conversation ended. Every ending has exactly one.</summary>
public enum CloseReason
{
    /// <summary>The peer sent FIN and everything owed to it was said.</summary>
    PeerFinished,

    /// <summary>This end had said everything and sent FIN first.</summary>
    Finished,

    /// <summary>The peer sent RST, or sent to a connection it had closed.</summary>
    PeerReset,

    /// <summary>This end sent RST.</summary>
    Aborted,

    /// <summary>The peer neither sent nor took anything for as long as the idle limit.</summary>
    Idle,

    /// <summary>A message broke a rule of its framing: too long, cut off, or not of the protocol.</summary>
    Malformed,

    /// <summary>The server was asked to stop.</summary>
    Stopped,

    /// <summary>The server held as many connections as it may.</summary>
    Full,

    /// <summary>The network failed: unreachable, timed out below TCP.</summary>
    Lost,

    /// <summary>No TLS could be agreed on: a certificate was refused, or only one of the two ends speaks it.</summary>
    Handshake,

    /// <summary>The program failed; a bug.</summary>
    Failed,

    /// <summary>The peer began a message and took too long over it.</summary>
    Slow,

    /// <summary>The connection had lasted for as long as it may.</summary>
    Expired,

    /// <summary>A proxy's target sent RST, and the proxy passed it on.</summary>
    TargetReset,

    /// <summary>A proxy could not connect to its target, and reset its client.</summary>
    Unreachable,

    /// <summary>A fault that was asked for ended the connection.</summary>
    Fault,
}
