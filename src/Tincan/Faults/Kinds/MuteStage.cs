using Tincan.Faults.Stages;

namespace Tincan.Faults.Kinds;

internal sealed class MuteStage(StageContext context) : FaultStage(context)
{
    protected override void Met(Chunk chunk) => Tell(chunk.Offset, $"{Readable.Count(chunk.Bytes.Length, "byte")} swallowed");

    protected override void Ended(Chunk chunk) => End(chunk, chunk.Kind == ChunkKind.Fin && FaultTrigger.IsMet ? Never : Now);
}
