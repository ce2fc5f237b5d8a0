namespace Tincan.Framing;

/// <summary>Follows messages by a framer for each direction.</summary>
internal sealed class FramedFollower(IFramer toServer, IFramer toClient) : IMessageFollower
{
    private readonly MessageEnds _toServer = new(toServer);
    private readonly MessageEnds _toClient = new(toClient);

    /// <summary>What is guessed of a direction, in a sentence; null if nothing is new. Defaults to null: nothing is guessed.</summary>
    public Func<Direction, string?>? Guess { get; init; }

    public FollowedBytes Read(Direction direction, ReadOnlySpan<byte> bytes, long offset)
    {
        var (ends, other) = direction == Direction.ToServer ? (_toServer, _toClient) : (_toClient, _toServer);
        other.Answered();
        var found = ends.Find(bytes, offset);
        return new FollowedBytes(ends.First, found) { Remarks = Guess?.Invoke(direction) is { } guess ? [guess] : [] };
    }
}
