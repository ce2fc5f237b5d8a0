namespace Tincan.Faults;

/// <summary>Some bytes arrive as others.</summary>
public sealed record CorruptFault : Fault
{
    /// <summary>Makes the fault with its defaults.</summary>
    public CorruptFault()
        : base(FaultDirection.Both)
    {
    }

    /// <inheritdoc/>
    public override string Name => "corrupt";

    /// <summary>One byte in so many, chosen by chance, 1 or more. Defaults to 10. It has no meaning with <see cref="At"/>.</summary>
    public int Every { get; init; } = 10;

    /// <summary>Behind how many bytes of each message, 0 or more. Defaults to null: chosen by chance.</summary>
    public int? At { get; init; }

    /// <summary>What stands there instead. Defaults to null: chosen by chance.</summary>
    public BytePattern? With { get; init; }


    internal override FaultStage? Begin(StageContext context) => new CorruptStage(context, this);
}
