namespace Tincan.Drawing.Pcapng;

/// <summary>The addresses of a recorded connection.</summary>
internal static class Addresses
{
    /// <summary>Parses <c>127.0.0.1:40001 to 127.0.0.1:50007</c>, the text of an event; null if it is something else.</summary>
    public static (IPEndPoint Client, IPEndPoint Server)? Find(string? text) =>
        text?.Split(" to ") is [var from, var to]
        && IPEndPoint.TryParse(from, out var client)
        && IPEndPoint.TryParse(to, out var server)
        && client.AddressFamily == server.AddressFamily
            ? (client, server)
            : null;

    /// <summary>Addresses from the block for documentation (RFC 5737), different for each connection.</summary>
    public static (IPEndPoint Client, IPEndPoint Server) Invent(int connection) => (
        new IPEndPoint(new IPAddress([192, 0, 2, (byte)(1 + (connection / 50_000 % 100))]), 10_000 + (connection % 50_000)),
        new IPEndPoint(new IPAddress([192, 0, 2, 200]), 50_007));
}
