using Tincan.Faults.Stages;

namespace Tincan.Faults.Kinds;

/// <summary>Counts bytes and messages up to the point where a fault of a connection begins.</summary>
internal abstract class PointStage(StageContext context, PointFault fault) : FaultStage(context)
{
    private readonly bool _isAtOnce = fault is { AfterBytes: 0 } or { AfterMessages: 0 } or { AfterBytes: null, AfterMessages: null };
    private long _bytes;
    private int _messages;
    private bool _waitsForTime;

    protected bool HasBegun { get; private set; }

    protected override TimeSpan OwnDue => _waitsForTime ? FaultTrigger.BeginsAt : Never;

    /// <summary>How many more bytes may arrive before it begins; null if unknown or begun.</summary>
    protected long? BytesToGo => HasBegun || !FaultTrigger.IsOpen || fault.AfterBytes is not { } bytes ? null : bytes - _bytes;

    public override void Open()
    {
        _waitsForTime = _isAtOnce && FaultTrigger.IsOpen;
        if (_waitsForTime && FaultTrigger.BeginsAt <= Now)
        {
            OnDue();
        }
    }

    protected override void OnDue() => Begin(Context.Offset);

    protected override void Apply(Chunk chunk)
    {
        if (HasBegun)
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
        Forward(chunk.Head(length), Now);
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

    protected override void Skip(Chunk chunk)
    {
        if (HasBegun)
        {
            After(chunk);
        }
        else
        {
            base.Skip(chunk);
        }
    }

    /// <summary>Called once, at the point where it begins.</summary>
    protected abstract void OnBegin(long offset);

    /// <summary>Called with the bytes after that point.</summary>
    protected abstract void After(Chunk chunk);

    private void Begin(long offset)
    {
        HasBegun = true;
        _waitsForTime = false;
        FaultTrigger.Begin();
        OnBegin(offset);
    }
}
