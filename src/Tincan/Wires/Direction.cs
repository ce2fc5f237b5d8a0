namespace Tincan.Wires;

/// <summary>A direction of a connection.</summary>
public enum Direction
{
    /// <summary>From the client, which connected, to the server.</summary>
    ToServer,

    /// <summary>From the server, which accepted, to the client.</summary>
    ToClient,
}
