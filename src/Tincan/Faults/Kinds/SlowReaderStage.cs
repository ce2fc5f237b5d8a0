using Tincan.Faults.Stages;

namespace Tincan.Faults.Kinds;

internal sealed class SlowReaderStage(StageContext context, SlowReaderFault fault) : PointStage(context, fault)
{
    /// <summary>How much a reader with a rate reads at a time: what comes in a tenth of a second.</summary>
    private readonly long _perRead = fault.Rate is { } rate ? Math.Max(1, rate / 10) : 0;

    /// <summary>So late a timer may be. That is made up for, or a reader with a high rate would read less.</summary>
    private static readonly TimeSpan Lateness = TimeSpan.FromMilliseconds(20);

    private TimeSpan _until = Never;

    /// <summary>When a reader with a rate reads the next time, and whether somebody waits for that.</summary>
    private TimeSpan _nextRead;
    private bool _hasRead;

    public override long Room => IsHealed ? long.MaxValue : !IsBegun ? BytesToGo ?? long.MaxValue : _nextRead <= Now ? _perRead : 0;

    protected override TimeSpan OwnDue => base.OwnDue.Sooner(_until).Sooner(_hasRead ? _nextRead : Never);

    protected override void Begun(long offset)
    {
        _until = Now.Later(fault.Hold);
        Tell(offset, $"{(fault.Rate is { } rate ? $"reads {rate} bytes/s" : "reads no more")}{(fault.Hold is { } hold ? $" for {Readable.Time(hold)}" : "")}");
    }

    protected override void Do()
    {
        if (!IsBegun)
        {
            base.Do();
        }
        else if (_until <= Now)
        {
            Tell(Context.Offset, "reads again");
            Heal();
        }
        else
        {
            // There is room again, and the step in which this is done wakes who waits for it.
            _hasRead = false;
        }
    }

    protected override void After(Chunk chunk)
    {
        if (fault.Rate is null)
        {
            Let(chunk, Never);
            return;
        }

        while (chunk.Bytes.Length > _perRead)
        {
            Read(chunk.Head((int)_perRead) with { EndsSegment = true });
            chunk = chunk.Tail((int)_perRead);
        }

        Read(chunk);
    }

    private void Read(Chunk piece)
    {
        var at = Now - _nextRead < Lateness ? _nextRead : Now;
        Let(piece, at);
        _nextRead = at.Later(TimeSpan.FromTicks(piece.Bytes.Length * TimeSpan.TicksPerSecond / fault.Rate!.Value));
        _hasRead = true;
    }
}
