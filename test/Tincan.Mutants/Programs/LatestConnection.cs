using Tincan.Wires;

namespace Tincan.Mutants.Programs;

/// <summary>The connection of the latest client, in a variable that all clients of a server share.</summary>
internal sealed class LatestConnection
{
    private Wire? _wire;

    public Wire? Wire => Volatile.Read(ref _wire);

    public void Connected(Wire wire) => Volatile.Write(ref _wire, wire);
}
