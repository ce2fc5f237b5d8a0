using System.Net.Security;
using System.Runtime.CompilerServices;

namespace Tincan.Wires;

/// <summary>
/// TLS as .NET has it, whose shutdown may come while a read is under way. An SSL object of OpenSSL bears one call at a time; <see cref="SslStream"/> keeps
/// those of reads and writes apart, but lets its shutdown into the middle of a read that decrypts, which costs bytes, the end, or the process.
/// </summary>
/// <param name="transport">The wire below.</param>
/// <param name="turn">Held by whoever uses the SSL object; the transport gives it away for as long as a read waits.</param>
internal sealed class TlsStream(TlsTransport transport, SemaphoreSlim turn) : SslStream(transport)
{
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await turn.WaitAsync(CancellationToken.None);
        try
        {
            return await base.ReadAsync(buffer, cancellationToken);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Says <c>close_notify</c>. Its turn is over once that is made: sending it may have to wait until this end reads.</summary>
    public override async Task ShutdownAsync()
    {
        Task sending;
        await turn.WaitAsync();
        try
        {
            sending = base.ShutdownAsync();
        }
        finally
        {
            turn.Release();
        }

        await sending;
    }
}
