using Tincan.Faults.Stages;

namespace Tincan.Faults.Kinds;

internal sealed class StallStage(StageContext context, StallFault fault) : FaultStage(context)
{
    protected override void Apply(Chunk chunk)
    {
        var length = fault.AfterBytes - chunk.Within;
        if (length < 0 || length >= chunk.Bytes.Length)
        {
            Forward(chunk, Now);
            return;
        }

        if (length > 0)
        {
            Forward(chunk.Head((int)length), Now);
            chunk = chunk.Tail((int)length);
        }

        if (LastAt == Never)
        {
            Forward(chunk, Never);
            return;
        }

        // The time begins when the bytes before it go out, so that each of several messages in one read stops.
        var stopsAt = LastAt > Now ? LastAt : Now;
        Report(chunk.Offset, fault.Hold is { } hold ? $"stopped for {Readable.Time(hold)}" : "stopped");
        Forward(chunk, stopsAt.Later(fault.Hold));
    }
}
