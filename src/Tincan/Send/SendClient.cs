using System.Buffers;
using Tincan.Wires;

namespace Tincan.Send;

/// <summary>Says one line and takes everything that comes back: <c>conversation = *OCTET CR LF / *OCTET FIN</c>.</summary>
public static class SendClient
{
    private const int BufferSize = 64 * 1024;

    /// <summary>Sends a line with <c>\r\n</c> and copies all that the server sends, until its FIN.</summary>
    /// <param name="wire">The connection; it stays the caller's.</param>
    /// <param name="line">The line without terminator.</param>
    /// <param name="halfClose">Says FIN behind the line. The classic program does not.</param>
    /// <param name="output">Takes what comes, as it comes.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="WireException">The connection broke; what had come was handed on.</exception>
    public static async Task RunAsync(
        Wire wire, ReadOnlyMemory<byte> line, bool halfClose, Func<ReadOnlyMemory<byte>, ValueTask> output, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(wire);
        ArgumentNullException.ThrowIfNull(output);
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Max(BufferSize, line.Length + 2));
        try
        {
            line.CopyTo(buffer);
            "\r\n"u8.CopyTo(buffer.AsSpan(line.Length));
            await wire.SendAsync(buffer.AsMemory(0, line.Length + 2), cancel);
            if (halfClose)
            {
                await wire.FinishAsync(cancel);
            }

            while (await wire.ReceiveAsync(buffer, cancel) is var count and > 0)
            {
                await output(buffer.AsMemory(0, count));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
