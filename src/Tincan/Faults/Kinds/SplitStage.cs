using Tincan.Faults.Stages;

namespace Tincan.Faults.Kinds;

internal sealed class SplitStage(StageContext context, SplitFault fault) : FaultStage(context)
{
    private readonly PatternFollower? _after = fault.After is { } pattern ? new PatternFollower(pattern) : null;
    private readonly int? _every = fault is { Every: null, At: null, Inside: null, After: null } ? 1 : fault.Every;

    /// <summary>The last chunk ended at a split, so the next one waits for the gap.</summary>
    private bool _isCut;

    protected override void Apply(Chunk chunk)
    {
        var begin = 0;
        for (var end = 1; end <= chunk.Bytes.Length; end++)
        {
            if (!IsCut(chunk, end))
            {
                continue;
            }

            if (end < chunk.Bytes.Length || !chunk.EndsWrite)
            {
                Report(chunk.Offset + end, "cut here");
            }

            Follow(chunk.Head(end).Tail(begin) with { EndsWrite = true });
            _isCut = true;
            begin = end;
        }

        if (begin < chunk.Bytes.Length)
        {
            Follow(chunk.Tail(begin));
        }
    }

    protected override void Skip(Chunk chunk) => Follow(chunk);

    protected override void OnEnd(Chunk chunk)
    {
        _isCut = false;
        base.OnEnd(chunk);
    }

    private void Follow(Chunk piece)
    {
        var afterGap = LastAt.Later(fault.Gap);
        Forward(piece, _isCut && afterGap > Now ? afterGap : Now);
        _isCut = false;
    }

    /// <summary>Whether to split after this many bytes of a chunk. Call it for each byte, in order: it follows the pattern.</summary>
    private bool IsCut(Chunk chunk, int end)
    {
        var bytes = chunk.Bytes.Span;
        var within = chunk.Within + end;
        var isFound = _after?.Follows(bytes[end - 1]) == true;
        return isFound || within % _every == 0 || within == fault.At || fault.Inside switch
        {
            null => false,
            SplitInside.CrLf => bytes[end - 1] == '\r' && end < bytes.Length && bytes[end] == '\n',
            SplitInside.Utf8 => bytes[end - 1] is >= 0xC2 and <= 0xF4,
            _ => within == 1 && Context.HeaderSize > 1,
        };
    }
}
