namespace Tincan.Framing;

/// <summary>Follows the messages of one connection, for viewers: where they end, what they are called, and where they leave their protocol.</summary>
public interface IMessageFollower
{
    /// <summary>What makes its remarks, as in the <c>by</c> of a recording. Defaults to null: the observer.</summary>
    string? RemarksBy => null;

    /// <summary>Follows the bytes of one read or write. Calls come in the order in which the bytes were sent.</summary>
    /// <param name="direction">Their direction.</param>
    /// <param name="bytes">The bytes.</param>
    /// <param name="offset">Their offset in this direction.</param>
    FollowedBytes Read(Direction direction, ReadOnlySpan<byte> bytes, long offset);

    /// <summary>Follows the end of a direction.</summary>
    /// <param name="direction">The direction.</param>
    /// <param name="isReset">RST, which ends the other direction too; otherwise FIN.</param>
    /// <returns>Remarks about it.</returns>
    IReadOnlyList<string> End(Direction direction, bool isReset) => [];

    /// <summary>The connection is closed; nothing more comes.</summary>
    void Close()
    {
    }
}

/// <summary>What a read or write holds.</summary>
/// <param name="First">The number of the message that its first byte belongs to, from 0 in each direction.</param>
/// <param name="Ends">The offsets in the direction at which messages end in it.</param>
public readonly record struct FollowedBytes(int First, IReadOnlyList<long> Ends)
{
    /// <summary>What the messages that end in it are called, in the order of the ends; empty if they have no names.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>What the server must send next, in words; empty if nothing. Defaults to null: unknown.</summary>
    public string? Expects { get; init; }

    /// <summary>Remarks about it.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];
}
