using Tincan.Faults.Stages;

namespace Tincan.Faults.Kinds;

internal sealed class MuteStage(StageContext context) : FaultStage(context)
{
    protected override void Apply(Chunk chunk) => Report(chunk.Offset, $"{Readable.Count(chunk.Bytes.Length, "byte")} swallowed");

    protected override void OnEnd(Chunk chunk) => End(chunk, chunk.Kind == ChunkKind.Fin && FaultTrigger.Applies ? Never : Now);
}
