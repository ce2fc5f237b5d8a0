using Tincan.Settings;

namespace Tincan.Faults.Kinds;

/// <summary>A fault of a whole connection that begins at one place in a direction: after so many bytes or messages, counted from its trigger.</summary>
internal abstract record PointFault : Fault
{
    /// <summary>Why a fault that ends something takes no setting that ends the fault.</summary>
    private protected const string IsOver = "what has ended cannot be healed";

    private protected PointFault(FaultDirection direction)
        : base(direction)
    {
    }

    /// <summary>The settings that say where it begins.</summary>
    private protected static Setting<Fault>[] Place { get; } =
    [
        new Setting<Fault, PointFault, long>("bytes", "After how many bytes, counted from its trigger; at once if nothing is said.",
            Forms.LongNumber(0), static fault => fault.AfterBytes, static (fault, bytes) => fault with { AfterBytes = bytes }),
        new Setting<Fault, PointFault, int>("messages", "After how many messages, counted from its trigger.",
            Forms.Number(0), static fault => fault.AfterMessages, static (fault, messages) => fault with { AfterMessages = messages }),
    ];

    /// <summary>After how many bytes, 0 or more. Defaults to null.</summary>
    public long? AfterBytes { get; init; }

    /// <summary>After how many messages, 0 or more. Defaults to null. If neither is given: at once.</summary>
    public int? AfterMessages { get; init; }

    internal override bool IsOfConnections => true;
}
