namespace Tincan.Faults;

/// <summary>The connection is refused. A client does not even connect; a server or a proxy, whose kernel has accepted already, resets it at once.</summary>
public sealed record RefuseFault : Fault
{
    /// <summary>Makes the fault with its defaults.</summary>
    public RefuseFault()
        : base(FaultDirection.Both)
    {
    }

    /// <inheritdoc/>
    public override string Name => FaultName;

    internal const string FaultName = "refuse";

    internal override bool IsOfConnections => true;


    internal override FaultStage? Begin(StageContext context) => null;
}
