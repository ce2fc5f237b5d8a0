namespace Tincan.Faults.InForce;

/// <summary>One action of a fault.</summary>
/// <param name="At">When, since the plan came into force.</param>
/// <param name="Connection">The connection's number, from 1.</param>
/// <param name="Direction">The direction.</param>
/// <param name="Fault">The fault's name.</param>
/// <param name="Offset">The offset in the direction, in bytes.</param>
/// <param name="Text">What it did, in a few words.</param>
public readonly record struct FaultEvent(TimeSpan At, int Connection, Direction Direction, string Fault, long Offset, string Text);
