using System.Net;
using Microsoft.Extensions.Logging;
using Tincan.Framing;
using Tincan.Wires;
using Tincan.Wires.Links;

namespace Tincan.Hosting;

/// <summary>A client of a server: its wire, and what the server should know of it.</summary>
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
    /// The connection. When the server stops or the client stays idle between messages, the next receive says that the stream has ended,
    /// so a conversation that handles the client's FIN handles these too.
    /// </summary>
    public Wire Wire { get; }

    /// <summary>Where the client is.</summary>
    public EndPoint Client => Wire.RemoteEndPoint;

    /// <summary>Where to say what a person should know. Never the client's bytes.</summary>
    public ILogger Log { get; }

    /// <summary>The links of its pipeline; null if there are none.</summary>
    internal LinkedConnection? Links { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; }

    /// <summary>The conversation is being cut off; whatever else it waits for is in vain.</summary>
    public CancellationToken Cut { get; }

    /// <summary>Logs which dialect the client speaks, and why that was assumed.</summary>
    /// <param name="lines">What is read from the client.</param>
    public void Took(LineChannel lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        if (lines.WasCorrected)
        {
            HostLog.Corrected(Log, Client, lines.Dialect.Word(), lines.Why);
        }
        else
        {
            HostLog.Took(Log, Client, lines.Dialect.Word(), lines.Why);
        }
    }
}
