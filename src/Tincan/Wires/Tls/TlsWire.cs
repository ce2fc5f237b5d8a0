using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;

namespace Tincan.Wires.Tls;

/// <summary>
/// A wire under TLS. FIN is <c>close_notify</c> with FIN behind it, and either end may go on receiving after its own (RFC 8446 6.1). An end of the
/// stream without <c>close_notify</c> is <see cref="CloseReason.Lost"/>: somebody may have cut it off. RST is RST.
/// </summary>
/// <remarks>
/// The handshake happens with <see cref="Wire.OpenAsync"/>, or with the first receive or send. One that fails ends as
/// <see cref="CloseReason.Handshake"/>; one that takes too long is reset.
/// </remarks>
public sealed class TlsWire : Wire
{
    /// <summary>How long <c>close_notify</c> may wait for the peer's window when the wire is let go without having finished. Then RST.</summary>
    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(1);

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

    /// <summary>A send was given up. Half a record may be out, and nothing that follows it would be understood.</summary>
    private bool _isCutOff;

    /// <summary>Puts TLS around a wire.</summary>
    /// <param name="inner">The wire; this one owns it from here on.</param>
    /// <param name="authenticate">Does the handshake.</param>
    /// <param name="peer">The word for the other end: client or server.</param>
    /// <param name="judged">What this end found wrong with the peer's certificate; null if nothing.</param>
    /// <param name="limit">How long the handshake may take.</param>
    /// <param name="time">The clock.</param>
    internal TlsWire(
        Wire inner,
        Func<SslStream, CancellationToken, Task> authenticate,
        string peer,
        Func<string?> judged,
        TimeSpan limit,
        TimeProvider time)
    {
        _inner = inner;
        _transport = new TlsTransport(inner);
        _tls = new TlsStream(_transport);
        _handshake = new TlsHandshake(_tls, _transport, authenticate, peer, judged, limit, time, Abort);
        _peer = peer;
        _time = time;
    }

    /// <inheritdoc/>
    public override EndPoint LocalEndPoint => _inner.LocalEndPoint;

    /// <inheritdoc/>
    public override EndPoint RemoteEndPoint => _inner.RemoteEndPoint;

    internal static void ThrowIfNoLimit(TimeSpan limit, string options)
    {
        if (limit != Timeout.InfiniteTimeSpan)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(limit, TimeSpan.Zero, options);
        }
    }

    /// <summary>The version that was agreed on; none before the handshake.</summary>
    public SslProtocols Protocol => _handshake.IsDone ? _tls.SslProtocol : SslProtocols.None;

    /// <summary>Agrees on TLS with the peer, once: a second call waits for the first.</summary>
    /// <param name="cancel">Gives up waiting; the handshake goes on within its own limit.</param>
    /// <exception cref="WireException">
    /// <see cref="CloseReason.Handshake"/>: the peer, or this end, did not accept the other. <see cref="CloseReason.Aborted"/>: it took too long.
    /// </exception>
    public Task HandshakeAsync(CancellationToken cancel = default) => _handshake.RunAsync(cancel);

    /// <inheritdoc cref="HandshakeAsync"/>
    public override Task OpenAsync(CancellationToken cancel = default) => HandshakeAsync(cancel);

    /// <inheritdoc/>
    public override ValueTask WaitForDataAsync(CancellationToken cancel = default) =>
        _aborted ? ValueTask.FromException(WireException.Aborted())
        : _ended ? ValueTask.CompletedTask
        : WaitForDecryptedAsync(cancel);

    /// <inheritdoc/>
    public override ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel = default) =>
        _aborted ? ValueTask.FromException<int>(WireException.Aborted())
        : _ended ? new(0)
        : ReceiveDecryptedAsync(buffer, cancel);

    /// <inheritdoc/>
    public override ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel = default) =>
        _aborted ? ValueTask.FromException(WireException.Aborted())
        : _finished ? ValueTask.FromException(WireException.Finished())
        : SendEncryptedAsync(bytes, cancel);

    /// <inheritdoc/>
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

    /// <inheritdoc/>
    public override void Abort()
    {
        _aborted = true;
        _inner.Abort();
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        if (!_aborted && await HasUnreadAsync())
        {
            Abort();
        }

        using var limit = new CancellationTokenSource(CloseLimit, _time);
        try
        {
            await FinishAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            Abort();
        }

        await _inner.DisposeAsync();
        await _handshake.Ended;
        await _tls.DisposeAsync();
    }

    /// <summary>A read of TLS without room ends when there is something to decrypt.</summary>
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

            await HandshakeAsync(cancel);
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
            await HandshakeAsync(cancel);
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
    /// Waits for the end of a peer with whom no TLS was agreed on: closing over its bytes would send RST, which can destroy the alert that tells it why.
    /// </summary>
    private async ValueTask<int> DiscardAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        while (!buffer.IsEmpty && await _inner.ReceiveAsync(buffer, cancel) > 0)
        {
            // What it says is not of a conversation.
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
            // The connection is gone, and receiving says how.
        }
    }

    /// <summary>Whether decrypted bytes lie here that nobody received. What waits below is the business of the wire below.</summary>
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
            // Nothing lies here, or somebody is just receiving it.
            return false;
        }
    }

    private WireException Broken(Exception error) =>
        _aborted ? WireException.Aborted()
        : _transport.HasEnded ? Truncated(error)
        : TlsFailure.AlertOf(error) is { } alert ? new(CloseReason.Handshake, TlsFailure.Refused(_peer, alert), error)
        : new(CloseReason.Malformed, $"what came is no TLS record of this connection: {TlsFailure.Innermost(error)}", error);

    /// <summary>
    /// A client may have finished the handshake before the server has judged its certificate (always so in TLS 1.3, RFC 8446 2), and not every server says
    /// why it then leaves; ours, which .NET gives no way to send the alert, does not.
    /// </summary>
    private WireException Truncated(Exception? error = null) => new(
        CloseReason.Lost,
        _hasReceived || _peer == "client"
            ? "the stream ended without TLS's close_notify: it may have been cut off"
            : "the server ended the connection behind the TLS handshake without a word: it may be stopping, or want a certificate of us, or another one",
        error);

    private static bool IsOfTls(Exception error) => error
        is AuthenticationException or (IOException and not WireException) or CryptographicException or InvalidOperationException;
}
