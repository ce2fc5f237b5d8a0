using Microsoft.Extensions.Logging;
using Tincan.Framing;
using Tincan.Wires;
using Tincan.Wires.Links;

namespace Tincan.Hosting;

/// <summary>A connection to a client, as a server sees it.</summary>
public sealed class Conversation
{
    internal Conversation(Wire wire, ILogger log, TimeProvider time, CancellationToken cut)
    {
        Wire = wire;
        Log = log;
        Time = time;
        Cut = cut;
    }

    /// <summary>
    /// The connection. When the server stops, or the client stays idle between messages, the next receive returns 0,
    /// so a server that handles the client's FIN handles these too.
    /// </summary>
    public Wire Wire { get; }

    /// <summary>The client's address.</summary>
    public EndPoint Client => Wire.RemoteEndPoint;

    /// <summary>Receives what an operator should know. Never the client's bytes.</summary>
    public ILogger Log { get; }

    /// <summary>The links of its pipeline; null if there are none.</summary>
    internal LinkedConnection? Links { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; }

    /// <summary>Cancelled when the host resets the connection, so that the server waits for nothing else.</summary>
    public CancellationToken Cut { get; }

    /// <summary>Logs which dialect the client speaks, and why that was assumed.</summary>
    /// <param name="lines">What is read from the client.</param>
    public void Took(LineChannel lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        if (lines.WasCorrected)
        {
            HostLog.DialectCorrected(Log, Client, lines.Dialect.Word(), lines.Why);
        }
        else
        {
            HostLog.DialectDetected(Log, Client, lines.Dialect.Word(), lines.Why);
        }
    }
}
