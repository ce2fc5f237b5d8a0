namespace Tincan.Faults.Kinds;

/// <summary>All faults there are, and those that there cannot be.</summary>
public static class FaultKinds
{
    /// <summary>All faults, by the names that people write.</summary>
    public static IReadOnlyList<FaultKind> All { get; } =
    [
        DelayFault.Declared,
        ThrottleFault.Declared,
        SplitFault.Declared,
        GlueFault.Declared,
        HalfCloseFault.Declared,
        CloseAfterFault.Declared,
        ResetAfterFault.Declared,
        StallFault.Declared,
        LateFault.Declared,
        MuteFault.Declared,
        DuplicateFault.Declared,
        SlowReaderFault.Declared,
        CorruptFault.Declared,
        RefuseFault.Declared,
        SwizzleFault.Declared,
    ];

    /// <summary>What happens below TCP, where only the kernel can do it.</summary>
    public static IReadOnlyList<ImpossibleFault> Impossible { get; } =
    [
        new(
            "loss",
            "What TCP is given it delivers whole: a packet that is lost is sent again, and a program sees nothing of it but the delay. Bytes that were "
            + "merely left out would be a fault that no network has.",
            "loss 20%"),
        new(
            "reorder",
            "TCP hands bytes over in the order in which they were sent: a packet that was overtaken waits in the kernel, and a program sees nothing of it "
            + "but the delay. Bytes out of order would be a fault that no network has.",
            "delay 20ms reorder 25% 50%"),
    ];

    /// <summary>The fault of that name; null if there is none.</summary>
    /// <param name="name">As people write it.</param>
    public static FaultKind? Find(string name) => All.FirstOrDefault(kind => kind.Name == name);
}

/// <summary>A fault that cannot be done above TCP.</summary>
/// <param name="Name">How people call it.</param>
/// <param name="Why">Why not.</param>
/// <param name="Netem">What to tell Linux's <c>tc qdisc ... netem</c> instead.</param>
public sealed record ImpossibleFault(string Name, string Why, string Netem);
