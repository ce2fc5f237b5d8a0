namespace Tincan.Faults;

/// <summary>What a stage knows of the connection that it disturbs.</summary>
/// <param name="lane">The direction.</param>
/// <param name="entry">The fault, as it is in force.</param>
/// <param name="isConnectionChosen">For a fault of connections: whether chance and count chose this one.</param>
/// <param name="chance">The chance of this fault in this direction of this connection.</param>
internal sealed class StageContext(FaultLane lane, FaultEntry entry, bool isConnectionChosen, Chance chance)
{
    public Fault Fault => entry.Fault;

    public FaultEntry Entry => entry;

    public FaultLane Lane => lane;

    public bool IsConnectionChosen => isConnectionChosen;

    public Chance Chance => chance;

    public int Connection => lane.Link.Number;

    public TimeSpan OpenedAt => lane.Link.OpenedAt;

    public TimeSpan Now => lane.Link.Now;

    /// <summary>When the last thing came in the other direction; null if nothing has.</summary>
    public TimeSpan? QuestionAt => lane.Link.OtherThan(lane).LastArrival;

    /// <summary>Tells what was done.</summary>
    /// <param name="offset">How many bytes of the direction were let pass before that place.</param>
    /// <param name="text">What, in a few words.</param>
    public void Tell(long offset, string text) => lane.Link.Tell(new FaultEvent(Now, Connection, lane.Direction, Fault.Name, offset, text));
}
