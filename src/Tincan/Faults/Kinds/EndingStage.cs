using Tincan.Faults.Stages;
using Tincan.Wires;

namespace Tincan.Faults.Kinds;

/// <summary>Ends a direction or the connection early: half-close, close-after, reset-after.</summary>
internal sealed class EndingStage(StageContext context, PointFault fault) : PointStage(context, fault)
{
    /// <summary>There is nothing more to tell.</summary>
    private bool _hasToldAll;

    protected override void Begun(long offset)
    {
        // Another fault has ended the connection before.
        _hasToldAll = Context.IsClosed;
        if (_hasToldAll)
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
        var error = new WireException(CloseReason.Fault, $"the connection was {text.Replace(" here", " on purpose", StringComparison.Ordinal)}");
        Let(new Chunk { Kind = kind, Offset = offset, Error = error, Fault = Context.Fault.Name }, Now);
    }

    protected override void After(Chunk chunk)
    {
        if (!_hasToldAll)
        {
            _hasToldAll = true;
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
