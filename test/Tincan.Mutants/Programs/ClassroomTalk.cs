using Tincan.Hosting;

namespace Tincan.Mutants.Programs;

/// <summary>The server side of a talk with any of the bugs that classrooms know.</summary>
internal sealed record ClassroomTalk : IServer
{
    /// <summary>Who types.</summary>
    public required ScriptedTalker Talker { get; init; }

    /// <summary>It speaks before it has heard something.</summary>
    public bool SpeaksFirst { get; init; }

    /// <summary>How many lines it sends in its turn.</summary>
    public int LinesATurn { get; init; } = 1;

    /// <summary>It takes what one recv returns for a message.</summary>
    public bool OneRecv { get; init; }

    /// <summary>How many bytes it asks recv for.</summary>
    public int Buffer { get; init; } = 64 * 1024;

    /// <summary>What it sends of a typed line.</summary>
    public Func<string, string> Change { get; init; } = static line => line;

    /// <summary>It sends a blank line like all others.</summary>
    public bool SendsBlankLine { get; init; }

    /// <summary>At the end of input it waits for more.</summary>
    public bool IgnoresEnd { get; init; }

    /// <summary>When the caller has finished, it does not close.</summary>
    public bool Stays { get; init; }

    /// <summary>It sends to the caller that connected last.</summary>
    public LatestConnection? Last { get; init; }

    public async Task ServeAsync(Conversation conversation)
    {
        var wire = conversation.Wire;
        Last?.Connected(wire);
        var buffer = new byte[Buffer];
        var come = "";
        if (SpeaksFirst && !await SpeakAsync(conversation))
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
                    await StayAsync(conversation, Stays);
                    return;
                }

                come += Encoding.Latin1.GetString(buffer, 0, count);
            }

            come = OneRecv ? "" : come[(come.IndexOf('\n', StringComparison.Ordinal) + 1)..];
            if (!await SpeakAsync(conversation))
            {
                return;
            }
        }
    }

    /// <summary>Takes a turn; false if that was the end.</summary>
    private async Task<bool> SpeakAsync(Conversation conversation)
    {
        for (var line = 0; line < LinesATurn; line++)
        {
            var typed = Talker.Next();
            await StayAsync(conversation, typed is null && IgnoresEnd);
            if (typed is null || (typed.Length == 0 && !SendsBlankLine))
            {
                return false;
            }

            await (Last?.Wire ?? conversation.Wire).SendAsync(Encoding.UTF8.GetBytes($"{Change(typed)}\n"));
        }

        return true;
    }

    private static Task StayAsync(Conversation conversation, bool stays) =>
        stays ? Task.Delay(Timeout.InfiniteTimeSpan, conversation.Time, conversation.Aborted) : Task.CompletedTask;
}
