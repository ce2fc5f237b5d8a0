using System.Net;
using Microsoft.Extensions.Logging;
using Tincan.Framing;
using Tincan.Wires;

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

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; }

    /// <summary>The conversation is being cut off; whatever else it waits for is in vain.</summary>
    public CancellationToken Cut { get; }

    /// <summary>Says in the log which dialect was taken.</summary>
    /// <param name="dialect">The dialect.</param>
    public void Took(Dialect dialect) => HostLog.Took(Log, Client, dialect.Word());
}
