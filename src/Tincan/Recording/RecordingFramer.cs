using Tincan.Framing;

namespace Tincan.Recording;

/// <summary>Finds the messages in a recording again, by another codec than the one that it was recorded with.</summary>
/// <param name="codec">Where messages end.</param>
internal sealed class RecordingFramer(MessageCodec codec)
{
    private readonly Dictionary<int, Followed> _open = [];

    /// <summary>An event with its messages, and the remarks about them after it; remarks of the recording itself about messages are left out.</summary>
    /// <param name="happened">The next event.</param>
    public IEnumerable<WireEvent> Frame(WireEvent happened)
    {
        if (happened.Kind == WireEventKind.Note && happened.By == WireEvent.ByPage)
        {
            return [];
        }

        if (happened.Connection == 0 || happened.Kind is WireEventKind.Note or WireEventKind.Fault)
        {
            return [happened];
        }

        var followed = _open.TryGetValue(happened.Connection, out var known) ? known : _open[happened.Connection] = new Followed(codec.Follow());
        switch (happened.Kind)
        {
            case WireEventKind.Receive or WireEventKind.Send:
                return Read(happened, followed);
            case WireEventKind.Fin or WireEventKind.Rst when happened is { By: null, Fault: null }:
                return [happened, .. Remarks(happened, followed.Follower, followed.Follower?.End(happened.Direction, happened.Kind == WireEventKind.Rst) ?? [])];
            case WireEventKind.Close:
                followed.Follower?.Close();
                _open.Remove(happened.Connection);
                return [happened];
            default:
                return [happened];
        }
    }

    private static IEnumerable<WireEvent> Read(WireEvent happened, Followed followed)
    {
        ref var offset = ref happened.Direction == Direction.ToServer ? ref followed.ToServer : ref followed.ToClient;
        if (offset != happened.Offset)
        {
            // Bytes are missing, so it is unknown where messages begin.
            followed.Follower?.Close();
            followed.Follower = null;
        }

        offset = happened.Offset + happened.Bytes.Length;
        return followed.Follower?.Read(happened.Direction, happened.Bytes.Span, happened.Offset) is not { } found
            ? [happened with { Message = null, Ends = [], Names = [], Expects = null }]
            : [happened with { Message = found.First, Ends = found.Ends, Names = found.Names, Expects = found.Expects }, .. Remarks(happened, followed.Follower, found.Remarks)];
    }

    private static IEnumerable<WireEvent> Remarks(WireEvent at, IMessageFollower? follower, IReadOnlyList<string> remarks) => remarks.Select(remark => new WireEvent
    {
        Number = at.Number,
        At = at.At,
        Wall = at.Wall,
        Connection = at.Connection,
        Kind = WireEventKind.Note,
        By = follower?.RemarksBy,
        Text = remark,
    });

    private sealed class Followed(IMessageFollower follower)
    {
        public long ToServer;
        public long ToClient;

        /// <summary>Null if bytes are missing.</summary>
        public IMessageFollower? Follower { get; set; } = follower;
    }
}
