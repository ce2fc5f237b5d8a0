using System.Net.Security;

namespace Tincan.Wires.Tls;

/// <summary>The handshake of a <see cref="TlsWire"/>. It runs once, with the first call that needs it.</summary>
/// <param name="tls">The TLS stream.</param>
/// <param name="transport">The wire below it.</param>
/// <param name="authenticate">Does the handshake.</param>
/// <param name="peer"><c>client</c> or <c>server</c>.</param>
/// <param name="rejection">Why this end rejected the peer's certificate; null if it did not.</param>
/// <param name="timeout">The timeout.</param>
/// <param name="time">The clock.</param>
/// <param name="abort">Resets the connection after the timeout.</param>
internal sealed class TlsHandshake(
    SslStream tls,
    TlsTransport transport,
    Func<SslStream, CancellationToken, Task> authenticate,
    string peer,
    Func<string?> rejection,
    TimeSpan timeout,
    TimeProvider time,
    Action abort)
{
    private readonly Lock _lock = new();
    private Task? _running;
    private bool _isDone;

    /// <summary>The handshake has succeeded.</summary>
    public bool IsDone => Volatile.Read(ref _isDone);

    /// <summary>The handshake has failed.</summary>
    public bool HasFailed => _running is { IsFaulted: true };

    /// <summary>Completes when the handshake has ended, in whatever way, or never began.</summary>
    public Task Ended => _running?.EndAsync() ?? Task.CompletedTask;

    /// <summary>Does the handshake; a second call waits for the first.</summary>
    /// <param name="cancel">Stops waiting; the handshake goes on until its timeout.</param>
    public Task RunAsync(CancellationToken cancel)
    {
        lock (_lock)
        {
            _running ??= RunOnceAsync();
        }

        return _running.WaitAsync(cancel);
    }

    private async Task RunOnceAsync()
    {
        using var expired = new CancellationTokenSource(timeout, time);
        try
        {
            await authenticate(tls, expired.Token);
            transport.IsHandshake = false;
            Volatile.Write(ref _isDone, true);
        }
        catch (OperationCanceledException) when (expired.IsCancellationRequested)
        {
            abort();
            throw new WireException(CloseReason.Aborted, $"the TLS handshake did not finish within {timeout.TotalSeconds:0.###} s");
        }
        catch (Exception error) when (error is not WireException and not OperationCanceledException)
        {
            if (transport.IsPlain && peer == "client")
            {
                await SendAlertAsync(expired.Token);
            }

            // Any exception: a ClientHello with false lengths makes .NET throw ArgumentOutOfRangeException.
            throw new WireException(CloseReason.Handshake, TlsFailure.Explain(error, transport, peer, rejection()), error);
        }
    }

    private async Task SendAlertAsync(CancellationToken cancel)
    {
        try
        {
            await transport.SendAlertAsync(cancel);
        }
        catch (Exception error) when (error is WireException or OperationCanceledException)
        {
            // The client has closed the connection.
        }
    }
}
