using System.Net.Sockets;

namespace Tincan.Wires;

/// <summary>Connecting or listening failed. The message names the address and the cause in one sentence.</summary>
/// <param name="message">The address and the cause, without a final full stop.</param>
/// <param name="inner">The system's error. Defaults to null.</param>
public sealed class ConnectException(string message, Exception? inner = null) : IOException(message, inner)
{
    /// <summary>A system error in plain words.</summary>
    internal static string Describe(SocketException error) => error.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => "connection refused: nothing listens there",
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => "unknown host",
        SocketError.HostUnreachable or SocketError.NetworkUnreachable => "unreachable",
        SocketError.TimedOut => "timed out",
        SocketError.AddressAlreadyInUse => "the address is already in use",
        SocketError.AddressNotAvailable => "this machine has no such address",
        SocketError.AccessDenied => "permission denied",
        SocketError.AddressFamilyNotSupported => "this machine does not support that address family",
        SocketError.TooManyOpenSockets => "too many files and sockets are open",
        _ => error.Message,
    };
}
