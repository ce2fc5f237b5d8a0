using Tincan.Checks.Contexts;

namespace Tincan.Checks.Probing;

/// <summary>Finds out which line ends a server sends, and which ones it reads.</summary>
/// <param name="prober">Receives the results.</param>
/// <param name="first">A line that the server answers.</param>
/// <param name="second">Another line that the server answers.</param>
internal sealed class LineServerProbe(Prober prober, string first, string second)
{
    public static readonly TimeSpan GreetingTimeout = TimeSpan.FromMilliseconds(500);

    /// <summary>Connects. Defaults to starting the server without input.</summary>
    public Func<CaseContext, Task<Peer>> Connect { get; init; } = static context => context.ConnectAsync();

    /// <summary>Whether the server may send a greeting on accept. Defaults to false.</summary>
    public bool MayGreet { get; init; }

    /// <summary>The greeting that is recognised if it comes late. Defaults to the one of the first course.</summary>
    public byte[] UsualGreeting { get; init; } = "Welcome to CS 352!"u8.ToArray();

    /// <summary>Whether the server itself adds the line end to an answer, or sends the one of a line in a file. Defaults to true.</summary>
    public Func<Task<bool>> HasOwnLineEndsAsync { get; init; } = static () => Task.FromResult(true);

    /// <summary>The greeting.</summary>
    public byte[] Greeting { get; private set; } = [];

    /// <summary>The answer to the first line; empty if there is none.</summary>
    public byte[] Answer { get; private set; } = [];

    /// <summary>A greeting or an answer that has begun comes whole, also in raw.</summary>
    private TimeSpan Quiet => prober.Options.QuietPeriod;

    /// <summary>The answer to two lines in one write; empty if there is none.</summary>
    private byte[] _together = [];

    /// <summary>Asks questions, and reports the line ends.</summary>
    public async Task RunAsync()
    {
        if (!prober.NeedsDialect)
        {
            Answer = (await AskAsync(Line(first, prober.Options.Dialect), prober.Options.AnswerTimeout)).First;
            return;
        }

        var (raw, lf) = await AskAsync(Encoding.UTF8.GetBytes(first), Prober.RawTimeout, "\n"u8.ToArray());
        if (raw.Length == 0 && lf.Length == 0)
        {
            await TryOtherDialectsAsync();
            return;
        }

        Answer = raw.Length > 0 ? raw : lf;
        if (prober.DetectBuffer(Answer))
        {
            await RunAsync();
            return;
        }

        if (await AskTwoAsync() is { } both)
        {
            prober.SetDialects(Dialect.Lf, LineEnd.Of(raw.Length > 0 ? both : lf), raw.Length > 0
                ? "it answers lines that arrive together one by one, and also a line without a line end"
                : $"it answered '{first}\\n' with {Prober.Quote(Answer)}, and '{first}' alone with nothing");
            return;
        }

        // On a busy machine, the answer to a line without a line end may be late.
        if (raw.Length == 0 && (await AskAsync(Encoding.UTF8.GetBytes(first), prober.Options.AnswerTimeout * 2)).First is { Length: > 0 } late)
        {
            raw = Answer = late;
        }

        if (raw.Length == 0)
        {
            prober.SetDialects(Dialect.Lf, LineEnd.Of(Answer), $"it answered '{first}\\n' with {Prober.Quote(Answer)}, and '{first}' alone with nothing");
        }
        else
        {
            await ReportRawAsync(raw);
        }
    }

    /// <summary>The answers to two lines in one write, if there are two: then the server reads lines. Otherwise null.</summary>
    private async Task<byte[]?> AskTwoAsync()
    {
        var (both, _) = await AskAsync(Encoding.UTF8.GetBytes($"{first}\n{second}\n"), prober.Options.AnswerTimeout);
        _together = both;
        var one = Encoding.UTF8.GetBytes(LineEnd.TextOf(Answer));
        return one.Length > 0 && both.AsSpan().StartsWith(one) && both.AsSpan(one.Length).Trim("\r\n\0"u8).Length > 0 ? both : null;
    }

    /// <summary>
    /// Reports a server that does not wait for a line end, so that each read is a message to it. If it removes a line end and adds its own, it is checked with
    /// that line end: it reads lines, but takes each read for one. If its line ends come from a file, it is checked in raw.
    /// </summary>
    private async Task ReportRawAsync(byte[] raw)
    {
        var end = LineEnd.Of(raw);
        var removesLineEnd = end != Dialect.Raw && await IgnoresLineEndAsync(raw, end);
        if (removesLineEnd && await HasOwnLineEndsAsync())
        {
            prober.SetDialects(end, end, $"it answered '{first}{end.Spelled()}' with {Prober.Quote(raw)}: it removes the line end, and ends its own lines");
            return;
        }

        var sends = removesLineEnd ? end : Dialect.Raw;
        var together = _together.Length == 0 ? "" : $"; it answered two lines that arrived together with {Prober.Quote(_together)}";
        prober.SetDialects(Dialect.Raw, sends, $"it answered '{first}' with {Prober.Quote(raw)}, {(end == Dialect.Raw ? "without a line end" : "and did not wait for a line end")}{together}");
    }

    /// <summary>Whether a line end after the question makes no difference.</summary>
    private async Task<bool> IgnoresLineEndAsync(byte[] raw, Dialect end) =>
        (await AskAsync(Line(first, end), prober.Options.AnswerTimeout)).First.AsSpan().SequenceEqual(raw);

    private async Task TryOtherDialectsAsync()
    {
        foreach (var dialect in (Dialect[])[Dialect.CrLf, Dialect.Nul])
        {
            if ((await AskAsync(Line(first, dialect), prober.Options.AnswerTimeout)).First is { Length: > 0 } answer)
            {
                Answer = answer;
                prober.SetDialects(dialect, LineEnd.Of(answer), $"it answered {Prober.Quote(Line(first, dialect))} with {Prober.Quote(answer)}, and '{first}\\n' with nothing");
                return;
            }
        }

        byte[] afterEnd = [];
        await prober.TryAsync(async context =>
        {
            await using var peer = await ConnectAsync(context);
            await peer.SendAsync(Line(first, Dialect.Lf));
            await peer.FinishAsync();
            afterEnd = await peer.ReceiveAllAsync(prober.Options.AnswerTimeout);
        });
        if (afterEnd.Length == 0)
        {
            prober.SetSilent();
        }

        prober.Note(afterEnd.Length > 0
            ? $"it answered '{first}\\n' only after the client had finished (FIN): it reads until the end of the stream; judged in raw"
            : $"it answered '{first}' with no line end, with LF, with CR LF and with NUL with nothing, so its line end is unknown; checked in raw (--dialect sets another)");
    }

    /// <summary>Asks on a new connection, and sends the rest if there is no answer.</summary>
    private async Task<(byte[] First, byte[] Second)> AskAsync(byte[] bytes, TimeSpan wait, byte[]? rest = null)
    {
        byte[] answer = [], more = [];
        await prober.TryAsync(async context =>
        {
            await using var peer = await ConnectAsync(context);
            await peer.SendAsync(bytes);
            answer = await AnswerAsync(peer, wait);
            if (answer.Length == 0 && rest is not null)
            {
                await peer.SendAsync(rest);
                more = await AnswerAsync(peer, prober.Options.AnswerTimeout);
            }
        });
        return (answer, more);
    }

    /// <summary>The answer, without a greeting that came late.</summary>
    private async Task<byte[]> AnswerAsync(Peer peer, TimeSpan wait)
    {
        var answer = await peer.ReceiveAllAsync(wait, Quiet);
        if (!MayGreet || Greeting.Length > 0 || UsualGreeting.Length == 0 || !answer.AsSpan().StartsWith(UsualGreeting))
        {
            return answer;
        }

        Greeting = UsualGreeting;
        return answer.Length > UsualGreeting.Length ? answer[UsualGreeting.Length..] : await peer.ReceiveAllAsync(wait, Quiet);
    }

    private async Task<Peer> ConnectAsync(CaseContext context)
    {
        var peer = await Connect(context);
        if (MayGreet)
        {
            Greeting = await peer.ReceiveAllAsync(GreetingTimeout, Quiet);
        }

        return peer;
    }

    private static byte[] Line(string text, Dialect dialect) => [.. Encoding.UTF8.GetBytes(text), .. dialect.Terminator()];
}
