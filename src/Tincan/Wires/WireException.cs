using System.Net.Sockets;

namespace Tincan.Wires;

/// <summary>A connection ended otherwise than by FIN, or its bytes broke a rule; <see cref="Reason"/> says which way.</summary>
public sealed class WireException : IOException
{
    /// <summary>Makes an exception with a reason and one sentence for a person.</summary>
    /// <param name="reason">Why the conversation ended.</param>
    /// <param name="message">One sentence for a person, without a final full stop.</param>
    /// <param name="inner">What the system said, if it did.</param>
    public WireException(CloseReason reason, string message, Exception? inner = null)
        : base(message, inner) => Reason = reason;

    /// <summary>Why the conversation ended.</summary>
    public CloseReason Reason { get; }

    /// <summary>A message was longer than it may be.</summary>
    public bool IsTooLong { get; init; }

    /// <summary>What had come of a message that will never be whole; empty if nothing had. Nothing that arrived is lost with the connection.</summary>
    public ReadOnlyMemory<byte> CutOff { get; set; }

    /// <summary>An operation of a socket ends with it when the connection has ended or was let go here, or the operation was given up.</summary>
    internal static bool IsOfSocket(Exception error) => error is SocketException or ObjectDisposedException or OperationCanceledException;

    /// <summary>What an operation of a wire ends with, where its socket's ended with <paramref name="error"/>. Giving up stays what it is.</summary>
    internal static Exception OfSocket(Exception error) => error is OperationCanceledException ? error : From(error);

    /// <summary>Sorts what a wire or its socket threw into the reasons a person knows.</summary>
    internal static WireException From(Exception error) => error switch
    {
        WireException sorted => sorted,
        SocketException ofSocket => From(ofSocket),
        ObjectDisposedException => Aborted(),
        _ => new(CloseReason.Failed, error.Message, error),
    };

    internal static WireException Aborted() => new(CloseReason.Aborted, "connection aborted");

    internal static WireException Finished() => new(CloseReason.Finished, "this end has already said that it is finished");

    private static WireException From(SocketException error) => error.SocketErrorCode switch
    {
        SocketError.ConnectionReset => new(CloseReason.PeerReset, "connection reset by peer", error),
        SocketError.Shutdown or SocketError.ConnectionAborted => new(CloseReason.PeerReset, "the peer had closed the connection", error),
        SocketError.OperationAborted => new(CloseReason.Aborted, "connection aborted", error),
        SocketError.TimedOut => new(CloseReason.Lost, "the network gave up on the connection (timed out)", error),
        SocketError.TooManyOpenSockets => new(CloseReason.Full, "too many files and sockets are open", error),
        _ => new(CloseReason.Lost, $"connection lost: {error.Message}", error),
    };
}
