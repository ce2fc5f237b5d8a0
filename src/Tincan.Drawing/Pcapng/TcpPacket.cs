using System.Buffers.Binary;
using System.Net.Sockets;

namespace Tincan.Drawing.Pcapng;

/// <summary>The flags of a TCP segment (RFC 9293 section 3.1).</summary>
[Flags]
internal enum TcpFlags
{
    None = 0,
    Fin = 0x01,
    Syn = 0x02,
    Rst = 0x04,
    Push = 0x08,
    Ack = 0x10,
}

/// <summary>Builds an IP packet with a TCP segment in it.</summary>
internal static class TcpPacket
{
    private const int Ipv4Header = 20;
    private const int Ipv6Header = 40;
    private const int TcpHeader = 20;
    private const byte Tcp = 6;

    // The maximum window scale (RFC 7323), so that no reader thinks the window was full.
    private static readonly byte[] SynOptions = [3, 3, 14, 0];

    /// <summary>The maximum payload: the packet's length has 16 bits.</summary>
    public static int MaxPayload(AddressFamily family) => ushort.MaxValue - TcpHeader - (family == AddressFamily.InterNetwork ? Ipv4Header : 0);

    public static byte[] Build(IPEndPoint from, IPEndPoint to, uint sequence, uint acknowledged, TcpFlags flags, ReadOnlySpan<byte> bytes)
    {
        var options = flags.HasFlag(TcpFlags.Syn) ? SynOptions : [];
        var tcpLength = TcpHeader + options.Length + bytes.Length;
        var isIpv4 = from.AddressFamily == AddressFamily.InterNetwork;
        var ipLength = isIpv4 ? Ipv4Header : Ipv6Header;
        var packet = new byte[ipLength + tcpLength];
        var source = from.Address.GetAddressBytes();
        var target = to.Address.GetAddressBytes();
        if (isIpv4)
        {
            FillIpv4(packet, source, target);
        }
        else
        {
            FillIpv6(packet, source, target, tcpLength);
        }

        var tcp = packet.AsSpan(ipLength);
        BinaryPrimitives.WriteUInt16BigEndian(tcp, (ushort)from.Port);
        BinaryPrimitives.WriteUInt16BigEndian(tcp[2..], (ushort)to.Port);
        BinaryPrimitives.WriteUInt32BigEndian(tcp[4..], sequence);
        BinaryPrimitives.WriteUInt32BigEndian(tcp[8..], acknowledged);
        tcp[12] = (byte)((TcpHeader + options.Length) / 4 << 4);
        tcp[13] = (byte)flags;
        BinaryPrimitives.WriteUInt16BigEndian(tcp[14..], ushort.MaxValue);
        options.CopyTo(tcp[TcpHeader..]);
        bytes.CopyTo(tcp[(TcpHeader + options.Length)..]);
        var pseudo = Checksum.Sum(source) + Checksum.Sum(target) + Tcp + (uint)tcpLength;
        BinaryPrimitives.WriteUInt16BigEndian(tcp[16..], Checksum.Fold(pseudo + Checksum.Sum(tcp)));
        return packet;
    }

    private static void FillIpv4(Span<byte> packet, byte[] source, byte[] target)
    {
        packet[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], (ushort)packet.Length);
        packet[6] = 0x40;
        packet[8] = 64;
        packet[9] = Tcp;
        source.CopyTo(packet[12..]);
        target.CopyTo(packet[16..]);
        BinaryPrimitives.WriteUInt16BigEndian(packet[10..], Checksum.Fold(Checksum.Sum(packet[..Ipv4Header])));
    }

    private static void FillIpv6(Span<byte> packet, byte[] source, byte[] target, int length)
    {
        packet[0] = 0x60;
        BinaryPrimitives.WriteUInt16BigEndian(packet[4..], (ushort)length);
        packet[6] = Tcp;
        packet[7] = 64;
        source.CopyTo(packet[8..]);
        target.CopyTo(packet[24..]);
    }
}
