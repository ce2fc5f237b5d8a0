namespace Tincan.Faults;

/// <summary>The direction a fault acts on. "In" and "out" are as seen from the end that has the fault.</summary>
public enum FaultDirection
{
    /// <summary>What this end receives. For a server and a proxy: what clients send.</summary>
    In,

    /// <summary>What this end sends. For a server and a proxy: what clients receive.</summary>
    Out,

    /// <summary>Both directions, independently of each other.</summary>
    Both,

    /// <summary>What the side that connected sends, whichever side has the fault.</summary>
    ToServer,

    /// <summary>What the side that accepted sends, whichever side has the fault.</summary>
    ToClient,
}
