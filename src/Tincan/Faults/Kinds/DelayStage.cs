using Tincan.Faults.Stages;

namespace Tincan.Faults.Kinds;

internal sealed class DelayStage(StageContext context, DelayFault fault) : FaultStage(context)
{
    /// <summary>In milliseconds: more than any sensible delay, and less than a TimeSpan can hold.</summary>
    private const double Longest = 1e14;

    private int _message;
    private TimeSpan _delay = fault.By;

    protected override void Apply(Chunk chunk)
    {
        if (chunk.Message != _message)
        {
            _message = chunk.Message;
            _delay = Draw();
        }

        var at = Forward(chunk, Now.Later(_delay));
        if (at > Now)
        {
            Report(chunk.Offset, at == Never ? "held" : $"held {Readable.Time(at - Now)}");
        }
    }

    protected override void OnEnd(Chunk chunk) => End(chunk, FaultTrigger.Applies ? Now.Later(_delay) : Now);

    private TimeSpan Draw()
    {
        if (fault.Jitter == TimeSpan.Zero)
        {
            return fault.By;
        }

        var jitters = fault.Distribution switch
        {
            JitterDistribution.Normal => Context.Chance.NextNormal(),
            JitterDistribution.Pareto => Math.Pow(1 - Context.Chance.NextDouble(), -1 / 3.0) - 1,
            _ => (2 * Context.Chance.NextDouble()) - 1,
        };
        var difference = TimeSpan.FromMilliseconds(Math.Round(Math.Clamp(fault.Jitter.TotalMilliseconds * jitters, -Longest, Longest)));
        return TimeSpan.Zero.Later(fault.By).Later(difference);
    }
}
