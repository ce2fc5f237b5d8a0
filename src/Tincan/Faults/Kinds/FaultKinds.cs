using Tincan.Faults.Stages;
using Tincan.Parsing;
using Tincan.Settings;

namespace Tincan.Faults.Kinds;

/// <summary>The catalogue of faults, and those that are not possible above TCP.</summary>
public static class FaultKinds
{
    /// <summary>Each kind of fault, and the function that makes its stage for one direction of a connection.</summary>
    private static readonly (FaultKind Kind, Func<Fault, StageContext, FaultStage?> Begin)[] Entries =
    [
        Of(DelayFault.Declared, static (DelayFault fault, StageContext context) => new DelayStage(context, fault)),
        Of(ThrottleFault.Declared, static (ThrottleFault fault, StageContext context) => new ThrottleStage(context, fault)),
        Of(SplitFault.Declared, static (SplitFault fault, StageContext context) => new SplitStage(context, fault)),
        Of(CoalesceFault.Declared, static (CoalesceFault fault, StageContext context) => new CoalesceStage(context, fault)),
        Of(HalfCloseFault.Declared, static (HalfCloseFault fault, StageContext context) => new EndingStage(context, fault)),
        Of(CloseAfterFault.Declared, static (CloseAfterFault fault, StageContext context) => new EndingStage(context, fault)),
        Of(ResetAfterFault.Declared, static (ResetAfterFault fault, StageContext context) => new EndingStage(context, fault)),
        Of(StallFault.Declared, static (StallFault fault, StageContext context) => new StallStage(context, fault)),
        Of(LateFault.Declared, static (LateFault fault, StageContext context) => new LateStage(context, fault)),
        Of(MuteFault.Declared, static (MuteFault _, StageContext context) => new MuteStage(context)),
        Of(DuplicateFault.Declared, static (DuplicateFault _, StageContext context) => new DuplicateStage(context)),
        Of(SlowReaderFault.Declared, static (SlowReaderFault fault, StageContext context) => new SlowReaderStage(context, fault)),
        Of(CorruptFault.Declared, static (CorruptFault fault, StageContext context) => new CorruptStage(context, fault)),
        Of(RefuseFault.Declared, static (RefuseFault _, StageContext _) => null),
        Of(SwizzleFault.Declared, static (SwizzleFault _, StageContext _) => null),
    ];

    /// <summary>All kinds of faults, in the order of the help.</summary>
    public static IReadOnlyList<FaultKind> All { get; } = [.. Entries.Select(static entry => entry.Kind)];

    /// <summary>
    /// Disturbances below TCP, which only the kernel can make: the usual name, why there is no such fault, and the arguments for Linux's
    /// <c>tc qdisc ... netem</c>.
    /// </summary>
    public static IReadOnlyList<(string Name, string Why, string Netem)> Impossible { get; } =
    [
        (
            "loss",
            "TCP sends a lost packet again, and a program sees only the delay. A stream with missing bytes would be a fault that no network has.",
            "loss 20%"),
        (
            "reorder",
            "TCP delivers bytes in the order in which they were sent: a packet that arrives early waits in the kernel, and a program sees only the delay. "
            + "Bytes out of order would be a fault that no network has.",
            "delay 20ms reorder 25% 50%"),
    ];

    /// <summary>The kind with this name; null if there is none.</summary>
    /// <param name="name">The name; case matters.</param>
    public static FaultKind? Find(string name) => All.FirstOrDefault(kind => kind.Name == name);

    /// <summary>Writes all kinds of faults as JSON: what each does and exposes, and its settings with bounds and defaults.</summary>
    public static string ToJson() => ReadableJson.Write(Describe());

    /// <summary>All kinds of faults as JSON, as <see cref="ToJson"/> writes them.</summary>
    public static JsonArray Describe() => new([.. All.Select(static kind => new JsonObject
    {
        ["fault"] = kind.Name,
        ["does"] = kind.Does,
        ["exposes"] = kind.Exposes,
        ["example"] = kind.Example.Fault,
        ["settings"] = Describe(kind, kind.Own),
        ["triggers"] = Describe(kind, kind.Triggers),
        ["ends"] = Describe(kind, kind.Ends),
    })]);

    private static JsonArray Describe(FaultKind kind, IEnumerable<Setting<Fault>> settings) => new([.. settings.Select(setting =>
        SettingSchema.WithDefault(new JsonObject { ["setting"] = setting.Key, ["means"] = setting.Meaning, ["takes"] = setting.Values }, setting, kind.Default))]);

    /// <summary>Makes the stage of a fault; null for a fault that changes no bytes. A <see cref="Swizzler"/> makes its own stage.</summary>
    internal static FaultStage? Begin(Fault fault, StageContext context) => Array.Find(Entries, entry => entry.Kind == fault.Kind).Begin(fault, context);

    private static (FaultKind Kind, Func<Fault, StageContext, FaultStage?> Begin) Of<TFault>(FaultKind kind, Func<TFault, StageContext, FaultStage?> begin)
        where TFault : Fault => (kind, (fault, context) => begin((TFault)fault, context));
}
