using System.Net.Sockets;

namespace Tincan.Reliability;

/// <summary>A plain socket, with none of Tincan's own code: it receives what any other program would receive.</summary>
internal sealed class Speaker(Socket socket) : IDisposable
{
    /// <summary>Connects.</summary>
    /// <param name="server">Where.</param>
    /// <param name="window">The size of its receive buffer in bytes; 0 for the system's own.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<Speaker> ConnectAsync(IPEndPoint server, int window, CancellationToken cancel)
    {
        var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (window > 0)
        {
            socket.ReceiveBufferSize = window;
        }

        try
        {
            await socket.ConnectAsync(server, cancel);
            return new Speaker(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await socket.SendAsync(bytes, SocketFlags.None, cancel)..];
        }
    }

    /// <summary>Receives once; 0 means FIN.</summary>
    public ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel) => socket.ReceiveAsync(buffer, SocketFlags.None, cancel);

    /// <summary>Receives as much as is expected; false if that is not what comes.</summary>
    public async Task<bool> ReceivesAsync(ReadOnlyMemory<byte> expected, CancellationToken cancel)
    {
        var received = new byte[expected.Length];
        for (var count = 0; count < received.Length;)
        {
            var more = await ReceiveAsync(received.AsMemory(count), cancel);
            if (more == 0)
            {
                return false;
            }

            count += more;
        }

        return expected.Span.SequenceEqual(received);
    }

    public void Finish() => socket.Shutdown(SocketShutdown.Send);

    /// <summary>Ends the connection with RST.</summary>
    public void Reset()
    {
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        socket.Dispose();
    }

    public void Dispose() => socket.Dispose();
}
