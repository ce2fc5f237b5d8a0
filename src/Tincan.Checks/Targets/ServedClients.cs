using System.Net.NetworkInformation;

namespace Tincan.Checks.Targets;

/// <summary>
/// The clients that are connected to a port of this machine, or were recently: the system lists a closed connection for another minute (TIME_WAIT), and
/// of those that were reset the system tells when they go.
/// </summary>
internal sealed class ServedClients : IDisposable
{
    /// <summary>Both ends know of a connection, so each is here from both sides. A port alone says nothing: the system gives it to the next client soon.</summary>
    private readonly HashSet<(int Local, int Remote)> _before = [.. Now().SelectMany(static pair => ((int, int)[])[pair, (pair.Remote, pair.Local)])];
    private readonly ClosedSockets _closed = new();

    /// <summary>The ports of the clients that have connected to a port since this was made, but for those that were reset.</summary>
    public IReadOnlyList<int> ConnectedTo(int port) =>
        Others(port, Now().Where(pair => pair.Local == port || pair.Remote == port).Select(pair => pair.Local == port ? pair.Remote : pair.Local));

    /// <summary>The ports of the clients whose connection to a port is over. One that was refused was never connected: only the server's end counts.</summary>
    /// <param name="port">Where they were connected to.</param>
    public IReadOnlyList<int> ClosedTo(int port) => Others(port, _closed.Take().Where(pair => pair.Local == port && pair.Remote > 0).Select(static pair => pair.Remote));

    public void Dispose() => _closed.Dispose();

    private IReadOnlyList<int> Others(int port, IEnumerable<int> clients) => [.. clients.Where(client => !_before.Contains((client, port))).Distinct()];

    private static IEnumerable<(int Local, int Remote)> Now()
    {
        try
        {
            return [.. IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpConnections().Select(static one => (one.LocalEndPoint.Port, one.RemoteEndPoint.Port))];
        }
        catch (NetworkInformationException)
        {
            return [];
        }
    }
}
