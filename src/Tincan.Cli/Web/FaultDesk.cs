using Tincan.Faults;
using Tincan.Faults.InForce;
using Tincan.Recording;

namespace Tincan.Cli.Web;

/// <summary>
/// The faults in force, as the pages see and change them. Every change is told as a note, so that a recording explains itself; the note comes before
/// what the change does.
/// </summary>
/// <param name="injector">Nobody else changes its plan.</param>
/// <param name="recorder">Hears the notes; by them a page learns that there is something new.</param>
/// <param name="mayChange">Whether pages may do more than look.</param>
internal sealed class FaultDesk(FaultInjector injector, Recorder recorder, bool mayChange)
{
    private readonly Lock _lock = new();

    /// <summary>Whether pages may do more than look.</summary>
    public bool MayChange => mayChange;

    /// <summary>The seed of all chance in the faults.</summary>
    public long Seed => injector.Seed;

    /// <summary>How many connections are open.</summary>
    public int Open => injector.OpenConnections;

    /// <summary>What is in force.</summary>
    public IReadOnlyList<FaultInForce> Faults
    {
        get
        {
            // Who has seen a note waits here until it is true.
            lock (_lock)
            {
                return injector.Faults;
            }
        }
    }

    /// <summary>Puts one more fault into force.</summary>
    /// <returns>Its number.</returns>
    public int Add(Fault fault, FaultScope reach)
    {
        lock (_lock)
        {
            recorder.Note($"fault {injector.NextNumber} added: {fault} ({Words(reach)}{SeedOf(fault)})");
            return injector.Add(fault, reach);
        }
    }

    /// <summary>Puts a fault into force in the place of another.</summary>
    /// <returns>Its number; null if the other is in force no more.</returns>
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

    /// <summary>Heals a fault.</summary>
    /// <returns>Whether it was in force.</returns>
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

    /// <summary>Heals all faults, on all connections: those, too, that are in force no more but on connections that were open.</summary>
    public void Heal()
    {
        lock (_lock)
        {
            recorder.Note("all faults removed (all connections)");
            injector.Heal();
        }
    }

    private static string Words(FaultScope reach) => reach == FaultScope.All ? "all connections" : "next connections";

    /// <summary>Without it, what was left to chance could not be done again.</summary>
    private string SeedOf(Fault fault) => new FaultPlan(fault).DrawsByChance ? $", seed {Seed}" : "";

    private Fault? Find(int number) => injector.Faults.FirstOrDefault(fault => fault.Number == number).Fault;
}
