using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;

namespace Tincan.Wires.Tls;

/// <summary>
/// A wire with TLS. <see cref="FinishAsync"/> sends <c>close_notify</c> and a FIN, and the wire can still receive (RFC 8446 section 6.1). A FIN from the
/// peer without <c>close_notify</c> is a truncation: the receive fails with <see cref="CloseReason.Lost"/>.
/// </summary>
/// <remarks>
/// The handshake happens with <see cref="Wire.OpenAsync"/>, or with the first receive or send. If it fails, the reason is
/// <see cref="CloseReason.Handshake"/>; if it times out, the connection is reset.
/// </remarks>
internal sealed class TlsWire : Wire
{
    /// <summary>How long <see cref="DisposeAsync"/> waits to send <c>close_notify</c>. After that it sends an RST.</summary>
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(1);

    private readonly Wire _inner;
    private readonly TlsTransport _transport;
    private readonly TlsStream _tls;
    private readonly TlsHandshake _handshake;
    private readonly string _peer;
    private readonly TimeProvider _time;
    private bool _finished;
    private bool _aborted;
    private bool _ended;
    private bool _hasReceived;

    /// <summary>A send is under way or was cancelled. Half a record may have been sent, so nothing else can follow.</summary>
    private bool _isCutOff;

    /// <summary>Wraps a wire in TLS.</summary>
    /// <param name="inner">The wire, which is disposed with this one.</param>
    /// <param name="authenticate">Does the handshake.</param>
    /// <param name="peer"><c>client</c> or <c>server</c>.</param>
    /// <param name="rejection">Why this end rejected the peer's certificate; null if it did not.</param>
    /// <param name="handshakeTimeout">The timeout of the handshake.</param>
    /// <param name="time">The clock.</param>
    internal TlsWire(
        Wire inner,
        Func<SslStream, CancellationToken, Task> authenticate,
        string peer,
        Func<string?> rejection,
        TimeSpan handshakeTimeout,
        TimeProvider time)
    {
        _inner = inner;
        _transport = new TlsTransport(inner);
        _tls = new TlsStream(_transport);
        _handshake = new TlsHandshake(_tls, _transport, authenticate, peer, rejection, handshakeTimeout, time, Abort);
        _peer = peer;
        _time = time;
    }

    public override EndPoint LocalEndPoint => _inner.LocalEndPoint;

    public override EndPoint RemoteEndPoint => _inner.RemoteEndPoint;

    internal static void ThrowIfInvalidTimeout(TimeSpan timeout, string options)
    {
        if (timeout != Timeout.InfiniteTimeSpan)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeout, TimeSpan.Zero, options);
        }
    }

    /// <summary>The negotiated TLS version; <see cref="SslProtocols.None"/> before the handshake.</summary>
    public SslProtocols Protocol => _handshake.IsDone ? _tls.SslProtocol : SslProtocols.None;

    /// <summary>Does the handshake, once: a second call waits for the first.</summary>
    /// <param name="cancel">Stops waiting; the handshake goes on until its timeout.</param>
    /// <exception cref="WireException">
    /// <see cref="CloseReason.Handshake"/>: the handshake failed. <see cref="CloseReason.Aborted"/>: it timed out.
    /// </exception>
    public override Task OpenAsync(CancellationToken cancel = default) => _handshake.RunAsync(cancel);

    public override ValueTask WaitForDataAsync(CancellationToken cancel = default) =>
        _aborted ? ValueTask.FromException(WireException.Aborted())
        : _ended ? ValueTask.CompletedTask
        : WaitForDecryptedAsync(cancel);

    public override ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel = default) =>
        _aborted ? ValueTask.FromException<int>(WireException.Aborted())
        : _ended ? new(0)
        : ReceiveDecryptedAsync(buffer, cancel);

    public override ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel = default) =>
        _aborted ? ValueTask.FromException(WireException.Aborted())
        : _finished ? ValueTask.FromException(WireException.Finished())
        : SendEncryptedAsync(bytes, cancel);

    public override async ValueTask FinishAsync(CancellationToken cancel = default)
    {
        if (_finished)
        {
            return;
        }

        _finished = true;
        if (!_aborted && !_isCutOff && _handshake.IsDone)
        {
            await CloseNotifyAsync(cancel);
        }

        await _inner.FinishAsync(cancel);
    }

    public override void Abort()
    {
        _aborted = true;
        _inner.Abort();
    }

    public override async ValueTask DisposeAsync()
    {
        if (!_aborted && await HasUnreadAsync())
        {
            Abort();
        }

        using var timeout = new CancellationTokenSource(CloseTimeout, _time);
        try
        {
            await FinishAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            Abort();
        }

        await _inner.DisposeAsync();
        await _handshake.Ended;
        await _tls.DisposeAsync();
    }

    /// <summary>A read with an empty buffer completes when there is something to decrypt.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask WaitForDecryptedAsync(CancellationToken cancel) => await ReceiveDecryptedAsync(Memory<byte>.Empty, cancel);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> ReceiveDecryptedAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        if (!_handshake.IsDone)
        {
            if (_finished && _handshake.HasFailed)
            {
                return await DiscardAsync(buffer, cancel);
            }

            await OpenAsync(cancel);
        }

        try
        {
            var count = await _tls.ReadAsync(buffer, cancel);
            if (count == 0 && !buffer.IsEmpty)
            {
                _ended = !_transport.HasEnded ? true : throw Truncated();
            }

            _hasReceived |= count > 0;
            return count;
        }
        catch (Exception error) when (IsOfTls(error))
        {
            throw Broken(error);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask SendEncryptedAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        if (!_handshake.IsDone)
        {
            await OpenAsync(cancel);
        }

        _isCutOff = true;
        try
        {
            await _tls.WriteAsync(bytes, cancel);
            _isCutOff = false;
        }
        catch (Exception error) when (IsOfTls(error))
        {
            throw Broken(error);
        }
    }

    /// <summary>
    /// Receives until the FIN of a peer whose handshake failed: closing with unread bytes would send an RST, which can destroy the alert on its way.
    /// </summary>
    private async ValueTask<int> DiscardAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        while (!buffer.IsEmpty && await _inner.ReceiveAsync(buffer, cancel) > 0)
        {
            // Discarded.
        }

        return 0;
    }

    private async ValueTask CloseNotifyAsync(CancellationToken cancel)
    {
        try
        {
            await _tls.ShutdownAsync().WaitAsync(cancel);
        }
        catch (Exception error) when (error is WireException || IsOfTls(error))
        {
            // The connection is closed: the next receive throws.
        }
    }

    /// <summary>Whether decrypted bytes are unread. The inner wire checks its own.</summary>
    private async ValueTask<bool> HasUnreadAsync()
    {
        if (_ended || !_handshake.IsDone)
        {
            return false;
        }

        try
        {
            return await _tls.ReadAsync(new byte[1], new CancellationToken(canceled: true)) > 0;
        }
        catch (Exception error) when (error is OperationCanceledException or NotSupportedException or WireException || IsOfTls(error))
        {
            // Nothing is unread, or a receive is under way.
            return false;
        }
    }

    private WireException Broken(Exception error) =>
        _aborted ? WireException.Aborted()
        : _transport.HasEnded ? Truncated(error)
        : TlsFailure.AlertOf(error) is { } alert ? new(CloseReason.Handshake, TlsFailure.Refused(_peer, alert), error)
        : new(CloseReason.Malformed, $"received an invalid TLS record: {TlsFailure.Innermost(error)}", error);

    /// <summary>
    /// In TLS 1.3 a client finishes the handshake before the server has validated its certificate (RFC 8446 section 2), and not every server sends an alert
    /// when it then closes the connection. Ours does not: .NET has no way to send one.
    /// </summary>
    private WireException Truncated(Exception? error = null) => new(
        CloseReason.Lost,
        _hasReceived || _peer == "client"
            ? "the stream ended without a TLS close_notify: it may have been truncated"
            : "the server closed the connection right after the TLS handshake: it may be shutting down, or not accept our certificate, or require one",
        error);

    private static bool IsOfTls(Exception error) => error
        is AuthenticationException or (IOException and not WireException) or CryptographicException or InvalidOperationException;
}
