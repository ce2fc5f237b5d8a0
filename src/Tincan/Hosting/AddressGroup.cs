using System.Buffers.Binary;
using System.Net.Sockets;

namespace Tincan.Hosting;

/// <summary>
/// What the limits per address count as one client: an IPv4 address, or an IPv6 /64, the smallest prefix that a subscriber gets (RFC 6177).
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct AddressGroup(ulong Prefix, bool IsIPv6)
{
    /// <summary>The group of a client; null if it has no address, as on a Unix socket.</summary>
    public static AddressGroup? Of(EndPoint client)
    {
        if (client is not IPEndPoint { Address: var address })
        {
            return null;
        }

        Span<byte> bytes = stackalloc byte[16];
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        address.TryWriteBytes(bytes, out _);
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? new(BinaryPrimitives.ReadUInt64BigEndian(bytes), IsIPv6: true)
            : new(BinaryPrimitives.ReadUInt32BigEndian(bytes), IsIPv6: false);
    }
}
