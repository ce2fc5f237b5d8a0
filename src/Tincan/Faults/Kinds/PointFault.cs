using Tincan.Settings;

namespace Tincan.Faults.Kinds;

/// <summary>A fault of a whole connection that begins at one point of a direction: after some bytes or messages, counted from its trigger.</summary>
internal abstract record PointFault() : Fault(FaultDirection.ToClient)
{
    /// <summary>Why these faults take no <c>for</c>.</summary>
    private protected const string IsOver = "what has ended cannot be healed";

    /// <summary>The settings for the point where it begins.</summary>
    private protected static Setting<Fault>[] Position { get; } =
    [
        new Setting<Fault, PointFault, long>("bytes", "How many bytes to pass first, counted from its trigger. Default: at once.",
            Forms.LongNumber(0), static fault => fault.AfterBytes, static (fault, bytes) => fault with { AfterBytes = bytes }),
        new Setting<Fault, PointFault, int>("messages", "How many messages to pass first, counted from its trigger.",
            Forms.Number(0), static fault => fault.AfterMessages, static (fault, messages) => fault with { AfterMessages = messages }),
    ];

    /// <summary>How many bytes to pass first, 0 or more. Defaults to null.</summary>
    public long? AfterBytes { get; init; }

    /// <summary>How many messages to pass first, 0 or more. Defaults to null. If both are null, it begins at once.</summary>
    public int? AfterMessages { get; init; }

    internal override bool IsOfConnections => true;
}
