using System.Net.Sockets;

namespace Tincan.Wires;

/// <summary>No connection could be made, or no port listened on; the message says where and why in one sentence.</summary>
public sealed class ConnectException : IOException
{
    /// <summary>Makes an exception with one sentence for a person.</summary>
    /// <param name="message">Where and why, without a final full stop.</param>
    /// <param name="inner">What the system said, if it did.</param>
    public ConnectException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    /// <summary>The system's error in words that a person knows.</summary>
    internal static string Describe(SocketException error) => error.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => "connection refused: nothing listens there",
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => "unknown host",
        SocketError.HostUnreachable or SocketError.NetworkUnreachable => "unreachable",
        SocketError.TimedOut => "timed out",
        SocketError.AddressAlreadyInUse => "the address is already in use",
        SocketError.AddressNotAvailable => "this machine has no such address",
        SocketError.AccessDenied => "permission denied",
        SocketError.AddressFamilyNotSupported => "this machine does not speak that address family",
        SocketError.TooManyOpenSockets => "too many files and sockets are open",
        _ => error.Message,
    };
}
