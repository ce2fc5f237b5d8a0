using Tincan.Files;

namespace Tincan.Wires.Tls;

/// <summary>The wire below TLS as the stream that <see cref="System.Net.Security.SslStream"/> wants, and what it saw go by.</summary>
/// <param name="inner">The wire; it stays its owner's.</param>
internal sealed class TlsTransport(Wire inner) : UnseekableStream
{
    private const byte Alert = 21;
    private const byte Handshake = 22;

    /// <summary>A fatal alert, unexpected_message: what a server answers to a record that is none (RFC 8446 5). .NET sends no alert of its own there.</summary>
    private static readonly byte[] UnexpectedMessage = [Alert, 3, 3, 0, 2, 2, 10];

    private bool _hasBegun;

    /// <summary>Whose turn it is in <see cref="TlsStream"/>: a read that has to wait for bytes gives it away meanwhile.</summary>
    public SemaphoreSlim Turn { get; } = new(1);

    /// <summary>FIN came from below. Only behind <c>close_notify</c>, which is never waited for again, does nobody hear it.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>The first byte was no beginning of a TLS record, so the peer speaks something else.</summary>
    public bool IsPlain { get; private set; }

    /// <summary>The peer sent the greeting of a client to a client, as an echo without TLS does.</summary>
    public bool IsEcho { get; private set; }

    /// <summary>The handshake is not over yet.</summary>
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

    /// <summary>Tells a peer that does not speak TLS that this end does.</summary>
    public ValueTask SendAlertAsync(CancellationToken cancel) => inner.SendAsync(UnexpectedMessage, cancel);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        inner.SendAsync(buffer, cancellationToken);

    /// <summary>
    /// The arithmetic of a handshake takes a millisecond and more: it is done on the pool, because sockets complete inline and the thread that
    /// waits for their events has others to serve.
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

    [System.Runtime.CompilerServices.AsyncMethodBuilder(typeof(System.Runtime.CompilerServices.PoolingAsyncValueTaskMethodBuilder<>))]
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

    /// <summary>A read without room, by which TLS waits for something to decrypt.</summary>
    [System.Runtime.CompilerServices.AsyncMethodBuilder(typeof(System.Runtime.CompilerServices.PoolingAsyncValueTaskMethodBuilder<>))]
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
