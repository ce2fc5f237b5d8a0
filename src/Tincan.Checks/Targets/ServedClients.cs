using System.Net.NetworkInformation;

namespace Tincan.Checks.Targets;

/// <summary>
/// The clients of a port on this machine. The system lists a closed connection for another minute (TIME_WAIT), and reports a connection that is reset when it
/// is destroyed.
/// </summary>
/// <param name="isFreshPort">Whether no program had the port since this process began: then it is enough to know the connections that existed at that time, and listing them takes 10 ms.</param>
internal sealed class ServedClients(bool isFreshPort) : IDisposable
{
    private static readonly Lazy<HashSet<(int Local, int Remote)>> AtFirst = new(Both);

    /// <summary>The connections that existed before, as both ends see them. A client port alone is not enough, because the system reuses it soon.</summary>
    private readonly HashSet<(int Local, int Remote)> _before = isFreshPort ? AtFirst.Value : Both();
    private readonly ClosedSockets _closed = new();

    /// <summary>Looks for closed connections of a port, from now on.</summary>
    public void Watch(int port) => _closed.Watch(port);

    /// <summary>The ports of clients that have connected since this object was created, except those that were reset.</summary>
    public IReadOnlyList<int> ConnectedTo(int port) =>
        Others(port, Now().Where(pair => pair.Local == port || pair.Remote == port).Select(pair => pair.Local == port ? pair.Remote : pair.Local));

    /// <summary>
    /// The ports of clients whose connection was closed or reset. Only sockets of the server count, because a client that was refused was never connected.
    /// </summary>
    /// <param name="port">The port of the server.</param>
    public IReadOnlyList<int> ClosedTo(int port) => Others(port, _closed.Take().Where(pair => pair.Local == port && pair.Remote > 0).Select(static pair => pair.Remote));

    public void Dispose() => _closed.Dispose();

    private IReadOnlyList<int> Others(int port, IEnumerable<int> clients) => [.. clients.Where(client => !_before.Contains((client, port))).Distinct()];

    private static HashSet<(int Local, int Remote)> Both() => [.. Now().SelectMany(static pair => ((int, int)[])[pair, (pair.Remote, pair.Local)])];

    private static IEnumerable<(int Local, int Remote)> Now()
    {
        try
        {
            return ListeningPorts.Connections();
        }
        catch (NetworkInformationException)
        {
            return [];
        }
    }
}
