using Tincan.Recording.Drawing;

namespace Tincan.Faults;

internal sealed class SlowReaderStage(StageContext context, SlowReaderFault fault) : PointStage(context, fault)
{
    /// <summary>How often a reader with a rate reads.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(100);

    private readonly long? _perTurn = fault.Rate is { } rate ? Math.Max(1, rate / 10) : null;
    private TimeSpan? _until;
    private TimeSpan? _nextTurn;
    private long _mayRead;

    public override long Room => IsHealed ? long.MaxValue : IsBegun ? _mayRead : BytesToGo ?? long.MaxValue;

    protected override TimeSpan? OwnDue => base.OwnDue ?? (_nextTurn < _until || _until is null ? _nextTurn : _until);

    protected override void Begun(long offset)
    {
        _until = Now + fault.Hold;
        Tell(offset, $"{(fault.Rate is { } rate ? $"reads {rate} bytes/s" : "reads no more")}{(fault.Hold is { } hold ? $" for {Spell.Time(hold)}" : "")}");
        if (_perTurn is not null)
        {
            TakeTurn();
        }
    }

    protected override void Do()
    {
        if (!IsBegun)
        {
            base.Do();
        }
        else if (_until <= Now)
        {
            Tell(Context.Lane.Offset, "reads again");
            Heal();
        }
        else
        {
            TakeTurn();
        }
    }

    protected override void After(Chunk chunk)
    {
        if (_perTurn is null)
        {
            Let(chunk, Never);
            return;
        }

        _mayRead = Math.Max(0, _mayRead - chunk.Bytes.Length);
        _nextTurn ??= Now + Turn;
        Let(chunk, Now);
    }

    private void TakeTurn()
    {
        _mayRead = _perTurn!.Value;
        _nextTurn = null;
    }
}
