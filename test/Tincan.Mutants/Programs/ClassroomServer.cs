using Tincan.Hosting;
using Tincan.Wires;

namespace Tincan.Mutants.Programs;

/// <summary>How a classroom server reads what one recv returns.</summary>
internal enum Reads
{
    /// <summary>Correctly: line by line, and keeps an incomplete line for the next recv.</summary>
    Lines,

    /// <summary>As one line.</summary>
    AllAsOneLine,

    /// <summary>Only the first line.</summary>
    FirstLineOnly,

    /// <summary>Line by line, and drops an incomplete line.</summary>
    DropsIncompleteLine,
}

/// <summary>A server for lines with any of the bugs found in classrooms.</summary>
internal sealed record ClassroomServer : IServer
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The greeting.</summary>
    public string Greeting { get; init; } = "";

    /// <summary>The answer to a line; null for none.</summary>
    public required Func<string, string?> Answer { get; init; }

    /// <summary>How it reads.</summary>
    public Reads Reads { get; init; } = Reads.Lines;

    /// <summary>The buffer size that it passes to recv.</summary>
    public int Buffer { get; init; } = 64 * 1024;

    /// <summary>Crashes on a line that it cannot decode.</summary>
    public bool FailsToDecode { get; init; }

    /// <summary>The line end that it sends.</summary>
    public string Terminator { get; init; } = "\n";

    /// <summary>Closes after this many answers.</summary>
    public int MaxAnswers { get; init; } = int.MaxValue;

    /// <summary>Closes when one of these lines comes.</summary>
    public IReadOnlyList<string> QuitWords { get; init; } = [];

    /// <summary>Answers a last line without line end after the client's FIN.</summary>
    public bool AnswersIncompleteLine { get; init; } = true;

    /// <summary>Does not close after the client's FIN.</summary>
    public bool StaysOpen { get; init; }

    /// <summary>Resets the connection instead of closing it.</summary>
    public bool Resets { get; init; }

    /// <summary>Sends to the client that connected last.</summary>
    public LatestConnection? Latest { get; init; }

    /// <summary>The file that it writes; null for none.</summary>
    public string? File { get; init; }

    /// <summary>The entry in the file for a line and its answer.</summary>
    public Func<string, string, string> FileEntry { get; init; } = static (_, answer) => $"{answer}\n";

    public async Task ServeAsync(Conversation conversation)
    {
        var wire = conversation.Wire;
        Latest?.Connected(wire);
        await SendAsync(wire, Greeting);
        var rest = "";
        var answers = 0;
        var buffer = new byte[Buffer];
        while (await wire.ReceiveAsync(buffer) is var count and > 0)
        {
            // Latin-1 keeps every byte, even of a character that is split.
            var (lines, left) = Split(rest + Encoding.Latin1.GetString(buffer, 0, count));
            rest = left;
            foreach (var line in lines)
            {
                if (QuitWords.Contains(line))
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

        if (rest.Length > 0 && AnswersIncompleteLine)
        {
            await AnswerAsync(wire, rest);
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

    private (IReadOnlyList<string> Lines, string Left) Split(string received)
    {
        if (Reads == Reads.AllAsOneLine)
        {
            return ([received.EndsWith('\n') ? received[..^1] : received], "");
        }

        var parts = received.Split('\n');
        return Reads switch
        {
            Reads.FirstLineOnly => ([parts[0]], ""),
            Reads.DropsIncompleteLine => (parts[..^1], ""),
            _ => (parts[..^1], parts[^1]),
        };
    }

    private async Task AnswerAsync(Wire wire, string line)
    {
        if (Answer((FailsToDecode ? Strict : Encoding.UTF8).GetString(Encoding.Latin1.GetBytes(line))) is { } answer)
        {
            if (File is not null)
            {
                System.IO.File.AppendAllText(File, FileEntry(line, answer));
            }

            await SendAsync(Latest?.Wire ?? wire, answer + Terminator);
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
