using Tincan.Wires;

namespace Tincan.Faults;

/// <summary>Ends a direction or the connection early: half-close, close-after, reset-after.</summary>
internal sealed class EndingStage(StageContext context, PointFault fault) : PointStage(context, fault)
{
    private bool _hasThrownAway;

    /// <summary>Another fault has ended the connection before.</summary>
    private bool _isTooLate;

    protected override void Begun(long offset)
    {
        _isTooLate = Context.Lane.IsClosed;
        if (_isTooLate)
        {
            return;
        }

        var (kind, text) = Context.Fault switch
        {
            HalfCloseFault => (ChunkKind.Fin, "finished here (FIN)"),
            CloseAfterFault => (ChunkKind.Close, "closed here"),
            _ => (ChunkKind.Reset, "reset here (RST)"),
        };
        Tell(offset, text);
        var error = new WireException(CloseReason.Aborted, $"the connection was {text.Replace(" here", " on purpose", StringComparison.Ordinal)}");
        Let(new Chunk { Kind = kind, Offset = offset, Error = error }, Now);
    }

    protected override void After(Chunk chunk)
    {
        if (!_hasThrownAway && !_isTooLate)
        {
            _hasThrownAway = true;
            Tell(chunk.Offset, "what comes from here on is thrown away");
        }
    }

    protected override void Ended(Chunk chunk)
    {
        if (!IsBegun || chunk.Kind != ChunkKind.Fin)
        {
            base.Ended(chunk);
        }
    }
}
