using System.Buffers.Binary;

namespace Tincan.Drawing.Pcapng;

/// <summary>The blocks of a capture file (draft-ietf-opsawg-pcapng): a section, one interface of raw IP, packets.</summary>
internal sealed class PcapngFile(Stream output)
{
    private const uint SectionHeader = 0x0A0D0D0A;
    private const uint InterfaceDescription = 1;
    private const uint EnhancedPacket = 6;
    private const ushort RawIp = 101;
    private const ushort TimeResolution = 9;
    private const byte Nanoseconds = 9;

    public void WriteHeader()
    {
        var section = new byte[16];
        BinaryPrimitives.WriteUInt32LittleEndian(section, 0x1A2B3C4D);
        BinaryPrimitives.WriteUInt16LittleEndian(section.AsSpan(4), 1);
        section.AsSpan(8).Fill(0xFF);
        WriteBlock(SectionHeader, section);

        var description = new byte[20];
        BinaryPrimitives.WriteUInt16LittleEndian(description, RawIp);
        BinaryPrimitives.WriteUInt16LittleEndian(description.AsSpan(8), TimeResolution);
        BinaryPrimitives.WriteUInt16LittleEndian(description.AsSpan(10), 1);
        description[12] = Nanoseconds;
        WriteBlock(InterfaceDescription, description);
    }

    /// <summary>Writes an IP packet.</summary>
    public void WritePacket(DateTimeOffset at, ReadOnlySpan<byte> packet)
    {
        var time = (ulong)(at - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;
        var block = new byte[20 + packet.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(block.AsSpan(4), (uint)(time >> 32));
        BinaryPrimitives.WriteUInt32LittleEndian(block.AsSpan(8), (uint)time);
        BinaryPrimitives.WriteUInt32LittleEndian(block.AsSpan(12), (uint)packet.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(block.AsSpan(16), (uint)packet.Length);
        packet.CopyTo(block.AsSpan(20));
        WriteBlock(EnhancedPacket, block);
    }

    /// <summary>Writes a block: type, length, body padded to 32 bits, length.</summary>
    private void WriteBlock(uint kind, ReadOnlySpan<byte> body)
    {
        var padded = (body.Length + 3) & ~3;
        var block = new byte[12 + padded];
        BinaryPrimitives.WriteUInt32LittleEndian(block, kind);
        BinaryPrimitives.WriteUInt32LittleEndian(block.AsSpan(4), (uint)block.Length);
        body.CopyTo(block.AsSpan(8));
        BinaryPrimitives.WriteUInt32LittleEndian(block.AsSpan(8 + padded), (uint)block.Length);
        output.Write(block);
    }
}
