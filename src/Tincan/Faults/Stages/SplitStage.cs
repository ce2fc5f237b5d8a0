namespace Tincan.Faults;

internal sealed class SplitStage : FaultStage
{
    private readonly SplitFault _fault;
    private readonly PatternFollower? _after;
    private readonly int? _every;

    /// <summary>The last thing let go ends with a cut, so what follows comes after the gap.</summary>
    private bool _isCut;

    public SplitStage(StageContext context, SplitFault fault)
        : base(context)
    {
        _fault = fault;
        _after = fault.After is { } pattern ? new PatternFollower(pattern) : null;
        _every = fault is { Every: null, At: null, Inside: null, After: null } ? 1 : fault.Every;
    }

    protected override void Met(Chunk chunk)
    {
        while (FirstCut(chunk) is { } length)
        {
            if (length < chunk.Bytes.Length || !chunk.EndsSegment)
            {
                Tell(chunk.Offset + length, "cut here");
            }

            Follow(chunk.Head(length) with { EndsSegment = true });
            _isCut = true;
            if (length == chunk.Bytes.Length)
            {
                return;
            }

            chunk = chunk.Tail(length);
        }

        Follow(chunk);
    }

    protected override void Missed(Chunk chunk) => Follow(chunk);

    protected override void Ended(Chunk chunk)
    {
        _isCut = false;
        base.Ended(chunk);
    }

    private void Follow(Chunk piece)
    {
        Let(piece, _isCut && LastAt + _fault.Gap is var next && next > Now ? next : Now);
        _isCut = false;
    }

    /// <summary>How many bytes stand before the first cut.</summary>
    private int? FirstCut(Chunk chunk)
    {
        var bytes = chunk.Bytes.Span;
        var within = chunk.Within;
        int? first = _after?.Follow(bytes) is { } after and > 0 ? after : null;
        if (_every is { } every)
        {
            first = Earlier(first, every - (within % every), bytes.Length);
        }

        if (_fault.At is { } at && at > within)
        {
            first = Earlier(first, at - within, bytes.Length);
        }

        return _fault.Inside is { } inside ? Earlier(first, Inside(inside, bytes, within), bytes.Length) : first;
    }

    private int Inside(SplitInside inside, ReadOnlySpan<byte> bytes, long within) => inside switch
    {
        SplitInside.CrLf => bytes.IndexOf("\r\n"u8) + 1,
        SplitInside.Utf8 => bytes.IndexOfAnyInRange((byte)0xC2, (byte)0xF4) + 1,
        _ => within == 0 && Context.Lane.Codec.HeaderSize > 1 ? 1 : 0,
    };

    private static int? Earlier(int? first, long cut, int length) =>
        cut <= 0 || cut > length || first < cut ? first : (int)cut;
}
