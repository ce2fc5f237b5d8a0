namespace Tincan.Faults;

/// <summary>A sequence of bytes to look for in a stream.</summary>
internal sealed class BytePattern : IEquatable<BytePattern>
{
    private readonly byte[] _bytes;

    /// <summary>Makes a pattern of these bytes.</summary>
    /// <param name="bytes">At least one; they are copied.</param>
    public BytePattern(ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfZero(bytes.Length, nameof(bytes));
        _bytes = bytes.ToArray();
    }

    /// <summary>The bytes.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    public bool Equals(BytePattern? other) => other is not null && Bytes.SequenceEqual(other.Bytes);

    public override bool Equals(object? obj) => Equals(obj as BytePattern);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(_bytes);
        return hash.ToHashCode();
    }

    public override string ToString() => Escape.ForTerminal(_bytes);
}
