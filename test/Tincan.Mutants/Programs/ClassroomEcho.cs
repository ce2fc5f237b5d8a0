using Tincan.Hosting;

namespace Tincan.Mutants.Programs;

/// <summary>An echo server with any of the bugs found in classrooms.</summary>
internal sealed record ClassroomEcho : IServer
{
    /// <summary>Changes the bytes of one recv. Defaults to no change.</summary>
    public Func<byte[], byte[]> Change { get; init; } = static bytes => bytes;

    /// <summary>Whether to echo a read, by its index. Defaults to all.</summary>
    public Func<int, bool> EchoesRead { get; init; } = static _ => true;

    /// <summary>Echoes only complete lines.</summary>
    public bool WaitsForLineEnd { get; init; }

    /// <summary>Does not echo a line end that comes alone after another one.</summary>
    public bool LosesBlankLines { get; init; }

    /// <summary>Closes after this many echoes.</summary>
    public int MaxAnswers { get; init; } = int.MaxValue;

    /// <summary>Buffers what it cannot send, without limit.</summary>
    public bool BuffersWithoutLimit { get; init; }

    /// <summary>How long it sleeps after each 8 MiB.</summary>
    public TimeSpan Pause { get; init; }

    /// <summary>Buffers what it cannot send, and drops the buffer when the client has sent FIN.</summary>
    public bool DropsBufferOnFin { get; init; }

    /// <summary>Echoes everything when the client has sent FIN.</summary>
    public bool AnswersAtEnd { get; init; }

    /// <summary>Sends to the client that connected last.</summary>
    public LatestConnection? Latest { get; init; }

    /// <summary>Stops at the client's FIN, without sending what is pending.</summary>
    public bool StopsOnFin { get; init; }

    /// <summary>Does not close after the client's FIN.</summary>
    public bool StaysOpen { get; init; }

    /// <summary>Resets the connection after the client's FIN.</summary>
    public bool Resets { get; init; }

    private const long PauseInterval = 8 * 1024 * 1024;

    public async Task ServeAsync(Conversation conversation)
    {
        var wire = conversation.Wire;
        Latest?.Connected(wire);
        var received = 0L;
        var buffer = new byte[64 * 1024];
        var pending = Task.CompletedTask;
        var rest = Array.Empty<byte>();
        using var kept = new MemoryStream();
        var wasLineEnd = true;
        for (var answers = 0; answers < MaxAnswers && await wire.ReceiveAsync(buffer) is var count and > 0; answers++)
        {
            if (AnswersAtEnd)
            {
                kept.Write(buffer, 0, count);
                continue;
            }

            byte[] come = [.. rest, .. buffer.AsSpan(0, count)];
            var end = WaitsForLineEnd ? Array.LastIndexOf(come, (byte)'\n') + 1 : come.Length;
            rest = come[end..];
            if (StopsOnFin)
            {
                if (await WaitAsync(conversation) is not { } more)
                {
                    return;
                }

                (come, end) = ([.. come, .. more], end + more.Length);
            }

            var isLost = !EchoesRead(answers) || (LosesBlankLines && wasLineEnd && come is [(byte)'\n']);
            var answer = isLost ? [] : Change(come[..end]);
            wasLineEnd = come[^1] == '\n';
            received += count;
            if (received / PauseInterval != (received - count) / PauseInterval)
            {
                await Task.Delay(Pause, conversation.Time, conversation.Aborted);
            }

            var stores = BuffersWithoutLimit || DropsBufferOnFin;
            pending = stores ? SendAfterAsync(pending, conversation, answer) : (Latest?.Wire ?? wire).SendAsync(answer).AsTask();
            if (!stores)
            {
                await pending;
            }
        }

        if (DropsBufferOnFin && !pending.IsCompleted)
        {
            wire.Abort();
            return;
        }

        await pending;
        kept.Write(rest);
        if (kept.Length > 0)
        {
            await wire.SendAsync(kept.ToArray());
        }

        if (StaysOpen)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, conversation.Time, conversation.Aborted);
        }

        if (Resets)
        {
            wire.Abort();
        }
    }

    private static async Task SendAfterAsync(Task pending, Conversation conversation, byte[] answer)
    {
        await pending;
        await conversation.Wire.SendAsync(answer);
    }

    /// <summary>Waits for a moment, and returns what was received; null for a FIN.</summary>
    private static async Task<byte[]?> WaitAsync(Conversation conversation)
    {
        using var moment = new CancellationTokenSource(TimeSpan.FromMilliseconds(20), conversation.Time);
        var buffer = new byte[1];
        try
        {
            return await conversation.Wire.ReceiveAsync(buffer, moment.Token) == 0 ? null : buffer;
        }
        catch (OperationCanceledException)
        {
            return [];
        }
    }
}
