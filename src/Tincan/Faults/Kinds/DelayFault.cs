using Tincan.Parsing.Forms;

namespace Tincan.Faults.Kinds;

internal sealed record DelayFault() : Fault(FaultDirection.Both)
{
    public static FaultKind Declared { get; } = new FaultKind<DelayFault>(
        "delay",
        "Lets everything arrive later, in its order, as over a slow or far network.",
        "a client that reads once, without waiting for all of an answer")
            .With("by", "How much later.", Forms.Time, static fault => fault.By, static (fault, by) => fault with { By = by })
            .With("jitter", "How much more or less, drawn for each message.",
                Forms.Time, static fault => fault.Jitter, static (fault, jitter) => fault with { Jitter = jitter })
            .With("dist", "How the jitter is distributed: all of it equally likely, mostly little of it, or now and then very much of it.",
                WordForm.Of<JitterDistribution>(), static fault => fault.Distribution, static (fault, distribution) => fault with { Distribution = distribution })
            .WithExample("delay:by=200ms,jitter=50ms,dist=normal", "everything takes about a fifth of a second longer");

    public override FaultKind Kind => Declared;

    public TimeSpan By { get; init; } = TimeSpan.FromMilliseconds(200);

    public TimeSpan Jitter { get; init; }

    public JitterDistribution Distribution { get; init; }

    internal override bool DrawsByChance => base.DrawsByChance || Jitter > TimeSpan.Zero;
}
