using Tincan.Faults.Kinds;
using Tincan.Faults.Stages;

namespace Tincan.Faults.InForce;

/// <summary>A fault in force: what is shared by all connections that it is done to.</summary>
internal sealed class FaultEntry
{
    private int _connectionsTaken;

    /// <param name="number">Which fault, from 1 in the order in which faults were put into force; never given twice.</param>
    /// <param name="fault">What.</param>
    /// <param name="seed">Of all chance in it.</param>
    /// <param name="now">When it is put into force.</param>
    /// <param name="time">The clock.</param>
    /// <param name="insteadOf">Which it takes the place of; null if it is new.</param>
    public FaultEntry(int number, Fault fault, long seed, TimeSpan now, TimeProvider time, FaultEntry? insteadOf)
    {
        Number = number;
        Place = insteadOf?.Place ?? number;
        Fault = fault;
        Seed = seed;
        HealsAt = now.Later(fault.Heal);
        Swizzler = fault is SwizzleFault swizzle ? new Swizzler(swizzle, ChanceFor(0, 0), time) : null;
    }

    public int Number { get; }

    /// <summary>Where it stands in the plan: with the number of the first fault that stood there.</summary>
    public int Place { get; }

    public Fault Fault { get; }

    public TimeSpan HealsAt { get; }

    /// <summary>For a fault of many connections at once: what does it to them.</summary>
    public Swizzler? Swizzler { get; }

    private long Seed { get; }

    /// <summary>Begins to do it to one direction of one connection; null if it is done to no bytes.</summary>
    public FaultStage? Begin(StageContext context) => Swizzler is null ? FaultKinds.Begin(Fault, context) : new SwizzleStage(context, Swizzler);

    /// <summary>The chance of one direction of one connection.</summary>
    public Chance ChanceFor(int connection, int direction) => new(Seed, Number, connection, direction);

    /// <summary>For a fault of connections: whether this is one of them. To be asked once for each.</summary>
    public bool Chooses(int connection) =>
        (Fault.Connections?.Contains(connection) ?? true)
        && (Fault.Probability >= 1 || ChanceFor(connection, 2).NextDouble() < Fault.Probability)
        && (Fault.Count is not { } count || Interlocked.Increment(ref _connectionsTaken) <= count);
}
