using Tincan.Recording.Drawing;

namespace Tincan.Faults;

internal sealed class DelayStage(StageContext context, DelayFault fault) : FaultStage(context)
{
    private int _message;
    private TimeSpan _delay = fault.By;

    protected override void Met(Chunk chunk)
    {
        if (chunk.Message != _message)
        {
            _message = chunk.Message;
            _delay = Draw();
        }

        if (_delay > TimeSpan.Zero)
        {
            Tell(chunk.Offset, $"held {Spell.Time(Let(chunk, Now + _delay) - Now)}");
        }
        else
        {
            Let(chunk, Now);
        }
    }

    protected override void Ended(Chunk chunk)
    {
        if (Gate.IsMet)
        {
            Let(chunk, Now + _delay);
        }
        else
        {
            base.Ended(chunk);
        }
    }

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
        var delay = fault.By + TimeSpan.FromMilliseconds(Math.Round((fault.Jitter * jitters).TotalMilliseconds));
        return delay > TimeSpan.Zero ? delay : TimeSpan.Zero;
    }
}
