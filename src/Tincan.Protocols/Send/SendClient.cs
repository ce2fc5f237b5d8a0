namespace Tincan.Protocols.Send;

/// <summary>Sends lines and copies everything that comes back: <c>conversation = 1*(*OCTET CR LF) / *OCTET FIN</c>.</summary>
public static class SendClient
{
    private const int BufferSize = 64 * 1024;

    /// <summary>Sends one line with <c>\r\n</c>, and copies what the server sends until its FIN.</summary>
    /// <param name="wire">The connection, which the caller keeps.</param>
    /// <param name="line">The line without terminator.</param>
    /// <param name="halfClose">Whether to half-close after the line. The classic program does not.</param>
    /// <param name="output">Receives what the server sends, as it arrives.</param>
    /// <param name="cancel">Cancels the conversation.</param>
    /// <exception cref="WireException">The connection broke; the output has everything that arrived before.</exception>
    public static async Task<SendOutcome> RunAsync(
        Wire wire, ReadOnlyMemory<byte> line, bool halfClose, Func<ReadOnlyMemory<byte>, ValueTask> output, CancellationToken cancel = default)
    {
        using (var sending = new SendBuffer(wire))
        {
            Write(line.Span, sending);
            await sending.FlushAsync(cancel);
        }

        if (halfClose)
        {
            await wire.FinishAsync(cancel);
        }

        return new(await ReceiveAllAsync(wire, output, Task.CompletedTask, cancel), IsAllSent: true);
    }

    /// <summary>
    /// Sends every line with <c>\r\n</c>, available lines in one write, and copies what the server sends until its FIN.
    /// </summary>
    /// <param name="wire">The connection, which the caller keeps. Its idle timeout does not apply until the last line was sent.</param>
    /// <param name="lines">The lines. If the server closes first, the remaining ones are not read.</param>
    /// <param name="halfClose">Whether to half-close after the last line.</param>
    /// <param name="output">Receives what the server sends, as it arrives.</param>
    /// <param name="cancel">Cancels the conversation.</param>
    /// <exception cref="WireException">The connection broke; the output has everything that arrived before.</exception>
    /// <exception cref="BadFileException">A line is over the limit.</exception>
    public static async Task<SendOutcome> RunAllAsync(
        Wire wire, LineInput lines, bool halfClose, Func<ReadOnlyMemory<byte>, ValueTask> output, CancellationToken cancel = default)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var sending = SendAllAsync(wire, lines, halfClose, over.Token);
        try
        {
            var receiving = ReceiveAllAsync(wire, output, sending, over.Token);
            await Task.WhenAny(receiving, sending);
            if (sending is { IsFaulted: true, Exception.InnerException: BadFileException })
            {
                await over.CancelOnContextAsync();
                await receiving.EndAsync();
                await sending;
            }

            var received = await receiving;
            await over.CancelOnContextAsync();
            return new(received, await sending);
        }
        finally
        {
            await over.CancelOnContextAsync();
            await sending.EndAsync();
        }
    }

    /// <summary>Sends all lines; false if the peer closed before it had received all.</summary>
    private static async Task<bool> SendAllAsync(Wire wire, LineInput lines, bool halfClose, CancellationToken cancel)
    {
        using var sending = new SendBuffer(wire);
        var isOnItsWay = false;
        try
        {
            while (await lines.ReadAsync(cancel) is { IsEnd: false } line)
            {
                isOnItsWay = true;
                do
                {
                    Write(line.Span, sending);
                }
                while (!sending.IsFull && lines.TryRead(out line));

                await sending.FlushAsync(cancel);
                isOnItsWay = false;
            }

            if (halfClose)
            {
                await wire.FinishAsync(cancel);
            }

            return true;
        }
        catch (OperationCanceledException)
        {
            return !isOnItsWay;
        }
        catch (WireException)
        {
            // The receive reports how the connection ended, after everything that arrived before.
            return false;
        }
    }

    private static void Write(ReadOnlySpan<byte> line, SendBuffer sending)
    {
        sending.Write(line);
        sending.Write("\r\n"u8);
    }

    private static async Task<long> ReceiveAllAsync(
        Wire wire, Func<ReadOnlyMemory<byte>, ValueTask> output, Task sending, CancellationToken cancel)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        var received = 0L;
        try
        {
            while (await ReceiveAsync(wire, buffer, sending, cancel) is var count and > 0)
            {
                received += count;
                await output(buffer.AsMemory(0, count));
            }

            return received;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async ValueTask<int> ReceiveAsync(Wire wire, Memory<byte> buffer, Task sending, CancellationToken cancel)
    {
        while (true)
        {
            var wasSending = !sending.IsCompleted;
            try
            {
                return await wire.ReceiveAsync(buffer, cancel);
            }
            catch (WireException idle) when (idle.Reason == CloseReason.Idle && wasSending)
            {
                // While a line is to be sent, an idle timeout does not count: the server may be waiting for the next line, too.
            }
        }
    }
}
