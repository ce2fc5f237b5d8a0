namespace Tincan.Wires;

/// <summary>Why a connection was closed. Every connection has exactly one reason.</summary>
public enum CloseReason
{
    /// <summary>The peer sent FIN, and everything it was to receive had been sent.</summary>
    PeerFinished,

    /// <summary>This end had sent everything, and sent FIN first.</summary>
    Finished,

    /// <summary>The peer sent RST, or sent to a connection it had closed.</summary>
    PeerReset,

    /// <summary>This end sent RST.</summary>
    Aborted,

    /// <summary>The peer neither sent nor read anything within the idle timeout.</summary>
    Idle,

    /// <summary>A message broke a rule of its framing: too long, cut off, or not of the protocol.</summary>
    Malformed,

    /// <summary>The server is shutting down.</summary>
    Stopped,

    /// <summary>The server had too many connections.</summary>
    Full,

    /// <summary>The network failed: unreachable, timed out below TCP.</summary>
    Lost,

    /// <summary>The TLS handshake failed: a certificate was refused, or only one of the two ends speaks TLS.</summary>
    Handshake,

    /// <summary>The program failed; a bug.</summary>
    Failed,

    /// <summary>The peer did not finish a message within the message timeout.</summary>
    Slow,

    /// <summary>The connection reached its maximum age.</summary>
    Expired,

    /// <summary>A proxy's target sent RST, and the proxy passed it on.</summary>
    TargetReset,

    /// <summary>A proxy could not connect to its target, and reset its client.</summary>
    Unreachable,

    /// <summary>A deliberate fault ended the connection.</summary>
    Fault,
}
