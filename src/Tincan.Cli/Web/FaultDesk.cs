using Tincan.Faults;
using Tincan.Faults.InForce;
using Tincan.Recording;

namespace Tincan.Cli.Web;

/// <summary>
/// The current faults, as the pages see and change them. Each change is recorded as a note, before it takes effect, so that a recording explains itself.
/// </summary>
/// <param name="injector">The injector. Nothing else changes its plan.</param>
/// <param name="recorder">Records the notes, which also tell the pages that something has changed.</param>
/// <param name="mayChange">Whether pages may change the faults.</param>
internal sealed class FaultDesk(FaultInjector injector, Recorder recorder, bool mayChange)
{
    private readonly Lock _lock = new();

    /// <summary>Whether pages may change the faults.</summary>
    public bool MayChange => mayChange;

    /// <summary>The seed for the random choices of faults.</summary>
    public long Seed => injector.Seed;

    /// <summary>How many connections are open.</summary>
    public int Open => injector.OpenConnections;

    /// <summary>The current faults.</summary>
    public IReadOnlyList<(int Number, Fault Fault)> Faults
    {
        get
        {
            // A page that has seen the note of a change waits here until the change is made.
            lock (_lock)
            {
                return injector.Faults;
            }
        }
    }

    /// <summary>Adds a fault.</summary>
    /// <returns>Its number.</returns>
    public int Add(Fault fault, FaultScope reach)
    {
        lock (_lock)
        {
            recorder.Note($"fault {injector.NextNumber} added: {fault} ({Words(reach)}{SeedOf(fault)})");
            return injector.Add(fault, reach);
        }
    }

    /// <summary>Replaces a fault with another one.</summary>
    /// <returns>The number of the new one; null if the old one has been removed or has expired.</returns>
    public int? Change(int number, Fault fault, FaultScope reach)
    {
        lock (_lock)
        {
            if (Find(number) is null)
            {
                return null;
            }

            recorder.Note($"fault {number} changed into fault {injector.NextNumber}: {fault} ({Words(reach)}{SeedOf(fault)})");
            return injector.Change(number, fault, reach);
        }
    }

    /// <summary>Removes a fault.</summary>
    /// <returns>Whether it existed.</returns>
    public bool Remove(int number, FaultScope reach)
    {
        lock (_lock)
        {
            if (Find(number) is not { } fault)
            {
                return false;
            }

            recorder.Note($"fault {number} removed: {fault} ({Words(reach)})");
            injector.Remove(number, reach);
            return true;
        }
    }

    /// <summary>Removes all faults on all connections, and those that remain only on connections that are already open.</summary>
    public void Heal()
    {
        lock (_lock)
        {
            recorder.Note("all faults removed (all connections)");
            injector.Heal();
        }
    }

    private static string Words(FaultScope reach) => reach == FaultScope.All ? "all connections" : "next connections";

    /// <summary>The seed, with which random choices can be repeated.</summary>
    private string SeedOf(Fault fault) => new FaultPlan(fault).DrawsByChance ? $", seed {Seed}" : "";

    private Fault? Find(int number) => injector.Faults.FirstOrDefault(fault => fault.Number == number).Fault;
}
