using Tincan.Hosting;

namespace Tincan.Mutants.Programs;

/// <summary>An echo server with any of the bugs that classrooms know.</summary>
internal sealed record ClassroomEcho : IServer
{
    /// <summary>What it makes of what one recv returns. Defaults to the same.</summary>
    public Func<byte[], byte[]> Change { get; init; } = static bytes => bytes;

    /// <summary>Which of what recv returns it sends back, counted from 0. Defaults to all.</summary>
    public Func<int, bool> Answers { get; init; } = static _ => true;

    /// <summary>It sends back whole lines only.</summary>
    public bool WaitsForLineEnd { get; init; }

    /// <summary>It does not send back a line end that comes alone behind another one.</summary>
    public bool LosesBlankLines { get; init; }

    /// <summary>It closes behind so many echoes.</summary>
    public int MaxAnswers { get; init; } = int.MaxValue;

    /// <summary>It stores what it cannot send.</summary>
    public bool Hoards { get; init; }

    /// <summary>How long it sleeps after each 8 MiB.</summary>
    public TimeSpan Naps { get; init; }

    /// <summary>It stores what it cannot send, and drops that when the client has finished.</summary>
    public bool DropsOwed { get; init; }

    /// <summary>It sends everything back when the client has finished.</summary>
    public bool AnswersAtEnd { get; init; }

    /// <summary>It sends to the client that connected last.</summary>
    public LatestConnection? Last { get; init; }

    /// <summary>It forgets what it owes once the client has finished.</summary>
    public bool LeavesOnFin { get; init; }

    /// <summary>When the client has finished, it does not close.</summary>
    public bool Stays { get; init; }

    /// <summary>When the client has finished, it breaks off (RST).</summary>
    public bool Resets { get; init; }

    private const long Nap = 8 * 1024 * 1024;

    public async Task ServeAsync(Conversation conversation)
    {
        var wire = conversation.Wire;
        Last?.Connected(wire);
        var received = 0L;
        var buffer = new byte[64 * 1024];
        var owed = Task.CompletedTask;
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
            if (LeavesOnFin)
            {
                if (await WaitAsync(conversation) is not { } more)
                {
                    return;
                }

                (come, end) = ([.. come, .. more], end + more.Length);
            }

            var isLost = !Answers(answers) || (LosesBlankLines && wasLineEnd && come is [(byte)'\n']);
            var answer = isLost ? [] : Change(come[..end]);
            wasLineEnd = come[^1] == '\n';
            received += count;
            if (received / Nap != (received - count) / Nap)
            {
                await Task.Delay(Naps, conversation.Time, conversation.Aborted);
            }

            var stores = Hoards || DropsOwed;
            owed = stores ? SendAfterAsync(owed, conversation, answer) : (Last?.Wire ?? wire).SendAsync(answer).AsTask();
            if (!stores)
            {
                await owed;
            }
        }

        if (DropsOwed && !owed.IsCompleted)
        {
            wire.Abort();
            return;
        }

        await owed;
        kept.Write(rest);
        if (kept.Length > 0)
        {
            await wire.SendAsync(kept.ToArray());
        }

        if (Stays)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, conversation.Time, conversation.Aborted);
        }

        if (Resets)
        {
            wire.Abort();
        }
    }

    private static async Task SendAfterAsync(Task owed, Conversation conversation, byte[] answer)
    {
        await owed;
        await conversation.Wire.SendAsync(answer);
    }

    /// <summary>Waits for a moment. What comes in it; null if that is FIN.</summary>
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
