using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Tincan.Hosting;

/// <summary>
/// Whom the limits per address take for one client: an IPv4 address, or a /64 of IPv6, which is what one subscriber has at the least
/// (RFC 6177) and can choose any address of.
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
