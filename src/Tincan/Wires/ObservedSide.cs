namespace Tincan.Wires;

/// <summary>Which side of a connection we are.</summary>
public enum ObservedSide
{
    /// <summary>The side that connected.</summary>
    Client,

    /// <summary>The side that accepted.</summary>
    Server,

    /// <summary>A proxy between the two, which accepted the client's connection and passes on what the server does.</summary>
    Proxy,
}
