using Tincan.Wires;

namespace Tincan.Framing;

/// <summary>Follows messages by a framer for each direction.</summary>
internal sealed class FramedFollower(MessageCodec codec) : IMessageFollower
{
    private readonly MessageEnds _toServer = new(codec.ToServer());
    private readonly MessageEnds _toClient = new(codec.ToClient());

    public FollowedBytes Read(Direction direction, ReadOnlySpan<byte> bytes, long offset)
    {
        var (ends, other) = direction == Direction.ToServer ? (_toServer, _toClient) : (_toClient, _toServer);
        other.Answered();
        var found = ends.Find(bytes, offset);
        return new FollowedBytes(ends.First, found);
    }
}
