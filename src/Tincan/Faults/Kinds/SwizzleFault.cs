namespace Tincan.Faults;

/// <summary>Connections are stopped one by one, and go on one by one in another order.</summary>
public sealed record SwizzleFault : Fault
{
    /// <summary>Makes the fault with its defaults.</summary>
    public SwizzleFault()
        : base(FaultDirection.Both)
    {
    }

    /// <inheritdoc/>
    public override string Name => "swizzle";

    /// <summary>How long after one the next is stopped, or goes on. Defaults to 500 ms.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromMilliseconds(500);

    internal override bool IsOfConnections => true;


    internal override FaultStage? Begin(StageContext context) => new SwizzleStage(context);
}
