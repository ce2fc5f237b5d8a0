using Tincan.Faults.Stages;

namespace Tincan.Faults.Kinds;

internal sealed class DelayStage(StageContext context, DelayFault fault) : FaultStage(context)
{
    /// <summary>More milliseconds than any delay, and fewer than a time span has room for.</summary>
    private const double Longest = 1e14;

    private int _message;
    private TimeSpan _delay = fault.By;

    protected override void Met(Chunk chunk)
    {
        if (chunk.Message != _message)
        {
            _message = chunk.Message;
            _delay = Draw();
        }

        var at = Let(chunk, Now.Later(_delay));
        if (at > Now)
        {
            Tell(chunk.Offset, at == Never ? "held" : $"held {Readable.Time(at - Now)}");
        }
    }

    protected override void Ended(Chunk chunk) => End(chunk, FaultTrigger.IsMet ? Now.Later(_delay) : Now);

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
