using Tincan.Faults.Stages;

namespace Tincan.Faults.Kinds;

internal sealed class LateStage(StageContext context, LateFault fault) : FaultStage(context)
{
    protected override void Met(Chunk chunk)
    {
        var at = Let(chunk, (Context.QuestionAt ?? Context.OpenedAt).Later(fault.By));
        if (at > Now)
        {
            Tell(chunk.Offset, $"held until {Readable.Time(fault.By)} after the question");
        }
    }
}
