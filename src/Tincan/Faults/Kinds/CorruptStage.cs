using Tincan.Faults.Stages;

namespace Tincan.Faults.Kinds;

internal sealed class CorruptStage(StageContext context, CorruptFault fault) : FaultStage(context)
{
    protected override void Apply(Chunk chunk)
    {
        var bytes = chunk.Bytes.ToArray();
        for (var i = 0; i < bytes.Length; i++)
        {
            if (Instead(bytes[i], chunk.Within + i) is { } other && other != bytes[i])
            {
                Report(chunk.Offset + i, $"{bytes[i]:X2} became {other:X2}");
                bytes[i] = other;
            }
        }

        Forward(chunk with { Bytes = bytes }, Now);
    }

    private byte? Instead(byte original, long within)
    {
        if (fault.At is { } at)
        {
            var position = within - at;
            return position < 0 || position >= (fault.With?.Bytes.Length ?? 1) ? null
                : fault.With is { } with ? with.Bytes[(int)position]
                : Other(original);
        }

        return Context.Chance.Below(fault.Every) > 0 ? null : fault.With?.Bytes[0] ?? Other(original);
    }

    private byte Other(byte original) => (byte)(original ^ (1 + Context.Chance.Below(byte.MaxValue)));
}
