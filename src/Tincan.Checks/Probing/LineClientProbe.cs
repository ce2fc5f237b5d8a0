using System.Text.RegularExpressions;
using Tincan.Checks.Contexts;
using Tincan.Checks.Plays;

namespace Tincan.Checks.Probing;

/// <summary>Finds out which line ends a client sends, and which ones it reads.</summary>
/// <param name="prober">Receives the results.</param>
/// <param name="first">The first line of its input.</param>
/// <param name="second">The second line of its input.</param>
internal sealed class LineClientProbe(Prober prober, string first, string second)
{
    private const string Third = "Third";

    /// <summary>The pattern is quick, but the machine may be busy.</summary>
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(1);

    /// <summary>The answer to the first line.</summary>
    public required string Answer { get; init; }

    /// <summary>The answer to the second line. Defaults to null: the same answer.</summary>
    public string? SecondAnswer { get; init; }

    /// <summary>Sends a greeting, and returns what the client sent before that. Defaults to sending nothing.</summary>
    public Func<Peer, Task<byte[]>> GreetAsync { get; init; } = static _ => Task.FromResult<byte[]>([]);

    /// <summary>What the client sent before it got an answer.</summary>
    public byte[] Sent { get; private set; } = [];

    /// <summary>The output of the client.</summary>
    public string Output { get; private set; } = "";

    public async Task RunAsync()
    {
        byte[] early = [], extra = [];
        var end = Dialect.Raw;
        var (isFile, didNotExit) = (false, false);
        await prober.TryAsync(async context =>
        {
            var play = await ClientPlay.StartAsync(context, $"{first}\n{second}\n");
            early = await GreetAsync(play.Peer);
            Sent = await play.Peer.ReceiveAllAsync(prober.Options.StartTimeout);
            end = prober.NeedsDialect ? EndOf(Sent) : prober.Options.EffectiveAnswerDialect;
            await play.Peer.SendAsync((byte[])[.. Encoding.UTF8.GetBytes(Answer), .. end.Terminator()]);
            var next = await play.Peer.ReceiveAllAsync(prober.Options.AnswerTimeout);
            await play.Peer.SendAsync((byte[])[.. Encoding.UTF8.GetBytes(SecondAnswer ?? Answer), .. end.Terminator()]);
            extra = next.Length == 0 ? [] : await play.Peer.ReceiveAllAsync(prober.Options.QuietPeriod);
            var written = await play.FinishAndGetOutputAsync();
            didNotExit = written.ExitFailure is not null;
            (Output, isFile) = (Encoding.UTF8.GetString(written.Bytes.Span), written.IsFile);
        });
        if (prober.DetectBuffer(Sent))
        {
            await RunAsync();
            return;
        }

        if (prober.NeedsDialect)
        {
            ReportDialects(Sent, end, isFile);
        }

        if (Sent.Length > 0)
        {
            // A greeting after the first line counts as an answer.
            await ReportConversationAsync(Sent, early.Length > 0 ? early : Sent, extra);
        }

        if (didNotExit)
        {
            prober.Note("it does not end when the server has closed");
        }

        if (isFile)
        {
            prober.SetWritesFile();
        }
        else if (Surroundings.Of(Output, [first, second], [Answer, SecondAnswer ?? Answer]) is { } around)
        {
            prober.SetSurroundings(around);
        }
    }

    /// <summary>Reports the line ends of both directions.</summary>
    private void ReportDialects(byte[] sent, Dialect end, bool isFile)
    {
        if (sent.Length == 0)
        {
            prober.Note("it sent nothing, so its line end is unknown; checked in raw (--dialect sets another)");
            return;
        }

        // A client that writes what one recv returned, and then a line end, leaves a blank line in the file. On standard output a blank line proves nothing,
        // because print() adds one.
        var kept = isFile && end == Dialect.Lf ? Regex.Match(Output, $@"{Regex.Escape(Answer)}\n[ \t]*\n", RegexOptions.None, TimeLimit) : Match.Empty;
        var readsRaw = kept.Success;
        prober.SetDialects(
            readsRaw ? Dialect.Raw : end,
            end,
            $"it sent {Prober.Quote(sent)}{(end == Dialect.Raw ? ", without a line end" : "")}{(readsRaw ? $", and wrote {Prober.Quote(Encoding.UTF8.GetBytes(kept.Value))} for the answer '{Answer}\\n': it uses all that one read returns, with the line end" : "")}");
    }

    /// <summary>Reports other behaviour that the user should know.</summary>
    private async Task ReportConversationAsync(byte[] sent, byte[] unanswered, byte[] extra)
    {
        var text = Encoding.UTF8.GetString(sent);
        if (!text.Contains(first, StringComparison.OrdinalIgnoreCase))
        {
            prober.Note($"the first text that it sends is not in its input: {Prober.Quote(sent)}");
        }
        else if (Encoding.UTF8.GetString(unanswered).Contains(second, StringComparison.OrdinalIgnoreCase))
        {
            prober.Note(await WaitsAfterTwoAsync()
                ? $"it sends the first two lines of its input ('{first}', '{second}') and only then waits for an answer: as if the first were a name, which gets no answer"
                : "it sends its second line before it has an answer to the first");
        }

        if (LineEnd.TextOf(extra).Trim('\0', '\r', '\n').Length > 0)
        {
            prober.Note($"after the last line of its input it continues to send: {Prober.Quote(extra)}");
        }
    }

    /// <summary>Whether the client waits for an answer after its second line, and does not send a third one before.</summary>
    private async Task<bool> WaitsAfterTwoAsync()
    {
        byte[] sent = [];
        await prober.TryAsync(async context =>
        {
            var play = await ClientPlay.StartAsync(context, $"{first}\n{second}\n{Third}\n");
            await GreetAsync(play.Peer);
            sent = await play.Peer.ReceiveAllAsync(prober.Options.StartTimeout, prober.Options.AnswerTimeout / 2);
        });
        var text = Encoding.UTF8.GetString(sent);
        return text.Contains(second, StringComparison.OrdinalIgnoreCase) && !text.Contains(Third, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The line end of the first line, even if more follows.</summary>
    private Dialect EndOf(byte[] sent)
    {
        var line = Encoding.UTF8.GetBytes(first);
        return sent.AsSpan().StartsWith(line) && sent.Length > line.Length
            ? LineEnd.Of(sent.AsSpan(line.Length)[..LineEnd.LengthAtStart(sent.AsSpan(line.Length))])
            : LineEnd.Of(sent);
    }
}
