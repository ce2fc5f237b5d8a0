using Tincan.Faults.Stages;

namespace Tincan.Faults.Kinds;

internal sealed class ThrottleStage(StageContext context, ThrottleFault fault) : FaultStage(context)
{
    private readonly int _piece = (int)Math.Clamp(fault.Rate / 100, 1, int.MaxValue);
    private TimeSpan _free;

    protected override void Apply(Chunk chunk)
    {
        if (_free <= Now)
        {
            _free = Now;
            Report(chunk.Offset, $"slowed to {fault.Rate} bytes/s");
        }

        while (chunk.Bytes.Length > _piece)
        {
            Slow(chunk.Head(_piece) with { EndsWrite = true });
            chunk = chunk.Tail(_piece);
        }

        Slow(chunk);
    }

    private void Slow(Chunk piece)
    {
        Forward(piece, _free);
        _free += TimeSpan.FromTicks(piece.Bytes.Length * TimeSpan.TicksPerSecond / fault.Rate);
    }
}
