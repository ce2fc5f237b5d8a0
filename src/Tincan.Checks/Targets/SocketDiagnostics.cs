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
    private const ushort Request = 1;
    private const ushort RequestDump = 0x301;
    private const ushort Done = 3;
    private const ushort Error = 2;

    private const int HeaderSize = 16;
    private const int RequestSize = HeaderSize + 56;
    private const int QueueOffset = 56;
    private const int InodeOffset = 68;
    private const byte ListenState = 10;
    private const byte Tcp = 6;
    private const uint Listening = 1 << 10;

    /// <summary>Every state but CLOSE, LISTEN and NEW_SYN_RECV, which has no socket yet.</summary>
    private const uint Connected = 0xFFE & ~(1 << 7) & ~Listening;

    /// <summary>The listening sockets with their inodes, which identify the process; null if the kernel does not answer.</summary>
    public static IReadOnlyList<(IPEndPoint At, uint Inode)>? Listeners() => Sockets(Listening, static (message, address) =>
        (new IPEndPoint(new IPAddress(message.Slice(8, address)), Port(message, 4)), MemoryMarshal.Read<uint>(message[InodeOffset..])));

    /// <summary>The ports of the connections, including those in TIME_WAIT; null if the kernel does not answer.</summary>
    public static IReadOnlyList<(int Local, int Remote)>? Connections() => Sockets(Connected, static (message, _) => ((int)Port(message, 4), (int)Port(message, 6)));

    /// <summary>The socket of a connection; null if there is none, or if the kernel does not answer.</summary>
    /// <param name="local">The address of the socket.</param>
    /// <param name="remote">The address of its peer.</param>
    public static SocketState? Find(IPEndPoint local, IPEndPoint remote)
    {
        using var socket = new Netlink();
        var request = NewRequest(local.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? (byte)2 : (byte)10, Request, uint.MaxValue);
        var id = request.AsSpan(HeaderSize + 8);
        BinaryPrimitives.WriteUInt16BigEndian(id, (ushort)local.Port);
        BinaryPrimitives.WriteUInt16BigEndian(id[2..], (ushort)remote.Port);
        local.Address.TryWriteBytes(id[4..], out _);
        remote.Address.TryWriteBytes(id[20..], out _);

        // No cookie, so that the addresses alone identify it.
        id[40..48].Fill(0xFF);
        var answer = new byte[1024];
        if (!socket.IsOpen || !socket.Send(request) || socket.Receive(answer) < HeaderSize + InodeOffset || MemoryMarshal.Read<ushort>(answer.AsSpan(4)) != ByFamily)
        {
            return null;
        }

        // Without a connection, the kernel finds the socket that listens.
        var found = answer.AsSpan(HeaderSize);
        return found[1] == ListenState ? null : new SocketState(found[1], MemoryMarshal.Read<int>(found[QueueOffset..]), MemoryMarshal.Read<int>(found[(QueueOffset + 4)..]), MemoryMarshal.Read<uint>(found[InodeOffset..]));
    }

    /// <param name="states">The states of the sockets, a bit for each.</param>
    /// <param name="read">Reads a message, with the length of its addresses.</param>
    private static List<T>? Sockets<T>(uint states, Func<ReadOnlySpan<byte>, int, T> read)
    {
        using var socket = new Netlink();
        var found = new List<T>();
        return socket.IsOpen && Dump(socket, 2, states, message => found.Add(read(message, 4))) && Dump(socket, 10, states, message => found.Add(read(message, 16))) ? found : null;
    }

    private static byte[] NewRequest(byte family, ushort flags, uint states)
    {
        // struct nlmsghdr: length, type, flags, sequence, port; struct inet_diag_req_v2: family, protocol, extensions, -, states, addresses.
        var request = new byte[RequestSize];
        MemoryMarshal.Write(request.AsSpan(0), RequestSize);
        MemoryMarshal.Write(request.AsSpan(4), ByFamily);
        MemoryMarshal.Write(request.AsSpan(6), flags);
        request[HeaderSize] = family;
        request[HeaderSize + 1] = Tcp;
        MemoryMarshal.Write(request.AsSpan(HeaderSize + 4), states);
        return request;
    }

    private static bool Dump(Netlink socket, byte family, uint states, Action<ReadOnlySpan<byte>> take)
    {
        if (!socket.Send(NewRequest(family, RequestDump, states)))
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

/// <summary>The state of the socket of a connection.</summary>
/// <param name="State">The state of TCP, as a number of the kernel.</param>
/// <param name="Unread">How many bytes it has received that the program has not read, and 1 for a FIN.</param>
/// <param name="Unacknowledged">How many bytes it has sent that have not arrived, and 1 for a FIN.</param>
/// <param name="Inode">Identifies it among the descriptors of a process; 0 before the program has accepted it, or after it has closed it.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SocketState(byte State, int Unread, int Unacknowledged, uint Inode);
