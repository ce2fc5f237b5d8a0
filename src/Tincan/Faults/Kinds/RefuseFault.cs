namespace Tincan.Faults.Kinds;

internal sealed record RefuseFault() : Fault(FaultDirection.Both)
{
    public static FaultKind Declared { get; } = new FaultKind<RefuseFault>(
        "refuse",
        "Refuses the connection: a client does not even connect, a server or a proxy resets it at once (RST).",
        "a client that takes for granted that somebody listens")
            .Without("it is done to a connection before anything is said on it", "dir", "msg", "offset", "seen", "from", "for")
            .WithExample("refuse:conn=1-2", "the third attempt succeeds");

    public override FaultKind Kind => Declared;

    internal override bool IsOfConnections => true;
}
