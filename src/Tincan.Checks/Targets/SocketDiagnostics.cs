using System.Buffers.Binary;
using System.Runtime.Versioning;

namespace Tincan.Checks.Targets;

/// <summary>
/// Asks the Linux kernel for TCP sockets (sock_diag over netlink), as <c>ss -tn</c> does. Reading <c>/proc/net/tcp</c> for the listening ones takes 6 ms on a
/// machine with 1,500 connections, and this 0.04 ms.
/// </summary>
[SupportedOSPlatform("linux")]
internal static class SocketDiagnostics
{
    private const ushort ByFamily = 20;
    private const ushort RequestDump = 0x301;
    private const ushort Done = 3;
    private const ushort Error = 2;

    private const int HeaderSize = 16;
    private const int RequestSize = HeaderSize + 56;
    private const int InodeOffset = 68;
    private const byte Tcp = 6;
    private const uint Listening = 1 << 10;

    /// <summary>Every state but CLOSE, LISTEN and NEW_SYN_RECV, which has no socket yet.</summary>
    private const uint Connected = 0xFFE & ~(1 << 7) & ~Listening;

    /// <summary>The listening sockets with their inodes, which identify the process; null if the kernel does not answer.</summary>
    public static IReadOnlyList<(IPEndPoint At, uint Inode)>? Listeners() => Sockets(Listening, static (message, address) =>
        (new IPEndPoint(new IPAddress(message.Slice(8, address)), Port(message, 4)), MemoryMarshal.Read<uint>(message[InodeOffset..])));

    /// <summary>The ports of the connections, including those in TIME_WAIT; null if the kernel does not answer.</summary>
    public static IReadOnlyList<(int Local, int Remote)>? Connections() => Sockets(Connected, static (message, _) => ((int)Port(message, 4), (int)Port(message, 6)));

    /// <param name="states">The states of the sockets, a bit for each.</param>
    /// <param name="read">Reads a message, with the length of its addresses.</param>
    private static List<T>? Sockets<T>(uint states, Func<ReadOnlySpan<byte>, int, T> read)
    {
        using var socket = new Netlink();
        var found = new List<T>();
        return socket.IsOpen && Dump(socket, 2, states, message => found.Add(read(message, 4))) && Dump(socket, 10, states, message => found.Add(read(message, 16))) ? found : null;
    }

    private static bool Dump(Netlink socket, byte family, uint states, Action<ReadOnlySpan<byte>> take)
    {
        // struct nlmsghdr: length, type, flags, sequence, port; struct inet_diag_req_v2: family, protocol, extensions, -, states, -.
        var request = new byte[RequestSize];
        MemoryMarshal.Write(request.AsSpan(0), RequestSize);
        MemoryMarshal.Write(request.AsSpan(4), ByFamily);
        MemoryMarshal.Write(request.AsSpan(6), RequestDump);
        request[HeaderSize] = family;
        request[HeaderSize + 1] = Tcp;
        MemoryMarshal.Write(request.AsSpan(HeaderSize + 4), states);
        if (!socket.Send(request))
        {
            return false;
        }

        var buffer = new byte[64 * 1024];
        while (socket.Receive(buffer) is var count and >= HeaderSize)
        {
            for (var at = 0; at + HeaderSize <= count;)
            {
                var length = MemoryMarshal.Read<int>(buffer.AsSpan(at));
                switch (MemoryMarshal.Read<ushort>(buffer.AsSpan(at + 4)))
                {
                    case Done:
                        return true;
                    case Error:
                    case var _ when length < HeaderSize:
                        return false;
                }

                take(buffer.AsSpan(at + HeaderSize, length - HeaderSize));
                at += (length + 3) & ~3;
            }
        }

        return false;
    }

    /// <summary>Reads from struct inet_diag_msg: family, state, timer, retransmits, source port, destination port, source address; the inode is its last field.</summary>
    private static ushort Port(ReadOnlySpan<byte> message, int offset) => BinaryPrimitives.ReadUInt16BigEndian(message[offset..]);
}
