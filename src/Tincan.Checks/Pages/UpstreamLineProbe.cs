using Tincan.Checks.Contexts;
using Tincan.Checks.Probing;
using Tincan.Pages;
using Tincan.Pages.Values;

namespace Tincan.Checks.Pages;

/// <summary>Finds out the line ends of a server that calls others, from what these receive and from what its client receives, where the page allows any.</summary>
/// <param name="page">The page.</param>
/// <param name="question">A message that a client sends.</param>
internal sealed class UpstreamLineProbe(Page page, string question)
{
    /// <summary>How long a connection to a server must be quiet at the end of a question.</summary>
    private static readonly TimeSpan QuietPeriod = TimeSpan.FromMilliseconds(50);

    private readonly TaskCompletionSource<byte[]> _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isReached;
    private bool _hadLineEnd;
    private byte[] _answer = [];

    /// <summary>The first question to one of the servers; empty if there was none.</summary>
    private byte[] Asked => _asked.Task.IsCompletedSuccessfully ? _asked.Task.Result : [];

    public async Task RunAsync(Prober prober)
    {
        if (await prober.TryAsync(context => AskAsync(context, prober)) is { IsStartFailure: true })
        {
            return;
        }

        if (!_isReached)
        {
            prober.Note("it did not connect to the servers that it calls; if their ports are written into it, name them before the --: --set ts1-port=PORT --set ts2-port=PORT");
        }

        if (prober.NeedsDialect)
        {
            ReportDialects(prober);
        }

        if (prober.CanSet(Checks.Parameters.SharedParameters.Padding))
        {
            prober.DetectPadding(Framing.Padding.Size(Asked) > 0 ? Asked : _answer);
        }
    }

    private void ReportDialects(Prober prober)
    {
        if (Asked.Length == 0)
        {
            prober.Note(_isReached
                ? $"'{question}', with a line end and without, never reached the servers that it calls, so its line end is unknown; checked in raw (--dialect sets another)"
                : "its line end is unknown; checked in raw (--dialect sets another)");
            return;
        }

        var reads = _hadLineEnd ? Dialect.Lf : Dialect.Raw;
        var asked = $"{Prober.Quote(Asked)} reached the servers that it calls{(_hadLineEnd ? $" when '{question}\\n' was sent, and nothing before its line end" : $" when '{question}' was sent")}";
        var passed = _answer.Length == 0 ? "" : $", and {Prober.Quote(_answer)} came back";
        prober.SetDialects(reads, reads == Dialect.Raw || _answer.Length == 0 ? reads : LineEnd.Of(_answer), asked + passed);
        prober.SetTableDialect(LineEnd.Of(Asked));
    }

    private async Task AskAsync(CaseContext context, Prober prober)
    {
        foreach (var (number, rules) in page.Upstreams)
        {
            var server = new UpstreamRules(page, context, rules);
            await context.ServeTableAsync(number - 1, peer => server.ServeAsync(peer, () => ReadAsync(peer), () => PageDialect.With(page.Framing.ToClient, LineEnd.Of(Asked))));
        }

        await using var client = await context.ConnectAsync();
        await client.ReceiveAllAsync(LineServerProbe.GreetingTimeout);
        await client.SendAsync((byte[])[.. Encoding.UTF8.GetBytes(question), .. prober.NeedsDialect ? default : prober.Options.Dialect.Terminator()]);

        // The wait must not end early: our table servers may send to the program in the meantime.
        var asked = context.Waits.AlongsideAsync(_asked.Task);
        if (!await context.Waits.EndsWithinAsync(asked, Prober.RawTimeout, context.Cancel) && prober.NeedsDialect)
        {
            _hadLineEnd = true;
            await client.SendAsync("\n"u8.ToArray());
        }

        _answer = await client.ReceiveAllAsync(prober.Assignment.DeadlineOf(context.Options) + context.Options.AnswerTimeout);
    }

    private async Task<ByteText?> ReadAsync(Peer peer)
    {
        _isReached = true;
        if (await peer.ReceiveAllAsync(Timeout.InfiniteTimeSpan, QuietPeriod) is not { Length: > 0 } asked)
        {
            return null;
        }

        _asked.TrySetResult(asked);
        return ByteText.FromUtf8(LineEnd.TextOf(asked).TrimEnd(' '));
    }
}
