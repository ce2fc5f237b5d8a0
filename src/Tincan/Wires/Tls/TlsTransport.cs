using Tincan.Files;

namespace Tincan.Wires.Tls;

/// <summary>The wire below TLS, as a stream for <see cref="System.Net.Security.SslStream"/>. It notes how the peer's handshake began.</summary>
/// <param name="inner">The wire, which the stream does not dispose.</param>
internal sealed class TlsTransport(Wire inner) : UnseekableStream
{
    private const byte Alert = 21;
    private const byte Handshake = 22;

    /// <summary>A fatal alert, unexpected_message: the reply to something that is not a TLS record (RFC 8446 section 5). .NET sends none.</summary>
    private static readonly byte[] UnexpectedMessage = [Alert, 3, 3, 0, 2, 2, 10];

    private bool _hasBegun;

    /// <summary>Serializes the calls of <see cref="TlsStream"/>. A read releases it while it waits for bytes.</summary>
    public SemaphoreSlim Turn { get; } = new(1);

    /// <summary>A FIN was received before <c>close_notify</c>. One that follows it is never read.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>The peer's first byte does not begin a TLS record.</summary>
    public bool IsPlain { get; private set; }

    /// <summary>The peer sent a ClientHello. To a client, that is what an echo server without TLS does.</summary>
    public bool IsEcho { get; private set; }

    /// <summary>Whether the handshake is still going on.</summary>
    public bool IsHandshake { get; set; } = true;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (IsHandshake)
        {
            return ReadHandshakeAsync(buffer, cancellationToken);
        }

        if (buffer.IsEmpty)
        {
            return WaitAsync(cancellationToken);
        }

        var receiving = inner.ReceiveAsync(buffer, cancellationToken);
        return receiving.IsCompletedSuccessfully ? new(Arrived(receiving.Result)) : AwaitAsync(receiving);
    }

    /// <summary>Sends an alert to a peer that does not speak TLS.</summary>
    public ValueTask SendAlertAsync(CancellationToken cancel) => inner.SendAsync(UnexpectedMessage, cancel);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        inner.SendAsync(buffer, cancellationToken);

    /// <summary>
    /// Moves the computations of a handshake, which take a millisecond or more, to the thread pool: with inline completions they would block the event
    /// loop of the sockets.
    /// </summary>
    private async ValueTask<int> ReadHandshakeAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        const int ClientHello = 1;
        const int KindOffset = 5;
        if (buffer.IsEmpty)
        {
            await inner.WaitForDataAsync(cancel);
            return 0;
        }

        var count = Arrived(await inner.ReceiveAsync(buffer, cancel));
        if (count > 0 && !_hasBegun)
        {
            _hasBegun = true;
            IsPlain = buffer.Span[0] is not (Alert or Handshake);
            IsEcho = !IsPlain && count > KindOffset && buffer.Span[KindOffset] == ClientHello;
        }

        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        return count;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> AwaitAsync(ValueTask<int> receiving)
    {
        Turn.Release();
        try
        {
            return Arrived(await receiving);
        }
        finally
        {
            await Turn.WaitAsync();
        }
    }

    /// <summary>A read with an empty buffer: TLS waits for something to decrypt.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> WaitAsync(CancellationToken cancel)
    {
        var waiting = inner.WaitForDataAsync(cancel);
        if (waiting.IsCompletedSuccessfully)
        {
            await waiting;
            return 0;
        }

        Turn.Release();
        try
        {
            await waiting;
            return 0;
        }
        finally
        {
            await Turn.WaitAsync();
        }
    }

    private int Arrived(int count)
    {
        HasEnded |= count == 0;
        return count;
    }
}
