using Microsoft.Extensions.Logging;
using Tincan.Framing;
using Tincan.Wires.Links;

namespace Tincan.Hosting;

/// <summary>A connection to a client, as a server sees it.</summary>
public sealed partial class Conversation
{
    private static readonly CancellationTokenSource AlreadyAborted = new(TimeSpan.Zero);

    /// <summary>Created by the first use of <see cref="Aborted"/>; most conversations have none.</summary>
    private CancellationTokenSource? _aborted;

    internal Conversation(Wire wire, ILogger log, TimeProvider time)
    {
        Wire = wire;
        Log = log;
        Time = time;
    }

    /// <summary>
    /// The connection. When the server stops, or the client stays idle between messages, the next receive returns 0,
    /// so a server that handles the client's FIN handles these too.
    /// </summary>
    public Wire Wire { get; }

    /// <summary>The client's address.</summary>
    public EndPoint Client => Wire.RemoteEndPoint;

    /// <summary>The server's log. Never log the client's bytes.</summary>
    public ILogger Log { get; }

    /// <summary>The links of the connection; null if there are none.</summary>
    internal LinkedConnection? Links { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; }

    /// <summary>Cancelled when the host resets the connection. Pass it to everything else that the server waits for.</summary>
    public CancellationToken Aborted => (_aborted ?? Interlocked.CompareExchange(ref _aborted, new CancellationTokenSource(), null) ?? _aborted).Token;

    /// <summary>Cancels <see cref="Aborted"/>. Callbacks of the server run, or throw, on no stack of the host.</summary>
    internal void Abort() => _ = Interlocked.CompareExchange(ref _aborted, AlreadyAborted, null)?.CancelOnContextAsync();

    /// <summary>Logs the detected dialect of the client, and the reason.</summary>
    /// <param name="lines">The channel that detected it.</param>
    public void LogDialect(LineChannel lines)
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
