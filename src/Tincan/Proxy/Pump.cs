using System.Buffers;
using Tincan.Wires;

namespace Tincan.Proxy;

/// <summary>How one direction ended.</summary>
/// <param name="SourceReset">The side it came from broke off.</param>
/// <param name="Error">What broke; null if the source said FIN and it was passed on.</param>
internal readonly record struct PumpEnd(bool SourceReset, WireException? Error);

/// <summary>Carries one direction of a proxied connection.</summary>
internal static class Pump
{
    private const int BufferSize = 64 * 1024;

    /// <summary>Carries bytes until the source ends, and ends the other side in the same way.</summary>
    public static async Task<PumpEnd> RunAsync(Wire source, Wire target)
    {
        try
        {
            while (true)
            {
                await source.ReceiveAsync(Memory<byte>.Empty);
                var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
                try
                {
                    var count = await source.ReceiveAsync(buffer);
                    if (count == 0)
                    {
                        await target.FinishAsync();
                        return default;
                    }

                    if (await SendAsync(target, buffer.AsMemory(0, count)) is { } error)
                    {
                        // The side it goes to is gone: the source hears of it as if it had sent there itself.
                        source.Abort();
                        return new PumpEnd(SourceReset: false, error);
                    }
                }
                finally
                {
                    ArrayPool<byte>.Shared.Return(buffer);
                }
            }
        }
        catch (WireException error)
        {
            target.Abort();
            return new PumpEnd(SourceReset: true, error);
        }
    }

    private static async ValueTask<WireException?> SendAsync(Wire target, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            await target.SendAsync(bytes);
            return null;
        }
        catch (WireException error)
        {
            return error;
        }
    }
}
