using System.Net.Sockets;

namespace Tincan.Wires;

/// <summary>A connection failed or timed out, or its bytes were malformed. <see cref="Reason"/> says why.</summary>
/// <param name="reason">The reason.</param>
/// <param name="message">One sentence without a final full stop.</param>
/// <param name="inner">The system's error. Defaults to null.</param>
public sealed class WireException(CloseReason reason, string message, Exception? inner = null) : IOException(message, inner)
{
    /// <summary>Why the connection ended.</summary>
    public CloseReason Reason { get; } = reason;

    /// <summary>Whether a message exceeded the maximum length.</summary>
    public bool IsTooLong { get; init; }

    /// <summary>The received part of an unfinished message; empty if there was none.</summary>
    public ReadOnlyMemory<byte> CutOff { get; set; }

    /// <summary>Exceptions that a socket throws when the connection is closed, disposed, or the operation is cancelled.</summary>
    internal static bool IsOfSocket(Exception error) => error is SocketException or ObjectDisposedException or OperationCanceledException;

    /// <summary>Translates a socket's exception to a wire's. A cancellation stays one.</summary>
    internal static Exception OfSocket(Exception error) => error is OperationCanceledException ? error : From(error);

    /// <summary>Translates any exception of a wire or socket.</summary>
    internal static WireException From(Exception error) => error switch
    {
        WireException wire => wire,
        SocketException ofSocket => From(ofSocket),
        ObjectDisposedException => Aborted(),
        _ => new(CloseReason.Failed, error.Message, error),
    };

    internal static WireException Aborted() => new(CloseReason.Aborted, "connection aborted");

    internal static WireException Finished() => new(CloseReason.Finished, "this end has already sent its FIN");

    private static WireException From(SocketException error) => error.SocketErrorCode switch
    {
        SocketError.ConnectionReset => new(CloseReason.PeerReset, "connection reset by peer", error),
        SocketError.Shutdown or SocketError.ConnectionAborted => new(CloseReason.PeerReset, "the peer had closed the connection", error),
        SocketError.OperationAborted => new(CloseReason.Aborted, "connection aborted", error),
        SocketError.TimedOut => new(CloseReason.Lost, "the network timed out", error),
        SocketError.TooManyOpenSockets => new(CloseReason.Full, "too many files and sockets are open", error),
        _ => new(CloseReason.Lost, $"connection lost: {error.Message}", error),
    };
}
