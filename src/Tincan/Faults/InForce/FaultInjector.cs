using System.Security.Cryptography;
using Tincan.Faults.Kinds;
using Tincan.Framing;
using Tincan.Wires;
using Tincan.Wires.Links;

namespace Tincan.Faults.InForce;

/// <summary>
/// A fault plan in force: wraps connections, and can be changed while it runs. Everything that it does can be heard of, and ends with it.
/// </summary>
public sealed class FaultInjector : IDisposable
{
    /// <summary>A seed that is chosen stays below this, so that it is short enough to be typed again.</summary>
    private const int ChosenSeeds = 1_000_000;

    private readonly Action<FaultEvent>? _told;
    private readonly long _began;
    private readonly Lock _lock = new();
    private readonly List<FaultEntry> _entries = [];

    /// <summary>Faults that are in force no more but on connections that were open when they were taken out of it.</summary>
    private readonly List<FaultEntry> _retired = [];
    private readonly HashSet<FaultyWire> _open = [];
    private int _lastNumber;
    private int _lastConnection;

    /// <summary>Puts a plan into force.</summary>
    /// <param name="plan">Which faults.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <param name="told">Hears what faults do, on the thread on which they do it; it must not wait.</param>
    public FaultInjector(FaultPlan plan, TimeProvider? time = null, Action<FaultEvent>? told = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        Time = time ?? TimeProvider.System;
        _told = told;
        _began = Time.GetTimestamp();
        Seed = plan.Seed ?? RandomNumberGenerator.GetInt32(ChosenSeeds);
        foreach (var fault in plan.Faults)
        {
            Add(fault, FaultScope.Next);
        }
    }

    /// <summary>The seed of the plan, or the one that was chosen.</summary>
    public long Seed { get; }

    /// <summary>What is in force, in its order. What time has healed is not.</summary>
    public IReadOnlyList<FaultInForce> Faults
    {
        get
        {
            lock (_lock)
            {
                return [.. InForce().Select(static entry => new FaultInForce(entry.Number, entry.Fault))];
            }
        }
    }

    /// <summary>The number that the next fault will have.</summary>
    public int NextNumber
    {
        get
        {
            lock (_lock)
            {
                return _lastNumber + 1;
            }
        }
    }

    /// <summary>How many connections are open.</summary>
    public int OpenConnections
    {
        get
        {
            lock (_lock)
            {
                return _open.Count;
            }
        }
    }

    internal TimeProvider Time { get; }

    internal TimeSpan Elapsed => Time.GetElapsedTime(_began);

    /// <summary>Puts one more fault into force, behind those that are.</summary>
    /// <param name="fault">What.</param>
    /// <param name="reach">On which connections.</param>
    /// <returns>The number by which it can be changed or removed.</returns>
    public int Add(Fault fault, FaultScope reach)
    {
        ArgumentNullException.ThrowIfNull(fault);
        lock (_lock)
        {
            var entry = NewEntry(fault, insteadOf: null);
            _entries.Add(entry);
            foreach (var wire in Reached(reach))
            {
                wire.Add(entry);
            }

            return entry.Number;
        }
    }

    /// <summary>Puts a fault into force in the place of another, which is healed where the new one reaches.</summary>
    /// <param name="number">The other's number.</param>
    /// <param name="fault">What.</param>
    /// <param name="reach">On which connections.</param>
    /// <returns>The new number; null if there is no fault of that number.</returns>
    public int? Change(int number, Fault fault, FaultScope reach)
    {
        ArgumentNullException.ThrowIfNull(fault);
        lock (_lock)
        {
            var place = _entries.FindIndex(entry => entry.Number == number);
            if (place < 0)
            {
                return null;
            }

            var (old, entry) = (_entries[place], NewEntry(fault, _entries[place]));
            _entries[place] = entry;
            foreach (var wire in Reached(reach))
            {
                wire.Add(entry);
            }

            Retire(old, reach);
            return entry.Number;
        }
    }

    /// <summary>Heals a fault: what it held goes on.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="reach">On which connections.</param>
    /// <returns>Whether there was one.</returns>
    public bool Remove(int number, FaultScope reach)
    {
        lock (_lock)
        {
            var entry = _entries.Find(entry => entry.Number == number);
            if (entry is null)
            {
                return false;
            }

            _entries.Remove(entry);
            Heal(entry, reach);
            return true;
        }
    }

    /// <summary>The link of a pipeline that applies the plan to its connections.</summary>
    /// <param name="codec">Where messages end. Defaults to null: each read or write is a message.</param>
    public Func<LinkedConnection, Link> Link(MessageCodec? codec = null) => connection => new FaultLink(this, connection, codec);

    /// <summary>Applies the plan to a connection that is in no pipeline. It is never refused.</summary>
    /// <param name="wire">The connection; the wire that is returned owns it.</param>
    /// <param name="side">Which side of it this is.</param>
    /// <param name="codec">Where messages end. Defaults to null: each read or write is a message.</param>
    public FaultyWire Wrap(Wire wire, ObservedSide side = ObservedSide.Client, MessageCodec? codec = null) =>
        Open(wire, side, codec, number: null, told: null);

    /// <inheritdoc/>
    public void Dispose() => Heal();

    /// <summary>Heals all faults, on all connections: what they held goes on. Others can be put into force after that.</summary>
    public void Heal()
    {
        lock (_lock)
        {
            foreach (var entry in _entries.Concat(_retired).ToArray())
            {
                Heal(entry, FaultScope.All);
            }

            _entries.Clear();
        }
    }

    /// <summary>Counts the next connection.</summary>
    /// <param name="number">Which it is, from 1.</param>
    /// <returns>Whether a fault refuses it.</returns>
    internal bool Next(out int number)
    {
        lock (_lock)
        {
            var next = number = ++_lastConnection;
            return InForce().Any(entry => entry.Fault is RefuseFault && entry.Chooses(next));
        }
    }

    /// <summary>Applies the plan to a connection.</summary>
    /// <param name="wire">The connection; the wire that is returned owns it.</param>
    /// <param name="side">Which side of it this is.</param>
    /// <param name="codec">Where messages end; null: each read or write is a message.</param>
    /// <param name="number">Its number; null if it was not counted yet.</param>
    /// <param name="told">Hears what faults do; null for nobody.</param>
    internal FaultyWire Open(Wire wire, ObservedSide side, MessageCodec? codec, int? number, Link? told)
    {
        if (number is null)
        {
            Next(out var next);
            number = next;
        }

        var connection = new FaultyConnection(
            number.Value, side, codec ?? MessageCodec.Segments, () => Elapsed, Time, happened => Tell(happened, told), told);
        var faulty = new FaultyWire(wire, this, connection);
        lock (_lock)
        {
            _open.Add(faulty);
            foreach (var entry in InForce())
            {
                faulty.Add(entry);
            }
        }

        return faulty;
    }

    internal void Tell(FaultEvent happened, Link? told)
    {
        told?.Fault(happened.Direction, happened.Fault, happened.Offset, happened.Text);
        _told?.Invoke(happened);
    }

    internal void Forget(FaultyWire wire)
    {
        lock (_lock)
        {
            _open.Remove(wire);
            foreach (var entry in _entries.Concat(_retired))
            {
                entry.Swizzler?.Forget(wire.Connection.Number);
            }

            if (_open.Count == 0)
            {
                Drop(_retired);
            }
        }
    }

    private void Heal(FaultEntry entry, FaultScope reach)
    {
        foreach (var wire in Reached(reach))
        {
            wire.Remove(entry);
        }

        Retire(entry, reach);
    }

    /// <summary>
    /// A fault that was taken out of force may still be done to connections that were open, until something in its place reaches them.
    /// </summary>
    private void Retire(FaultEntry entry, FaultScope reach)
    {
        _retired.Add(entry);
        if (reach == FaultScope.All)
        {
            Drop(_retired.FindAll(retired => retired.Place == entry.Place));
        }
    }

    private void Drop(List<FaultEntry> retired)
    {
        foreach (var entry in retired.ToArray())
        {
            entry.Swizzler?.Dispose();
            _retired.Remove(entry);
        }
    }

    private IEnumerable<FaultEntry> InForce()
    {
        var now = Elapsed;
        return _entries.Where(entry => entry.HealsAt > now);
    }

    private FaultEntry NewEntry(Fault fault, FaultEntry? insteadOf) => new(++_lastNumber, fault, Seed, Elapsed, Time, insteadOf);

    private FaultyWire[] Reached(FaultScope reach) => reach == FaultScope.All ? [.. _open] : [];
}
