using Tincan.Faults.Stages;

namespace Tincan.Faults.Kinds;

internal sealed class StallStage(StageContext context, StallFault fault) : FaultStage(context)
{
    protected override void Met(Chunk chunk)
    {
        var length = fault.AfterBytes - chunk.Within;
        if (length < 0 || length >= chunk.Bytes.Length)
        {
            Let(chunk, Now);
            return;
        }

        if (length > 0)
        {
            Let(chunk.Head((int)length), Now);
            chunk = chunk.Tail((int)length);
        }

        if (LastAt == Never)
        {
            Let(chunk, Never);
            return;
        }

        // The time counts from when what stands before it goes out: each message stops, also where many came at once.
        var stopsAt = LastAt > Now ? LastAt : Now;
        Tell(chunk.Offset, fault.Hold is { } hold ? $"stopped for {Readable.Time(hold)}" : "stopped");
        Let(chunk, stopsAt.Later(fault.Hold));
    }
}
