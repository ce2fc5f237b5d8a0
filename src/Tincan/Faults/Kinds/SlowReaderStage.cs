using Tincan.Faults.Stages;

namespace Tincan.Faults.Kinds;

internal sealed class SlowReaderStage(StageContext context, SlowReaderFault fault) : PointStage(context, fault)
{
    /// <summary>How many bytes a reader with a rate reads at a time: a tenth of a second's.</summary>
    private readonly long _perRead = fault.Rate is { } rate ? Math.Max(1, rate / 10) : 0;

    /// <summary>How late a timer may be and still be made up for. Otherwise a high rate would never be reached.</summary>
    private static readonly TimeSpan Lateness = TimeSpan.FromMilliseconds(20);

    private TimeSpan _until = Never;

    /// <summary>When a reader with a rate reads next; <see cref="_hasRead"/> says whether a receive waits for that.</summary>
    private TimeSpan _nextRead;
    private bool _hasRead;

    public override long Room => IsHealed ? long.MaxValue : !HasBegun ? BytesToGo ?? long.MaxValue : _nextRead <= Now ? _perRead : 0;

    protected override TimeSpan OwnDue => base.OwnDue.Sooner(_until).Sooner(_hasRead ? _nextRead : Never);

    protected override void OnBegin(long offset)
    {
        _until = Now.Later(fault.Hold);
        Report(offset, $"{(fault.Rate is { } rate ? $"reads {rate} bytes/s" : "reads no more")}{(fault.Hold is { } hold ? $" for {Readable.Time(hold)}" : "")}");
    }

    protected override void OnDue()
    {
        if (!HasBegun)
        {
            base.OnDue();
        }
        else if (_until <= Now)
        {
            Report(Context.Offset, "reads again");
            Heal();
        }
        else
        {
            // There is room again. The step that runs this wakes the waiters.
            _hasRead = false;
        }
    }

    protected override void After(Chunk chunk)
    {
        if (fault.Rate is null)
        {
            Forward(chunk, Never);
            return;
        }

        while (chunk.Bytes.Length > _perRead)
        {
            Read(chunk.Head((int)_perRead) with { EndsWrite = true });
            chunk = chunk.Tail((int)_perRead);
        }

        Read(chunk);
    }

    private void Read(Chunk piece)
    {
        var at = Now - _nextRead < Lateness ? _nextRead : Now;
        Forward(piece, at);
        _nextRead = at.Later(TimeSpan.FromTicks(piece.Bytes.Length * TimeSpan.TicksPerSecond / fault.Rate!.Value));
        _hasRead = true;
    }
}
