using System.Net.Security;

namespace Tincan.Wires.Tls;

/// <summary>The handshake of a <see cref="TlsWire"/>: done once, whoever asks for it first.</summary>
/// <param name="tls">The stream that becomes encrypted.</param>
/// <param name="transport">The wire below it.</param>
/// <param name="authenticate">Does the handshake.</param>
/// <param name="peer">The word for the other end: client or server.</param>
/// <param name="judged">What this end found wrong with the peer's certificate; null if nothing.</param>
/// <param name="limit">How long it may take.</param>
/// <param name="time">The clock.</param>
/// <param name="abort">Resets the connection when it takes too long.</param>
internal sealed class TlsHandshake(
    SslStream tls,
    TlsTransport transport,
    Func<SslStream, CancellationToken, Task> authenticate,
    string peer,
    Func<string?> judged,
    TimeSpan limit,
    TimeProvider time,
    Action abort)
{
    private readonly Lock _lock = new();
    private Task? _running;
    private bool _isDone;

    /// <summary>Both ends have agreed.</summary>
    public bool IsDone => Volatile.Read(ref _isDone);

    /// <summary>They could not agree.</summary>
    public bool HasFailed => _running is { IsFaulted: true };

    /// <summary>Completes when it is not under way, however it ended.</summary>
    public Task Ended => _running?.EndAsync() ?? Task.CompletedTask;

    /// <summary>Agrees on TLS with the peer; a second call waits for the first.</summary>
    /// <param name="cancel">Gives up waiting; the handshake goes on within its own limit.</param>
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
        using var over = new CancellationTokenSource(limit, time);
        try
        {
            await authenticate(tls, over.Token);
            transport.IsHandshake = false;
            Volatile.Write(ref _isDone, true);
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            abort();
            throw new WireException(CloseReason.Aborted, $"the TLS handshake was not finished within {limit.TotalSeconds:0.###} s");
        }
        catch (Exception error) when (error is not WireException and not OperationCanceledException)
        {
            if (transport.IsPlain && peer == "client")
            {
                await TellPlainClientAsync(over.Token);
            }

            // Whatever it is: lengths that a stranger claims make .NET's reader of a ClientHello fail with ArgumentOutOfRangeException.
            throw new WireException(CloseReason.Handshake, TlsFailure.Explain(error, transport, peer, judged()), error);
        }
    }

    private async Task TellPlainClientAsync(CancellationToken cancel)
    {
        try
        {
            await transport.SendAlertAsync(cancel);
        }
        catch (Exception error) when (error is WireException or OperationCanceledException)
        {
            // The client has gone; there is nobody to tell.
        }
    }
}
