namespace Tincan.Wires;

/// <summary>Which way bytes go.</summary>
public enum Direction
{
    /// <summary>From the side that connected to the side that accepted.</summary>
    ToServer,

    /// <summary>From the side that accepted to the side that connected.</summary>
    ToClient,
}
