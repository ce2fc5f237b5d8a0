using Tincan.Hosting;

namespace Tincan.Mutants.Programs;

/// <summary>A talk server with any of the bugs found in classrooms.</summary>
internal sealed record ClassroomTalk : IServer
{
    /// <summary>The person at the keyboard.</summary>
    public required ScriptedTalker Talker { get; init; }

    /// <summary>Sends before it has received something.</summary>
    public bool SendsFirst { get; init; }

    /// <summary>The number of lines in a turn.</summary>
    public int LinesPerTurn { get; init; } = 1;

    /// <summary>Assumes that one recv returns one message.</summary>
    public bool OneRecv { get; init; }

    /// <summary>The buffer size that it passes to recv.</summary>
    public int Buffer { get; init; } = 64 * 1024;

    /// <summary>The line to send for a typed line.</summary>
    public Func<string, string> Change { get; init; } = static line => line;

    /// <summary>Sends a blank line instead of closing.</summary>
    public bool SendsBlankLine { get; init; }

    /// <summary>Waits for more after the end of its input.</summary>
    public bool IgnoresEnd { get; init; }

    /// <summary>Does not close after the caller's FIN.</summary>
    public bool StaysOpen { get; init; }

    /// <summary>Sends to the caller that connected last.</summary>
    public LatestConnection? Latest { get; init; }

    public async Task ServeAsync(Conversation conversation)
    {
        var wire = conversation.Wire;
        Latest?.Connected(wire);
        var buffer = new byte[Buffer];
        var come = "";
        if (SendsFirst && !await SendTurnAsync(conversation))
        {
            return;
        }

        while (true)
        {
            while (come.Length == 0 || (!OneRecv && !come.Contains('\n', StringComparison.Ordinal)))
            {
                var count = await wire.ReceiveAsync(buffer);
                if (count == 0)
                {
                    await StayOpenAsync(conversation, StaysOpen);
                    return;
                }

                come += Encoding.Latin1.GetString(buffer, 0, count);
            }

            come = OneRecv ? "" : come[(come.IndexOf('\n', StringComparison.Ordinal) + 1)..];
            if (!await SendTurnAsync(conversation))
            {
                return;
            }
        }
    }

    /// <summary>Sends a turn; false at the end of the talk.</summary>
    private async Task<bool> SendTurnAsync(Conversation conversation)
    {
        for (var line = 0; line < LinesPerTurn; line++)
        {
            var typed = Talker.Next();
            await StayOpenAsync(conversation, typed is null && IgnoresEnd);
            if (typed is null || (typed.Length == 0 && !SendsBlankLine))
            {
                return false;
            }

            await (Latest?.Wire ?? conversation.Wire).SendAsync(Encoding.UTF8.GetBytes($"{Change(typed)}\n"));
        }

        return true;
    }

    private static Task StayOpenAsync(Conversation conversation, bool stays) =>
        stays ? Task.Delay(Timeout.InfiniteTimeSpan, conversation.Time, conversation.Aborted) : Task.CompletedTask;
}
