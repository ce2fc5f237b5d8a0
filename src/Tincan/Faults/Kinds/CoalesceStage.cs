using Tincan.Faults.Stages;

namespace Tincan.Faults.Kinds;

internal sealed class CoalesceStage(StageContext context, CoalesceFault fault) : FaultStage(context)
{
    /// <summary>The most it holds, in bytes of weight; holding more would fill the direction's limit.</summary>
    private const int MaxHeld = StageContext.Limit / 2;

    /// <summary>When what is held is released in any case; never, if nothing is held.</summary>
    private TimeSpan _until = Never;
    private long _offset;
    private int _messages;

    protected override TimeSpan OwnDue => _until;

    public override void Heal()
    {
        Release("healed");
        base.Heal();
    }

    protected override void Apply(Chunk chunk)
    {
        if (!HoldsAnything)
        {
            _until = Now.Later(fault.Hold);
            _offset = chunk.Offset;
        }

        Forward(chunk with { EndsWrite = false }, Never);
        _messages += chunk.EndsMessage ? 1 : 0;
        if (_messages >= fault.Group || Weight > MaxHeld)
        {
            Release("coalesced together");
        }
    }

    protected override void Skip(Chunk chunk)
    {
        Release("not held any longer");
        base.Skip(chunk);
    }

    protected override void OnEnd(Chunk chunk)
    {
        Release("not held any longer");
        base.OnEnd(chunk);
    }

    protected override void OnDue() => Release($"held {Readable.Time(fault.Hold)}");

    private void Release(string why)
    {
        var held = TakeHeld();
        if (held.Count > 0)
        {
            Report(_offset, $"{Readable.Count(held.Sum(static chunk => chunk.Bytes.Length), "byte")} {why}");
        }

        for (var i = 0; i < held.Count; i++)
        {
            Forward(held[i] with { EndsWrite = i == held.Count - 1 }, Now);
        }

        _until = Never;
        _messages = 0;
    }
}
