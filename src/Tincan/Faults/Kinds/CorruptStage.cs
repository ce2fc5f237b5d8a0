using Tincan.Faults.Stages;

namespace Tincan.Faults.Kinds;

internal sealed class CorruptStage(StageContext context, CorruptFault fault) : FaultStage(context)
{
    protected override void Met(Chunk chunk)
    {
        var bytes = chunk.Bytes.ToArray();
        for (var i = 0; i < bytes.Length; i++)
        {
            if (Instead(bytes[i], chunk.Within + i) is { } other && other != bytes[i])
            {
                Tell(chunk.Offset + i, $"{bytes[i]:X2} became {other:X2}");
                bytes[i] = other;
            }
        }

        Let(chunk with { Bytes = bytes }, Now);
    }

    private byte? Instead(byte original, long within)
    {
        if (fault.At is { } at)
        {
            var place = within - at;
            if (place < 0 || place >= (fault.With?.Bytes.Length ?? 1))
            {
                return null;
            }

            return fault.With is { } with ? with.Bytes[(int)place] : Other(original);
        }

        return Context.Chance.Below(fault.Every) > 0 ? null : fault.With?.Bytes[0] ?? Other(original);
    }

    private byte Other(byte original) => (byte)(original ^ (1 + Context.Chance.Below(byte.MaxValue)));
}
