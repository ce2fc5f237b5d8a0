namespace Tincan.Faults;

/// <summary>Which bytes a fault meets. What is "in" and "out" is said by the end that carries the fault.</summary>
public enum FaultDirection
{
    /// <summary>What this end receives. For a server and a proxy: what clients send.</summary>
    In,

    /// <summary>What this end sends. For a server and a proxy: what clients are answered.</summary>
    Out,

    /// <summary>Both ways, each on its own.</summary>
    Both,

    /// <summary>What the side that connected sends, whichever side carries the fault.</summary>
    ToServer,

    /// <summary>What the side that accepted sends, whichever side carries the fault.</summary>
    ToClient,
}
