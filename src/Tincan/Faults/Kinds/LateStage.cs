using Tincan.Faults.Stages;

namespace Tincan.Faults.Kinds;

internal sealed class LateStage(StageContext context, LateFault fault) : FaultStage(context)
{
    protected override void Apply(Chunk chunk)
    {
        var at = Forward(chunk, (Context.QuestionAt ?? Context.OpenedAt).Later(fault.By));
        if (at > Now)
        {
            Report(chunk.Offset, $"held until {Readable.Time(fault.By)} after the question");
        }
    }
}
