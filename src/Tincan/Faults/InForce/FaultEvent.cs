using Tincan.Wires;

namespace Tincan.Faults.InForce;

/// <summary>Something that a fault did.</summary>
/// <param name="At">When, since the plan was put into force.</param>
/// <param name="Connection">To which connection, from 1.</param>
/// <param name="Direction">In which direction.</param>
/// <param name="Fault">Which fault, by its name.</param>
/// <param name="Offset">How many bytes of the direction came before that place.</param>
/// <param name="Text">What, in a few words.</param>
public readonly record struct FaultEvent(TimeSpan At, int Connection, Direction Direction, string Fault, long Offset, string Text);
