using Tincan.Parsing.Forms;

namespace Tincan.Faults.Kinds;

internal sealed record DelayFault() : Fault(FaultDirection.Both)
{
    public static FaultKind Declared { get; } = new FaultKind<DelayFault>(
        "delay",
        "Delays everything, in order, as a slow or distant network does.",
        "a client that reads once, without waiting for all of an answer")
            .With("by", "The delay.", Forms.Time, static fault => fault.By, static (fault, by) => fault with { By = by })
            .With("jitter", "A random change of the delay, for each message.",
                Forms.Time, static fault => fault.Jitter, static (fault, jitter) => fault with { Jitter = jitter })
            .With("dist", "The distribution of the jitter: all values equally likely, small ones more likely, or mostly small with rare large ones.",
                WordForm.Of<JitterDistribution>(), static fault => fault.Distribution, static (fault, distribution) => fault with { Distribution = distribution })
            .WithExample("delay:by=200ms,jitter=50ms,dist=normal", "everything takes about a fifth of a second longer");

    public override FaultKind Kind => Declared;

    public TimeSpan By { get; init; } = TimeSpan.FromMilliseconds(200);

    public TimeSpan Jitter { get; init; }

    public JitterDistribution Distribution { get; init; }

    internal override bool DrawsByChance => base.DrawsByChance || Jitter > TimeSpan.Zero;
}
