using Tincan.Faults.Stages;

namespace Tincan.Faults.Kinds;

internal sealed class CoalesceStage(StageContext context, CoalesceFault fault) : FaultStage(context)
{
    /// <summary>More than this is not held, whatever was asked for: it would fill the window.</summary>
    private const int MaxHeld = StageContext.Limit / 2;

    /// <summary>When what is held is let go whatever comes; never, while nothing is held.</summary>
    private TimeSpan _until = Never;
    private long _offset;
    private int _messages;

    protected override TimeSpan OwnDue => _until;

    public override void Heal()
    {
        Release("healed");
        base.Heal();
    }

    protected override void Met(Chunk chunk)
    {
        if (!HoldsAnything)
        {
            _until = Now.Later(fault.Hold);
            _offset = chunk.Offset;
        }

        Let(chunk with { EndsSegment = false }, Never);
        _messages += chunk.EndsMessage ? 1 : 0;
        if (_messages >= fault.Group || Weight > MaxHeld)
        {
            Release("coalesced together");
        }
    }

    protected override void Missed(Chunk chunk)
    {
        Release("not held any longer");
        base.Missed(chunk);
    }

    protected override void Ended(Chunk chunk)
    {
        Release("not held any longer");
        base.Ended(chunk);
    }

    protected override void Do() => Release($"held {Readable.Time(fault.Hold)}");

    private void Release(string why)
    {
        var held = TakeBack();
        if (held.Count > 0)
        {
            Tell(_offset, $"{Readable.Count(held.Sum(static chunk => chunk.Bytes.Length), "byte")} {why}");
        }

        for (var i = 0; i < held.Count; i++)
        {
            Let(held[i] with { EndsSegment = i == held.Count - 1 }, Now);
        }

        _until = Never;
        _messages = 0;
    }
}
