using Tincan.Faults.Stages;

namespace Tincan.Faults.InForce;

/// <summary>What a stage knows of its direction.</summary>
/// <param name="lane">The direction.</param>
/// <param name="entry">The fault, as it is in force.</param>
/// <param name="isConnectionChosen">For a fault of connections: whether chance and count chose this one.</param>
/// <param name="chance">The chance of this fault in this direction of this connection.</param>
internal sealed class PipelineContext(DirectionPipeline lane, FaultEntry entry, bool isConnectionChosen, Chance chance) : StageContext
{
    public override Fault Fault => entry.Fault;

    public override int Number => entry.Number;

    public override int Place => entry.Place;

    public override TimeSpan HealsAt => entry.HealsAt;

    public override bool IsConnectionChosen => isConnectionChosen;

    public override Chance Chance => chance;

    public override int Connection => lane.Connection.Number;

    public override TimeSpan OpenedAt => lane.Connection.OpenedAt;

    public override TimeSpan Now => lane.Connection.Now;

    public override TimeSpan? QuestionAt => lane.Connection.OtherThan(lane).LastArrival;

    public override long Offset => lane.Offset;

    public override int HeaderSize => lane.Codec.HeaderSize;

    public override bool IsClosed => lane.Outlet.IsClosed;

    public override void Step(Action action) => lane.Connection.Step(action);

    public override void Flush() => lane.Outlet.Flush();

    public override void Tell(long offset, string text) => lane.Connection.Tell(new FaultEvent(Now, Connection, lane.Direction, Fault.Name, offset, text));
}
