namespace Tincan.Drawing.Pcapng;

/// <summary>Where the ends of a recorded connection are.</summary>
internal static class Addresses
{
    /// <summary>Reads <c>127.0.0.1:40001 to 127.0.0.1:50007</c>, as a recording tells it; null if it is something else.</summary>
    public static (IPEndPoint Client, IPEndPoint Server)? Find(string? text) =>
        text?.Split(" to ") is [var from, var to]
        && IPEndPoint.TryParse(from, out var client)
        && IPEndPoint.TryParse(to, out var server)
        && client.AddressFamily == server.AddressFamily
            ? (client, server)
            : null;

    /// <summary>Addresses from RFC 5737's block for documentation, different for each connection.</summary>
    public static (IPEndPoint Client, IPEndPoint Server) Invent(int connection) => (
        new IPEndPoint(new IPAddress([192, 0, 2, (byte)(1 + (connection / 50_000 % 100))]), 10_000 + (connection % 50_000)),
        new IPEndPoint(new IPAddress([192, 0, 2, 200]), 50_007));
}
