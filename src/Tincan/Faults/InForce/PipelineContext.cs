using Tincan.Faults.Stages;

namespace Tincan.Faults.InForce;

/// <summary>What a stage can see of its pipeline.</summary>
/// <param name="pipeline">The pipeline.</param>
/// <param name="entry">The fault in force.</param>
/// <param name="isConnectionChosen">For a fault of connections: whether probability and count selected this one.</param>
/// <param name="chance">The random numbers of this fault in this direction of this connection.</param>
internal sealed class PipelineContext(DirectionPipeline pipeline, FaultEntry entry, bool isConnectionChosen, Chance chance) : StageContext
{
    public override Fault Fault => entry.Fault;

    public override int Number => entry.Number;

    public override int Position => entry.Position;

    public override TimeSpan HealsAt => entry.HealsAt;

    public override bool IsConnectionChosen => isConnectionChosen;

    public override Chance Chance => chance;

    public override int Connection => pipeline.Connection.Number;

    public override TimeSpan OpenedAt => pipeline.Connection.OpenedAt;

    public override TimeSpan Now => pipeline.Connection.Now;

    public override TimeSpan? QuestionAt => pipeline.Connection.Opposite(pipeline).LastArrival;

    public override long Offset => pipeline.Offset;

    public override int HeaderSize => pipeline.Codec.HeaderSize;

    public override bool IsClosed => pipeline.Output.IsClosed;

    public override void Step(Action action) => pipeline.Connection.Step(action);

    public override void Flush() => pipeline.Output.Flush();

    public override void Report(long offset, string text) => pipeline.Connection.Report(new FaultEvent(Now, Connection, pipeline.Direction, Fault.Name, offset, text));
}
