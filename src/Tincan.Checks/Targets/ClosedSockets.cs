using System.Buffers.Binary;

namespace Tincan.Checks.Targets;

/// <summary>
/// The TCP sockets that the Linux kernel has destroyed since this object was created, as <c>ss -E</c> shows them. It finds connections that were reset, which
/// no table lists. Events that do not fit into the netlink buffer are lost.
/// </summary>
internal sealed class ClosedSockets : IDisposable
{
    /// <summary>SKNLGRP_INET_TCP_DESTROY and SKNLGRP_INET6_TCP_DESTROY.</summary>
    private const uint Groups = (1 << 0) | (1 << 2);

    private const int HeaderSize = 16;
    private const int PortsOffset = 4;

    private readonly Netlink? _socket = OperatingSystem.IsLinux() ? new Netlink() : null;
    private bool _isOpen;
    private readonly HashSet<(int Local, int Remote)> _closed = [];

    public ClosedSockets() => _isOpen = OperatingSystem.IsLinux() && _socket is { IsOpen: true } && _socket.Join(Groups);

    /// <summary>Reports only sockets of this port from now on. Otherwise the sockets of other programs would fill the small netlink buffer.</summary>
    /// <param name="port">The local port.</param>
    public void Watch(int port)
    {
        if (OperatingSystem.IsLinux() && _isOpen)
        {
            _socket!.KeepOnly(HeaderSize + PortsOffset, (ushort)port);
        }
    }

    /// <summary>The local and remote port of each socket.</summary>
    public IReadOnlyCollection<(int Local, int Remote)> Take()
    {
        lock (_closed)
        {
            var buffer = new byte[8 * 1024];
            while (OperatingSystem.IsLinux() && _isOpen && _socket!.TryReceive(buffer) is var count and > 0)
            {
                for (var at = 0; at + HeaderSize + PortsOffset + 4 <= count;)
                {
                    // struct nlmsghdr, followed by struct inet_diag_msg: family, state, timer, retransmits, source port, destination port.
                    var ports = buffer.AsSpan(at + HeaderSize + PortsOffset);
                    _closed.Add((BinaryPrimitives.ReadUInt16BigEndian(ports), BinaryPrimitives.ReadUInt16BigEndian(ports[2..])));
                    var length = MemoryMarshal.Read<int>(buffer.AsSpan(at));
                    if (length < HeaderSize)
                    {
                        break;
                    }

                    at += (length + 3) & ~3;
                }
            }

            return [.. _closed];
        }
    }

    /// <summary>Ends the reports. <see cref="Take"/> still returns those until now.</summary>
    public void Dispose()
    {
        Take();
        lock (_closed)
        {
            _isOpen = false;
            if (OperatingSystem.IsLinux())
            {
                _socket?.Dispose();
            }
        }
    }
}
