using Tincan.Hosting;
using Tincan.Wires;

namespace Tincan.Mutants.Programs;

/// <summary>How a server written in a classroom takes what one recv returns.</summary>
internal enum Takes
{
    /// <summary>Rightly: line by line, and keeps the rest.</summary>
    Lines,

    /// <summary>All of it for one line.</summary>
    AllForOne,

    /// <summary>The first line of it, and forgets the others.</summary>
    FirstOnly,

    /// <summary>Line by line, and forgets an unfinished rest.</summary>
    WholeOnly,
}

/// <summary>A server for lines with any of the bugs that classrooms know.</summary>
internal sealed record ClassroomServer : IServer
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>What it says on accept.</summary>
    public string Greeting { get; init; } = "";

    /// <summary>What it answers to a line; null for nothing.</summary>
    public required Func<string, string?> Answer { get; init; }

    /// <summary>What it makes of one recv.</summary>
    public Takes Takes { get; init; } = Takes.Lines;

    /// <summary>How many bytes it asks recv for.</summary>
    public int Buffer { get; init; } = 64 * 1024;

    /// <summary>It does not catch that a line cannot be decoded.</summary>
    public bool FailsToDecode { get; init; }

    /// <summary>What it puts behind an answer.</summary>
    public string Terminator { get; init; } = "\n";

    /// <summary>It closes behind so many answers.</summary>
    public int MaxAnswers { get; init; } = int.MaxValue;

    /// <summary>It closes when one of these lines comes.</summary>
    public IReadOnlyList<string> EndWords { get; init; } = [];

    /// <summary>When the client has finished, a rest without line end is answered.</summary>
    public bool AnswersRest { get; init; } = true;

    /// <summary>When the client has finished, it does not close.</summary>
    public bool Stays { get; init; }

    /// <summary>It closes over what it has not read, or without care: RST.</summary>
    public bool Resets { get; init; }

    /// <summary>It sends to the client that connected last.</summary>
    public LatestConnection? Last { get; init; }

    /// <summary>The file that it keeps its answers in; null for none.</summary>
    public string? File { get; init; }

    /// <summary>What it keeps, of a line and its answer.</summary>
    public Func<string, string, string> Keeps { get; init; } = static (_, answer) => $"{answer}\n";

    public async Task ServeAsync(Conversation conversation)
    {
        var wire = conversation.Wire;
        Last?.Connected(wire);
        await SendAsync(wire, Greeting);
        var rest = "";
        var answers = 0;
        var buffer = new byte[Buffer];
        while (await wire.ReceiveAsync(buffer) is var count and > 0)
        {
            // Latin-1 keeps every byte, so that a character cut in two is not lost here.
            var (lines, left) = Take(rest + Encoding.Latin1.GetString(buffer, 0, count));
            rest = left;
            foreach (var line in lines)
            {
                if (EndWords.Contains(line))
                {
                    return;
                }

                await AnswerAsync(wire, line);
                if (++answers == MaxAnswers)
                {
                    return;
                }
            }
        }

        if (rest.Length > 0 && AnswersRest)
        {
            await AnswerAsync(wire, rest);
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

    private (IReadOnlyList<string> Lines, string Left) Take(string come)
    {
        if (Takes == Takes.AllForOne)
        {
            return ([come.EndsWith('\n') ? come[..^1] : come], "");
        }

        var parts = come.Split('\n');
        return Takes switch
        {
            Takes.FirstOnly => ([parts[0]], ""),
            Takes.WholeOnly => (parts[..^1], ""),
            _ => (parts[..^1], parts[^1]),
        };
    }

    private async Task AnswerAsync(Wire wire, string line)
    {
        if (Answer((FailsToDecode ? Strict : Encoding.UTF8).GetString(Encoding.Latin1.GetBytes(line))) is { } answer)
        {
            if (File is not null)
            {
                System.IO.File.AppendAllText(File, Keeps(line, answer));
            }

            await SendAsync(Last?.Wire ?? wire, answer + Terminator);
        }
    }

    private static async Task SendAsync(Wire wire, string text)
    {
        if (text.Length > 0)
        {
            await wire.SendAsync(Encoding.UTF8.GetBytes(text));
        }
    }
}
