using Tincan.Hosting;

namespace Tincan.Checks;

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

    /// <summary>It forgets what it owes once the client has finished.</summary>
    public bool LeavesOnFin { get; init; }

    /// <summary>When the client has finished, it does not close.</summary>
    public bool Stays { get; init; }

    /// <summary>When the client has finished, it breaks off (RST).</summary>
    public bool Resets { get; init; }

    public async Task ServeAsync(Conversation conversation)
    {
        var wire = conversation.Wire;
        var buffer = new byte[64 * 1024];
        var owed = Task.CompletedTask;
        var rest = Array.Empty<byte>();
        var wasLineEnd = true;
        for (var answers = 0; answers < MaxAnswers && await wire.ReceiveAsync(buffer) is var count and > 0; answers++)
        {
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
            owed = Hoards ? SendAfterAsync(owed, conversation, answer) : conversation.Wire.SendAsync(answer).AsTask();
            if (!Hoards)
            {
                await owed;
            }
        }

        await owed;
        if (rest.Length > 0)
        {
            await wire.SendAsync(rest);
        }

        if (Stays)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, conversation.Time, conversation.Cut);
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
