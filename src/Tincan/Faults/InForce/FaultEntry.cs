using Tincan.Faults.Kinds;
using Tincan.Faults.Stages;

namespace Tincan.Faults.InForce;

/// <summary>A fault in force: what all its connections share.</summary>
internal sealed class FaultEntry
{
    private int _connectionsTaken;

    /// <param name="number">From 1, in the order in which faults came into force; never reused.</param>
    /// <param name="fault">The fault.</param>
    /// <param name="seed">Seed for its random choices.</param>
    /// <param name="now">When it comes into force.</param>
    /// <param name="time">The clock.</param>
    /// <param name="insteadOf">The fault it replaces, whose position it takes; null if it is new.</param>
    public FaultEntry(int number, Fault fault, long seed, TimeSpan now, TimeProvider time, FaultEntry? insteadOf)
    {
        Number = number;
        Position = insteadOf?.Position ?? number;
        Fault = fault;
        Seed = seed;
        HealsAt = now.Later(fault.Heal);
        Swizzler = fault is SwizzleFault swizzle ? new Swizzler(swizzle, ChanceFor(0, 0), time) : null;
    }

    public int Number { get; }

    /// <summary>The position in the plan: the number of the first fault that had this position.</summary>
    public int Position { get; }

    public Fault Fault { get; }

    public TimeSpan HealsAt { get; }

    /// <summary>For a swizzle, which acts on many connections together; otherwise null.</summary>
    public Swizzler? Swizzler { get; }

    private long Seed { get; }

    /// <summary>Makes the stage for one direction of one connection; null if the fault changes no bytes.</summary>
    public FaultStage? Begin(StageContext context) => Swizzler is null ? FaultKinds.Begin(Fault, context) : new SwizzleStage(context, Swizzler);

    /// <summary>The random numbers for one direction of one connection.</summary>
    public Chance ChanceFor(int connection, int direction) => new(Seed, Number, connection, direction);

    /// <summary>For a fault of connections: whether it selects this one. Call it once for each connection: it counts.</summary>
    public bool Chooses(int connection) =>
        (Fault.Connections?.Contains(connection) ?? true)
        && (Fault.Probability >= 1 || ChanceFor(connection, 2).NextDouble() < Fault.Probability)
        && (Fault.Count is not { } count || Interlocked.Increment(ref _connectionsTaken) <= count);
}
