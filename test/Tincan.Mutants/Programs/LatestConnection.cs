using Tincan.Wires;

namespace Tincan.Mutants.Programs;

/// <summary>The one variable in which a server keeps its client's connection, for all of them: it holds that of the client that came last.</summary>
internal sealed class LatestConnection
{
    private Wire? _wire;

    public Wire? Wire => Volatile.Read(ref _wire);

    public void Connected(Wire wire) => Volatile.Write(ref _wire, wire);
}
