namespace Tincan.Faults.Kinds;

internal sealed record RefuseFault() : Fault(FaultDirection.Both)
{
    public static FaultKind Declared { get; } = new FaultKind<RefuseFault>(
        "refuse",
        "Refuses the connection: a client does not connect, a server or proxy resets it at once (RST).",
        "a client that assumes that a server is listening")
            .Without("it acts before anything is sent on the connection", "dir", "msg", "offset", "seen", "from", "for")
            .WithExample("refuse:conn=1-2", "the third attempt succeeds");

    public override FaultKind Kind => Declared;

    internal override bool IsOfConnections => true;
}
