using System.Security.Cryptography;
using Tincan.Faults.Kinds;
using Tincan.Framing;
using Tincan.Wires.Links;

namespace Tincan.Faults.InForce;

/// <summary>
/// A fault plan in force: wraps connections, and can be changed while it runs. Reports each action of a fault. Dispose heals all faults.
/// </summary>
public sealed class FaultInjector : IDisposable
{
    /// <summary>Random seeds are below this, short enough to type again.</summary>
    private const int ChosenSeeds = 1_000_000;

    private readonly Action<FaultEvent>? _onEvent;
    private readonly long _began;
    private readonly Lock _lock = new();
    private readonly List<FaultEntry> _entries = [];

    /// <summary>Faults that were removed or replaced, but still act on connections that were open at that time.</summary>
    private readonly List<FaultEntry> _retired = [];
    private readonly HashSet<FaultyWire> _open = [];
    private int _lastNumber;
    private int _lastConnection;

    /// <summary>Puts a plan into force.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="time">The clock. Defaults to the system's.</param>
    /// <param name="onEvent">Called for each action of a fault, on the thread where it happens. It must not block.</param>
    public FaultInjector(FaultPlan plan, TimeProvider? time = null, Action<FaultEvent>? onEvent = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        Time = time ?? TimeProvider.System;
        _onEvent = onEvent;
        _began = Time.GetTimestamp();
        Seed = plan.Seed ?? RandomNumberGenerator.GetInt32(ChosenSeeds);
        foreach (var fault in plan.Faults)
        {
            Add(fault, FaultScope.Next);
        }
    }

    /// <summary>The plan's seed, or the random one that replaced null.</summary>
    public long Seed { get; }

    /// <summary>The faults in force, in order, without those that have healed. Their numbers, from 1, are never reused.</summary>
    public IReadOnlyList<(int Number, Fault Fault)> Faults => Look(() => InForce().Select(static entry => (entry.Number, entry.Fault)).ToList());

    /// <summary>The number that the next added fault will get.</summary>
    public int NextNumber => Look(() => _lastNumber + 1);

    /// <summary>How many connections are open.</summary>
    public int OpenConnections => Look(() => _open.Count);

    /// <summary>Whether the faults still hold bytes of an open connection.</summary>
    public bool HoldsBytes
    {
        get
        {
            lock (_lock)
            {
                return _open.Any(static wire => wire.HoldsBytes);
            }
        }
    }

    internal TimeProvider Time { get; }

    internal TimeSpan Elapsed => Time.GetElapsedTime(_began);

    /// <summary>Adds a fault after those in force.</summary>
    /// <param name="fault">The fault.</param>
    /// <param name="scope">The connections it acts on.</param>
    /// <returns>Its number, for <see cref="Change"/> and <see cref="Remove"/>.</returns>
    public int Add(Fault fault, FaultScope scope)
    {
        ArgumentNullException.ThrowIfNull(fault);
        lock (_lock)
        {
            var entry = NewEntry(fault, insteadOf: null);
            _entries.Add(entry);
            Array.ForEach(AffectedBy(scope), wire => wire.Add(entry));
            return entry.Number;
        }
    }

    /// <summary>Replaces a fault. The old one is healed on the connections that the new one acts on.</summary>
    /// <param name="number">The number of the old fault.</param>
    /// <param name="fault">The new fault.</param>
    /// <param name="scope">The connections the new fault acts on.</param>
    /// <returns>The number of the new fault; null if there is no fault with the old number.</returns>
    public int? Change(int number, Fault fault, FaultScope scope)
    {
        ArgumentNullException.ThrowIfNull(fault);
        lock (_lock)
        {
            var index = _entries.FindIndex(entry => entry.Number == number);
            if (index < 0)
            {
                return null;
            }

            var (old, entry) = (_entries[index], NewEntry(fault, _entries[index]));
            _entries[index] = entry;
            Array.ForEach(AffectedBy(scope), wire => wire.Add(entry));
            Retire(old, scope);
            return entry.Number;
        }
    }

    /// <summary>Removes a fault, and releases what it held.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="scope">The connections it is removed from. With <see cref="FaultScope.Next"/>, it still acts on open ones.</param>
    /// <returns>Whether there was a fault with that number.</returns>
    public bool Remove(int number, FaultScope scope)
    {
        lock (_lock)
        {
            var entry = _entries.Find(entry => entry.Number == number);
            if (entry is null)
            {
                return false;
            }

            _entries.Remove(entry);
            Heal(entry, scope);
            return true;
        }
    }

    /// <summary>The link of a pipeline that applies the plan to its connections.</summary>
    /// <param name="codec">Where messages end. Defaults to null: each read or write is a message.</param>
    public Func<LinkedConnection, Link> Link(MessageCodec? codec = null) => connection => new FaultLink(this, connection, codec);

    /// <summary>Applies the plan to a connection that is in no pipeline. It is never refused.</summary>
    /// <param name="wire">The connection; the returned wire owns it.</param>
    /// <param name="side">The side of the connection that this wire is.</param>
    /// <param name="codec">Where messages end. Defaults to null: each read or write is a message.</param>
    public FaultyWire Wrap(Wire wire, ObservedSide side = ObservedSide.Client, MessageCodec? codec = null) =>
        Open(wire, side, codec, number: null, link: null);

    /// <inheritdoc/>
    public void Dispose() => Heal();

    /// <summary>Removes all faults from all connections, and releases what they held. New faults can be added after that.</summary>
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

    /// <summary>Gives the next connection its number, from 1.</summary>
    /// <returns>Whether a fault refuses the connection.</returns>
    internal bool Next(out int number)
    {
        lock (_lock)
        {
            var next = number = ++_lastConnection;
            return InForce().Any(entry => entry.Fault is RefuseFault && entry.Chooses(next));
        }
    }

    /// <summary>Applies the plan to a connection.</summary>
    /// <param name="wire">The connection; the returned wire owns it.</param>
    /// <param name="side">The side of the connection that this wire is.</param>
    /// <param name="codec">Where messages end; null: each read or write is a message.</param>
    /// <param name="number">Its number; null if it has none yet.</param>
    /// <param name="link">The link to report to, or null.</param>
    internal FaultyWire Open(Wire wire, ObservedSide side, MessageCodec? codec, int? number, Link? link)
    {
        if (number is null)
        {
            Next(out var next);
            number = next;
        }

        var connection = new FaultyConnection(
            number.Value, side, codec ?? MessageCodec.Reads, () => Elapsed, Time, happened => Report(happened, link), link);
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

    internal void Report(FaultEvent happened, Link? link)
    {
        link?.Fault(happened.Direction, happened.Fault, happened.Offset, happened.Text);
        _onEvent?.Invoke(happened);
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

    private T Look<T>(Func<T> look)
    {
        lock (_lock)
        {
            return look();
        }
    }

    private void Heal(FaultEntry entry, FaultScope scope)
    {
        Array.ForEach(AffectedBy(scope), wire => wire.Remove(entry));
        Retire(entry, scope);
    }

    /// <summary>
    /// A fault that was removed for new connections still acts on open ones, until a change with <see cref="FaultScope.All"/> replaces or removes it.
    /// </summary>
    private void Retire(FaultEntry entry, FaultScope scope)
    {
        _retired.Add(entry);
        if (scope == FaultScope.All)
        {
            Drop(_retired.FindAll(retired => retired.Position == entry.Position));
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

    private FaultyWire[] AffectedBy(FaultScope scope) => scope == FaultScope.All ? [.. _open] : [];
}
