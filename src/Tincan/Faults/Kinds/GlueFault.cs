namespace Tincan.Faults;

/// <summary>Messages are held until there are several, and arrive as one segment.</summary>
public sealed record GlueFault : Fault
{
    /// <summary>Makes the fault with its defaults.</summary>
    public GlueFault()
        : base(FaultDirection.Both)
    {
    }

    /// <inheritdoc/>
    public override string Name => "glue";

    /// <summary>How many messages make a segment, 2 or more. Defaults to 2.</summary>
    public int Group { get; init; } = 2;

    /// <summary>How long the first is held at most. Defaults to 200 ms.</summary>
    public TimeSpan Hold { get; init; } = TimeSpan.FromMilliseconds(200);


    internal override FaultStage? Begin(StageContext context) => new GlueStage(context, this);
}
