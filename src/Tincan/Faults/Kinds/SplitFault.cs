namespace Tincan.Faults;

/// <summary>Messages arrive in pieces, each as a segment of its own.</summary>
public sealed record SplitFault : Fault
{
    /// <summary>Makes the fault with its defaults.</summary>
    public SplitFault()
        : base(FaultDirection.Both)
    {
    }

    /// <inheritdoc/>
    public override string Name => "split";

    /// <summary>After how many bytes of a message each cut is, 1 or more. Defaults to null; 1 if nothing else says where to cut.</summary>
    public int? Every { get; init; }

    /// <summary>One cut, after so many bytes of a message, 1 or more. Defaults to null.</summary>
    public int? At { get; init; }

    /// <summary>Cuts inside of what belongs together. Defaults to null.</summary>
    public SplitInside? Inside { get; init; }

    /// <summary>Cuts behind each of these. Defaults to null.</summary>
    public BytePattern? After { get; init; }

    /// <summary>
    /// How long after a piece the next one follows. Defaults to 1 ms. With zero it is left to the peer's timing whether it receives the pieces apart.
    /// </summary>
    public TimeSpan Gap { get; init; } = TimeSpan.FromMilliseconds(1);


    internal override FaultStage? Begin(StageContext context) => new SplitStage(context, this);
}
