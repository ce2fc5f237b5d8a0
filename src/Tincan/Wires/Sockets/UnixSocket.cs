using System.Net.Sockets;

namespace Tincan.Wires.Sockets;

/// <summary>Connects Unix sockets, and names their ends.</summary>
internal static class UnixSocket
{
    private static readonly TimeSpan BacklogPause = TimeSpan.FromMilliseconds(10);
    private static int _lastPeer;

    /// <summary>Connects. While the server's backlog is full, the system refuses at once (TCP would wait), so this tries again.</summary>
    public static async Task<Wire> ConnectAsync(UnixAddress address, TimeProvider time, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                return await New().ConnectedAsync(address.EndPoint, cancel);
            }
            catch (SocketException full) when (full.SocketErrorCode == SocketError.WouldBlock)
            {
                await Task.Delay(BacklogPause, time, cancel);
            }
        }
    }

    /// <summary>A system error in plain words.</summary>
    public static string Describe(UnixAddress address, SocketException error) =>
        error.SocketErrorCode == SocketError.AddressNotAvailable || (!address.IsAbstract && !File.Exists(address.Path))
            ? "there is no such socket"
            : ConnectException.Describe(error);

    /// <summary>A name for an end: its path, or for a client, which has none, its process and user.</summary>
    public static EndPoint Name(EndPoint? end, Socket? toPeer)
    {
        var path = end?.ToString();
        return !string.IsNullOrEmpty(path) ? new NamedEndPoint(UnixAddress.Scheme + path)
            : toPeer is null ? new NamedEndPoint($"pid {Environment.ProcessId}")
            : new NamedEndPoint($"{Credentials(toPeer)} #{Interlocked.Increment(ref _lastPeer)}");
    }

    public static Socket New() => new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    private static string Credentials(Socket socket)
    {
        const int SolSocket = 1;
        const int PeerCredentials = 17;
        Span<int> credentials = stackalloc int[3];
        try
        {
            socket.GetRawSocketOption(SolSocket, PeerCredentials, MemoryMarshal.AsBytes(credentials));
            return $"pid {credentials[0]} uid {(uint)credentials[1]}";
        }
        catch (SocketException)
        {
            // Not Linux.
            return "a local client";
        }
    }
}
