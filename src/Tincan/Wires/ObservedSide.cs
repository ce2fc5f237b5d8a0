namespace Tincan.Wires;

/// <summary>The side of a connection from which it is observed.</summary>
public enum ObservedSide
{
    /// <summary>The side that connected.</summary>
    Client,

    /// <summary>The side that accepted.</summary>
    Server,

    /// <summary>A proxy in between: it accepted the client's connection, and forwards what the server does.</summary>
    Proxy,
}
