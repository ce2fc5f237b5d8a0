using System.Net.Security;

namespace Tincan.Wires.Tls;

/// <summary>
/// TLS as .NET has it, whose shutdown may come while a read is under way. An SSL object of OpenSSL bears one call at a time; <see cref="SslStream"/> keeps
/// those of reads and writes apart, but lets its shutdown into the middle of a read that decrypts, which costs bytes, the end, or the process.
/// </summary>
/// <param name="transport">The wire below, and whose turn it is.</param>
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

    /// <summary>Says <c>close_notify</c>. Its turn is over once that is made: sending it may have to wait until this end reads.</summary>
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
