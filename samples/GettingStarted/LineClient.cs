using System.Text;
using Tincan.Framing;
using Tincan.Wires;
using Tincan.Wires.Sockets;

namespace GettingStarted;

internal static class LineClient
{
    // page: client
    /// <summary>Asks one question and returns the answer.</summary>
    public static async Task<string> AskAsync(WireAddress server, string question, CancellationToken cancel)
    {
        await using var wire = await new Connector(TimeSpan.FromSeconds(10)).ConnectAsync(server, cancel);
        using var lines = new LineChannel(wire, new LineOptions { Dialect = Dialect.Lf });
        await lines.SendAsync(Encoding.UTF8.GetBytes(question), cancel);
        var answer = await lines.ReadAsync(cancel);
        return Encoding.UTF8.GetString(answer.Content.Span);
    }

    // end
}
