namespace Tincan.Protocols.Send;

/// <summary>Sends lines and takes everything that comes back: <c>conversation = 1*(*OCTET CR LF) / *OCTET FIN</c>.</summary>
public static class SendClient
{
    private const int BufferSize = 64 * 1024;

    /// <summary>Sends one line with <c>\r\n</c> and copies all that the server sends, until its FIN.</summary>
    /// <param name="wire">The connection; it stays the caller's.</param>
    /// <param name="line">The line without terminator.</param>
    /// <param name="halfClose">Sends FIN after the line. The classic program does not.</param>
    /// <param name="output">Takes what comes, as it comes.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="WireException">The connection broke; what had come was handed on.</exception>
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
    /// Sends every line with <c>\r\n</c>, those that are already here as one piece, and copies all that the server sends meanwhile and afterwards, until its FIN.
    /// </summary>
    /// <param name="wire">The connection; it stays the caller's. While lines are still to come, its idle limit does not apply.</param>
    /// <param name="lines">The lines. When the server closes first, one that was not read yet stays unread.</param>
    /// <param name="halfClose">Sends FIN after the last line.</param>
    /// <param name="output">Takes what comes, as it comes.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="WireException">The connection broke; what had come was handed on.</exception>
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

    /// <summary>Sends all lines; false if the peer closed with some on their way.</summary>
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
            // Receiving tells how the connection ended, after everything that had come before.
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
                // The server may be waiting for the next line, just as this end does.
            }
        }
    }
}
