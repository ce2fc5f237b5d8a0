namespace Tincan.Faults;

/// <summary>A fault of a whole connection that begins at one place in a direction: after so many bytes or messages, counted from its trigger.</summary>
public abstract record PointFault : Fault
{
    private protected PointFault(FaultDirection direction)
        : base(direction)
    {
    }

    /// <summary>After how many bytes, 0 or more. Defaults to null.</summary>
    public long? AfterBytes { get; init; }

    /// <summary>After how many messages, 0 or more. Defaults to null. If neither is given: at once.</summary>
    public int? AfterMessages { get; init; }

    internal override bool IsOfConnections => true;
}
