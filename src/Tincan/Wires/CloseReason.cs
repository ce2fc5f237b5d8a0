namespace Tincan.Wires;

/// <summary>Why a connection was closed. Every connection has exactly one reason.</summary>
public enum CloseReason
{
    /// <summary>The peer sent a FIN, and everything for it had been sent.</summary>
    PeerFinished,

    /// <summary>This end had sent everything, and sent its FIN first.</summary>
    Finished,

    /// <summary>The peer sent an RST, or had closed the connection.</summary>
    PeerReset,

    /// <summary>This end sent an RST.</summary>
    Aborted,

    /// <summary>The peer neither sent nor read anything within the idle timeout.</summary>
    Idle,

    /// <summary>A message was malformed: too long, cut off, or not of the protocol.</summary>
    Malformed,

    /// <summary>The server is shutting down.</summary>
    Stopped,

    /// <summary>The server had too many connections.</summary>
    Full,

    /// <summary>The network failed: unreachable, timed out below TCP.</summary>
    Lost,

    /// <summary>The TLS handshake failed: a certificate was rejected, or only one end speaks TLS.</summary>
    Handshake,

    /// <summary>An unhandled exception: a bug in the program.</summary>
    Failed,

    /// <summary>The peer did not finish a message within the message timeout.</summary>
    Slow,

    /// <summary>The connection reached its maximum age.</summary>
    Expired,

    /// <summary>A proxy's target sent an RST, and the proxy passed it on.</summary>
    TargetReset,

    /// <summary>A proxy could not connect to its target, and reset its client.</summary>
    Unreachable,

    /// <summary>A deliberate fault ended the connection.</summary>
    Fault,
}
