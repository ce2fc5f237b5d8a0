using System.Net.Security;

namespace Tincan.Wires.Tls;

/// <summary>
/// An <see cref="SslStream"/> that can be shut down during a read. OpenSSL allows one call at a time on an SSL object. <see cref="SslStream"/> serializes
/// its reads and writes, but not its shutdown: one that comes while a read decrypts can lose bytes or crash the process.
/// </summary>
/// <param name="transport">The wire below, which has the semaphore.</param>
internal sealed class TlsStream(TlsTransport transport) : SslStream(transport)
{
    private readonly SemaphoreSlim _turn = transport.Turn;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await _turn.WaitAsync(CancellationToken.None);
        try
        {
            return await base.ReadAsync(buffer, cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Sends <c>close_notify</c>. The semaphore is released before it is sent, because sending may have to wait until this end reads.</summary>
    public override async Task ShutdownAsync()
    {
        Task sending;
        await _turn.WaitAsync();
        try
        {
            sending = base.ShutdownAsync();
        }
        finally
        {
            _turn.Release();
        }

        await sending;
    }
}
