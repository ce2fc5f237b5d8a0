using Tincan.Checks.Contexts;
using Tincan.Checks.Parameters;

namespace Tincan.Checks.Plays;

/// <summary>Plays a client and two table servers for a resolver.</summary>
internal static class ResolverServerPlay
{
    public static readonly (string Name, string Answer) Rutgers = ("rutgers.edu", "rutgers.edu 172.34.4.6 A IN");
    public static readonly (string Name, string Answer) Amazon = ("amazon.com", "amazon.com 94.5.6.7 A IN");
    public static readonly (string Name, string Answer) Princeton = ("www.princeton.edu", "www.princeton.edu 128.1.1.4 A IN");
    public static readonly (string Name, string Answer) Google = ("google.com", "GOOGLE.com 46.1.3.7 A IN");

    /// <summary>How long an answer may take if the deadline does not matter.</summary>
    private static TimeSpan PromptTimeout(CaseContext context) => context.Options.Deadline * 0.75;

    /// <summary>How long an answer may take if nothing delays it. A resolver that asks one table server after the other takes longer.</summary>
    private static TimeSpan ImmediateTimeout(CaseContext context) => context.Options.Deadline * 0.4;

    /// <summary>How long an answer may take if the resolver must wait for the deadline.</summary>
    private static TimeSpan DeadlineTimeout(CaseContext context) => context.Options.Deadline + context.Options.AnswerTimeout;

    private static async Task<(TablePlay First, TablePlay Second)> PlayTablesAsync(CaseContext context) => (
        await TablePlay.PlayAsync(context, 0, Rutgers, Amazon),
        await TablePlay.PlayAsync(context, 1, Princeton, Google));

    public static async Task AskAsync(CaseContext context, params (string Name, string Answer)[] questions)
    {
        await PlayTablesAsync(context);
        await QueryAsync(context, questions);
    }

    /// <summary>Asks for a name that one table server knows and answers at once. The other one sends nothing, and the resolver must not wait for it.</summary>
    public static async Task AskQuicklyAsync(CaseContext context, (string Name, string Answer) question)
    {
        await PlayTablesAsync(context);
        await QueryWithinAsync(context, ImmediateTimeout(context), question);
    }

    public static Task QueryAsync(CaseContext context, params (string Name, string Answer)[] questions) => QueryWithinAsync(context, PromptTimeout(context), questions);

    private static async Task QueryWithinAsync(CaseContext context, TimeSpan time, params (string Name, string Answer)[] questions)
    {
        await using var client = await GreetedPeer.ConnectAsync(context);
        foreach (var (name, answer) in questions)
        {
            await client.SendLineAsync(name);
            await client.ExpectAsync(answer, time, DeadlineTimeout(context) - time);
        }
    }

    public static async Task QuitWordAsync(CaseContext context)
    {
        // Table servers ignore the case of names.
        (string Name, string Answer)[] words = [.. context.QuitWords.Distinct(StringComparer.OrdinalIgnoreCase).Select(static (word, index) => (word, $"{word} 1.2.3.{index + 1} A IN"))];
        await TablePlay.PlayAsync(context, 0, [Rutgers, .. words.Where(static (_, index) => index % 2 == 0)]);
        await TablePlay.PlayAsync(context, 1, [.. words.Where(static (_, index) => index % 2 == 1)]);
        await QueryAsync(context, [Rutgers, Rutgers, .. words]);
    }

    public static async Task PipelinedAsync(CaseContext context)
    {
        await PlayTablesAsync(context);
        await using var client = await GreetedPeer.ConnectAsync(context);
        await client.SendLinesAsync("rutgers.edu", "google.com");
        foreach (var (_, answer) in ((string, string)[])[Rutgers, Google])
        {
            await client.ExpectAsync(answer, DeadlineTimeout(context));
        }
    }

    public static async Task MissAsync(CaseContext context)
    {
        await PlayTablesAsync(context);
        await using var client = await GreetedPeer.ConnectAsync(context);
        await client.SendLineAsync("NothingHere.com");
        await client.ExpectAsync(NamesParameters.MissOf(context.Options, "NothingHere.com"), DeadlineTimeout(context), DeadlineTimeout(context));
        await client.SendLineAsync("rutgers.edu");
        await client.ExpectAsync(Rutgers.Answer, PromptTimeout(context));
    }

    public static async Task DeadlineAsync(CaseContext context)
    {
        await PlayTablesAsync(context);
        await using var client = await GreetedPeer.ConnectAsync(context);
        await client.SendLineAsync("nothinghere.com");
        await client.ExpectSilenceAsync(PromptTimeout(context));
        await client.ExpectAsync(NamesParameters.MissOf(context.Options, "nothinghere.com"), context.Options.Deadline * 0.75, DeadlineTimeout(context));
    }

    public static async Task AsksBothAsync(CaseContext context)
    {
        var (first, second) = await PlayTablesAsync(context);
        await using var client = await GreetedPeer.ConnectAsync(context);
        await client.SendLineAsync("NoSuchHost.org");

        // Other cases judge when they are asked.
        var both = Task.WhenAll(first.WasAsked, second.WasAsked);
        await both.EndsWithinAsync(context.Options.Deadline + DeadlineTimeout(context), context.Options.Time, context.Cancel);
        await Task.Delay(context.Options.QuietPeriod, context.Options.Time, context.Cancel);
        Asked(first, 1);
        Asked(second, 2);

        static void Asked(TablePlay table, int number)
        {
            if (table.Asked is not ["NoSuchHost.org"])
            {
                throw new CheckFailedException(
                    table.Asked.Count == 0 ? FailureKind.NoAnswer : FailureKind.WrongBytes,
                    $"table server {number} was {(table.Asked.Count == 0 ? "not asked" : "asked for something else")}")
                {
                    Expected = "NoSuchHost.org"u8.ToArray(),
                    Got = System.Text.Encoding.UTF8.GetBytes(string.Join('\n', table.Asked)),
                    Where = $"at table server {number}",
                };
            }
        }
    }

    public static async Task SlowTableAsync(CaseContext context)
    {
        await TablePlay.PlayDelayedAsync(context, 0, context.Options.Deadline * 0.6, (Rutgers.Name, $"{Rutgers.Answer}#"));
        await TablePlay.PlayAsync(context, 1);
        await using var client = await GreetedPeer.ConnectAsync(context);
        await client.SendLineAsync(Rutgers.Name);
        await client.ExpectAsync(Rutgers.Answer, DeadlineTimeout(context));
    }

    public static async Task OnlyFirstAsync(CaseContext context)
    {
        // The second table server answers after the first answer has arrived; the answer to the next name comes later still. So a resolver that passes on the
        // first bytes it receives passes on the wrong ones.
        var hasAnswered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await TablePlay.PlayDelayedAsync(context, 0, context.Options.QuietPeriod, Rutgers, (Amazon.Name, $"{Amazon.Answer}#"));
        await TablePlay.PlayBlockedAsync(context, 1, () => hasAnswered.Task, (Rutgers.Name, "rutgers.edu 9.9.9.9 A IN#"));
        await using var client = await GreetedPeer.ConnectAsync(context);
        await client.SendLineAsync(Rutgers.Name);
        await client.ExpectAsync(Rutgers.Answer, PromptTimeout(context));
        hasAnswered.SetResult();
        await client.ExpectSilenceAsync(context.Options.QuietPeriod * 2);
        await client.SendLineAsync(Amazon.Name);
        await client.ExpectAsync(Amazon.Answer, PromptTimeout(context));
    }

    public static async Task LateAnswerAsync(CaseContext context)
    {
        var hasTimedOut = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await TablePlay.PlayBlockedAsync(context, 0, () => hasTimedOut.Task, ("slow.com", "slow.com 1.1.1.1 A IN#"), ("fast.com", "fast.com 2.2.2.2 A IN"));
        await TablePlay.PlayAsync(context, 1);
        await using var client = await GreetedPeer.ConnectAsync(context);
        await client.SendLineAsync("slow.com");
        await client.ExpectAsync(NamesParameters.MissOf(context.Options, "slow.com"), DeadlineTimeout(context), DeadlineTimeout(context));
        hasTimedOut.SetResult();
        await client.ExpectSilenceAsync(context.Options.QuietPeriod * 2);
        await client.SendLineAsync("fast.com");
        await client.ExpectAsync("fast.com 2.2.2.2 A IN", DeadlineTimeout(context));
        await client.ExpectSilenceAsync();
    }

    public static async Task AnswersOnceAsync(CaseContext context)
    {
        await PlayTablesAsync(context);
        await using var client = await GreetedPeer.ConnectAsync(context);
        await client.SendLineAsync(Rutgers.Name);
        await client.ExpectAsync(Rutgers.Answer, PromptTimeout(context));
        await client.ExpectNoMoreAsync(context.Options.Deadline + (context.Options.QuietPeriod * 4));
    }

    public static async Task BlankAsync(CaseContext context)
    {
        await PlayTablesAsync(context);
        await using var client = await GreetedPeer.ConnectAsync(context);
        await client.SendLineAsync("");
        await client.ExpectAsync(NamesParameters.MissOf(context.Options, ""), DeadlineTimeout(context));
        await client.SendLineAsync(Rutgers.Name);
        await client.ExpectAsync(Rutgers.Answer, PromptTimeout(context));
    }

    public static async Task LastLineAsync(CaseContext context)
    {
        await PlayTablesAsync(context);
        await using var client = await GreetedPeer.ConnectAsync(context);
        await client.SendLineAsync(Rutgers.Name);
        await client.ExpectAsync(Rutgers.Answer, PromptTimeout(context));
        await client.SendAsync("google.com"u8.ToArray());
        await client.FinishAsync();
        await client.ExpectAsync(Google.Answer, PromptTimeout(context));
    }

    public static async Task ClosesAsync(CaseContext context)
    {
        await PlayTablesAsync(context);
        await using var client = await GreetedPeer.ConnectAsync(context);
        await client.SendLineAsync(Rutgers.Name);
        await client.FinishAsync();
        await client.ExpectAsync(Rutgers.Answer, PromptTimeout(context));
        await client.ExpectCloseAsync();
    }

    public static async Task NextClientAsync(CaseContext context)
    {
        await PlayTablesAsync(context);
        await QueryAsync(context, Rutgers);
        await QueryAsync(context, Princeton);
    }

    /// <summary>A client that has received its answer. The table servers keep running.</summary>
    public static async Task<Peer> AskedAsync(CaseContext context)
    {
        await PlayTablesAsync(context);
        var client = await GreetedPeer.ConnectAsync(context);
        await client.SendLineAsync(Rutgers.Name);
        await client.SkipLineAsync(Rutgers.Answer);
        return client;
    }

    /// <summary>Asks when the table servers are already running.</summary>
    public static Task AskAgainAsync(CaseContext context) => QueryAsync(context, Rutgers);

    /// <summary>The answer arrives after its client has disconnected.</summary>
    public static async Task AfterResetAsync(CaseContext context)
    {
        var left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = await TablePlay.PlayBlockedAsync(context, 0, () => left.Task, (Rutgers.Name, $"{Rutgers.Answer}#"));
        await TablePlay.PlayAsync(context, 1, Princeton);
        var resetting = await GreetedPeer.ConnectAsync(context);
        await resetting.SendLineAsync(Rutgers.Name);
        await first.WasAsked.EndsWithinAsync(DeadlineTimeout(context), context.Options.Time, context.Cancel);
        resetting.Abort();
        left.SetResult();
        await Task.Delay(context.Options.QuietPeriod, context.Options.Time, context.Cancel);
        await using var client = await GreetedPeer.ConnectAsync(context);
        await client.SendLineAsync(Princeton.Name);

        // A resolver that serves one client after the other may be busy with the first one until its deadline.
        await client.ExpectAsync(Princeton.Answer, DeadlineTimeout(context));
    }

    public static async Task ConcurrentAsync(CaseContext context)
    {
        await PlayTablesAsync(context);
        await using var waiting = await GreetedPeer.ConnectAsync(context);
        await waiting.SendLineAsync("nothinghere.com");
        await waiting.ExpectSilenceAsync();
        try
        {
            await QueryAsync(context, Rutgers);
        }
        catch (CheckFailedException failed) when (failed.Kind is FailureKind.NoAnswer or FailureKind.NeverConnected)
        {
            throw new CheckFailedException(FailureKind.BlockedByAnother, "a second client was not served while the first waited for an answer")
            {
                Expected = failed.Expected,
                Got = failed.Got,
            };
        }
    }
}
