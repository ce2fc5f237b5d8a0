namespace Tincan.Faults.Kinds;

/// <summary>The connection is refused. A client does not even connect; a server or a proxy, whose kernel has accepted already, resets it at once.</summary>
internal sealed record RefuseFault : Fault
{
    /// <summary>Makes the fault with its defaults.</summary>
    public RefuseFault()
        : base(FaultDirection.Both)
    {
    }

    /// <summary>What there is to know of it.</summary>
    public static FaultKind Declared { get; } = new FaultKind<RefuseFault>(
        "refuse",
        "Refuses the connection: a client does not even connect, a server or a proxy resets it at once (RST).",
        "a client that takes for granted that somebody listens")
            .Without("it is done to a connection before anything is said on it", "dir", "msg", "offset", "seen", "from", "for")
            .WithExample("refuse:conn=1-2", "the third attempt succeeds");

    public override FaultKind Kind => Declared;

    internal override bool IsOfConnections => true;
}
