using Tincan.Faults.Stages;

namespace Tincan.Faults.Kinds;

/// <summary>Ends a direction or the connection early: half-close, close-after, reset-after.</summary>
internal sealed class EndingStage(StageContext context, PointFault fault) : PointStage(context, fault)
{
    private bool _hasReportedAll;

    protected override void OnBegin(long offset)
    {
        // If another fault has already ended the connection, this one does nothing, and reports nothing.
        _hasReportedAll = Context.IsClosed;
        if (_hasReportedAll)
        {
            return;
        }

        var (kind, text) = Context.Fault switch
        {
            HalfCloseFault => (ChunkKind.Fin, "finished here (FIN)"),
            CloseAfterFault => (ChunkKind.Close, "closed here"),
            _ => (ChunkKind.Reset, "reset here (RST)"),
        };
        Report(offset, text);
        var error = new WireException(CloseReason.Fault, $"the connection was {text.Replace(" here", " on purpose", StringComparison.Ordinal)}");
        Forward(new Chunk { Kind = kind, Offset = offset, Error = error, Fault = Context.Fault.Name }, Now);
    }

    protected override void After(Chunk chunk)
    {
        if (!_hasReportedAll)
        {
            _hasReportedAll = true;
            Report(chunk.Offset, "what comes from here on is thrown away");
        }
    }

    protected override void OnEnd(Chunk chunk)
    {
        if (!HasBegun || chunk.Kind != ChunkKind.Fin)
        {
            base.OnEnd(chunk);
        }
    }
}
