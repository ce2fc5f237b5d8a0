using Tincan.Faults.Stages;

namespace Tincan.Faults.Kinds;

/// <summary>Counts to the place at which a fault of a connection begins.</summary>
internal abstract class PointStage(StageContext context, PointFault fault) : FaultStage(context)
{
    private readonly bool _isAtOnce = fault is { AfterBytes: 0 } or { AfterMessages: 0 } or { AfterBytes: null, AfterMessages: null };
    private long _bytes;
    private int _messages;
    private bool _waitsForTime;

    /// <summary>It has begun.</summary>
    protected bool IsBegun { get; private set; }

    protected override TimeSpan OwnDue => _waitsForTime ? FaultTrigger.BeginsAt : Never;

    /// <summary>How many bytes may come before it begins, if that is known.</summary>
    protected long? BytesToGo => IsBegun || !FaultTrigger.IsOpen || fault.AfterBytes is not { } bytes ? null : bytes - _bytes;

    public override void Open()
    {
        _waitsForTime = _isAtOnce && FaultTrigger.IsOpen;
        if (_waitsForTime && FaultTrigger.BeginsAt <= Now)
        {
            Do();
        }
    }

    protected override void Do() => Begin(Context.Offset);

    protected override void Met(Chunk chunk)
    {
        if (IsBegun)
        {
            After(chunk);
            return;
        }

        if (_isAtOnce)
        {
            Begin(chunk.Offset);
            After(chunk);
            return;
        }

        var length = (int)Math.Min(chunk.Bytes.Length, fault.AfterBytes - _bytes ?? long.MaxValue);
        Let(chunk.Head(length), Now);
        _bytes += length;
        _messages += chunk.EndsMessage && length == chunk.Bytes.Length ? 1 : 0;
        if (_bytes == fault.AfterBytes || _messages == fault.AfterMessages)
        {
            Begin(chunk.Offset + length);
        }

        if (length < chunk.Bytes.Length)
        {
            After(chunk.Tail(length));
        }
    }

    protected override void Missed(Chunk chunk)
    {
        if (IsBegun)
        {
            After(chunk);
        }
        else
        {
            base.Missed(chunk);
        }
    }

    /// <summary>It begins here.</summary>
    protected abstract void Begun(long offset);

    /// <summary>Bytes that come after that.</summary>
    protected abstract void After(Chunk chunk);

    private void Begin(long offset)
    {
        IsBegun = true;
        _waitsForTime = false;
        FaultTrigger.Begin();
        Begun(offset);
    }
}
