namespace Tincan.Wires;

/// <summary>Which side of a connection an observer stands on.</summary>
public enum ObservedSide
{
    /// <summary>The side that connected.</summary>
    Client,

    /// <summary>The side that accepted.</summary>
    Server,

    /// <summary>A proxy between the two: it accepted the client's connection and passes on what the server does.</summary>
    Proxy,
}
