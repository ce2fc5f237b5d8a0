using Tincan.Faults.Kinds;
using Tincan.Faults.Stages;

namespace Tincan.Faults.InForce;

/// <summary>A fault in force: what all its connections share.</summary>
/// <param name="number">From 1, in the order in which faults came into force; never reused.</param>
/// <param name="fault">The fault.</param>
/// <param name="seed">Seed for its random choices.</param>
/// <param name="now">When it comes into force.</param>
/// <param name="time">The clock.</param>
/// <param name="insteadOf">The fault it replaces, whose position it takes; null if it is new.</param>
internal sealed class FaultEntry(int number, Fault fault, long seed, TimeSpan now, TimeProvider time, FaultEntry? insteadOf)
{
    private int _connectionsTaken;

    public int Number => number;

    /// <summary>The position in the plan: the number of the first fault that had this position.</summary>
    public int Position { get; } = insteadOf?.Position ?? number;

    public Fault Fault => fault;

    public TimeSpan HealsAt { get; } = now.Later(fault.Heal);

    /// <summary>For a swizzle, which acts on many connections together; otherwise null.</summary>
    public Swizzler? Swizzler { get; } = fault is SwizzleFault swizzle ? new Swizzler(swizzle, new Chance(seed, number, 0, 0), time) : null;

    /// <summary>Makes the stage for one direction of one connection; null if the fault changes no bytes.</summary>
    public FaultStage? Begin(StageContext context) => Swizzler is null ? FaultKinds.Begin(Fault, context) : new SwizzleStage(context, Swizzler);

    /// <summary>The random numbers for one direction of one connection.</summary>
    public Chance ChanceFor(int connection, int direction) => new(seed, number, connection, direction);

    /// <summary>For a fault of connections: whether it selects this one. Call it once for each connection: it counts.</summary>
    public bool Chooses(int connection) =>
        (Fault.Connections?.Contains(connection) ?? true)
        && (Fault.Probability >= 1 || ChanceFor(connection, 2).NextDouble() < Fault.Probability)
        && (Fault.Count is not { } count || Interlocked.Increment(ref _connectionsTaken) <= count);
}
