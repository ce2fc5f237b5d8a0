using System.Net.NetworkInformation;

namespace Tincan.Checks;

/// <summary>Who is, or was a moment ago, connected to a port of this machine: connections that are over stay in the table of the system for a minute (TIME_WAIT).</summary>
internal sealed class ServedClients
{
    private readonly HashSet<int> _before = [.. Now().SelectMany(static pair => (int[])[pair.Local, pair.Remote])];

    /// <summary>The ports of the clients that have connected to a port since this was made.</summary>
    /// <param name="port">Where they connected to.</param>
    public IReadOnlyList<int> Of(int port) =>
        [.. Now().Where(pair => pair.Local == port || pair.Remote == port).Select(pair => pair.Local == port ? pair.Remote : pair.Local).Where(other => !_before.Contains(other)).Distinct()];

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
