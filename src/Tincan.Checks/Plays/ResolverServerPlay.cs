using Tincan.Checks.Parameters;
using Tincan.Checks.Trials;

namespace Tincan.Checks.Plays;

/// <summary>What the cases do that judge a resolver: they are its client, and its two table servers.</summary>
internal static class ResolverServerPlay
{
    public static readonly (string Name, string Answer) Rutgers = ("rutgers.edu", "rutgers.edu 172.34.4.6 A IN");
    public static readonly (string Name, string Answer) Amazon = ("amazon.com", "amazon.com 94.5.6.7 A IN");
    public static readonly (string Name, string Answer) Princeton = ("www.princeton.edu", "www.princeton.edu 128.1.1.4 A IN");
    public static readonly (string Name, string Answer) Google = ("google.com", "GOOGLE.com 46.1.3.7 A IN");

    /// <summary>How long an answer may take that does not wait for the deadline.</summary>
    private static TimeSpan AtOnce(Trial trial) => trial.Options.Deadline * 0.75;

    /// <summary>How long an answer may take for which nothing is waited for: one that asks or looks at one table server after the other takes longer.</summary>
    private static TimeSpan Quickly(Trial trial) => trial.Options.Deadline * 0.4;

    /// <summary>How long the answer may take that does.</summary>
    private static TimeSpan AfterDeadline(Trial trial) => trial.Options.Deadline + trial.Options.Patience;

    private static async Task<(TablePlay First, TablePlay Second)> PlayTablesAsync(Trial trial) => (
        await TablePlay.PlayAsync(trial, 0, Rutgers, Amazon),
        await TablePlay.PlayAsync(trial, 1, Princeton, Google));

    public static async Task AskAsync(Trial trial, params (string Name, string Answer)[] questions)
    {
        await PlayTablesAsync(trial);
        await AskAtAsync(trial, questions);
    }

    /// <summary>Asks for what one table server knows. It answers at once; the other one says nothing, and must not be waited for.</summary>
    public static async Task AskQuicklyAsync(Trial trial, (string Name, string Answer) question)
    {
        await PlayTablesAsync(trial);
        await AskWithinAsync(trial, Quickly(trial), question);
    }

    public static Task AskAtAsync(Trial trial, params (string Name, string Answer)[] questions) => AskWithinAsync(trial, AtOnce(trial), questions);

    private static async Task AskWithinAsync(Trial trial, TimeSpan time, params (string Name, string Answer)[] questions)
    {
        await using var client = await GreetedPeer.ConnectAsync(trial);
        foreach (var (name, answer) in questions)
        {
            await client.SayAsync(name);
            await client.HearAsync(answer, time, AfterDeadline(trial) - time);
        }
    }

    public static async Task EndWordAsync(Trial trial)
    {
        // To a table server names have no case.
        (string Name, string Answer)[] words = [.. trial.EndWords.Distinct(StringComparer.OrdinalIgnoreCase).Select(static (word, index) => (word, $"{word} 1.2.3.{index + 1} A IN"))];
        await TablePlay.PlayAsync(trial, 0, [Rutgers, .. words.Where(static (_, index) => index % 2 == 0)]);
        await TablePlay.PlayAsync(trial, 1, [.. words.Where(static (_, index) => index % 2 == 1)]);
        await AskAtAsync(trial, [Rutgers, Rutgers, .. words]);
    }

    public static async Task AheadAsync(Trial trial)
    {
        await PlayTablesAsync(trial);
        await using var client = await GreetedPeer.ConnectAsync(trial);
        await client.SayTogetherAsync("rutgers.edu", "google.com");
        foreach (var (_, answer) in ((string, string)[])[Rutgers, Google])
        {
            await client.HearAsync(answer, AfterDeadline(trial));
        }
    }

    public static async Task MissAsync(Trial trial)
    {
        await PlayTablesAsync(trial);
        await using var client = await GreetedPeer.ConnectAsync(trial);
        await client.SayAsync("NothingHere.com");
        await client.HearAsync(NamesParameters.MissOf(trial.Options, "NothingHere.com"), AfterDeadline(trial), AfterDeadline(trial));
        await client.SayAsync("rutgers.edu");
        await client.HearAsync(Rutgers.Answer, AtOnce(trial));
    }

    public static async Task DeadlineAsync(Trial trial)
    {
        await PlayTablesAsync(trial);
        await using var client = await GreetedPeer.ConnectAsync(trial);
        await client.SayAsync("nothinghere.com");
        await client.HearNothingAsync(AtOnce(trial));
        await client.HearAsync(NamesParameters.MissOf(trial.Options, "nothinghere.com"), trial.Options.Deadline * 0.75, AfterDeadline(trial));
    }

    public static async Task AsksBothAsync(Trial trial)
    {
        var (first, second) = await PlayTablesAsync(trial);
        await using var client = await GreetedPeer.ConnectAsync(trial);
        await client.SayAsync("NoSuchHost.org");

        // When they are asked is what other cases are about.
        var both = Task.WhenAll(first.WasAsked, second.WasAsked);
        await both.EndsWithinAsync(trial.Options.Deadline + AfterDeadline(trial), trial.Options.Time, trial.Limit);
        await Task.Delay(trial.Options.Quiet, trial.Options.Time, trial.Limit);
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

    public static async Task SlowTableAsync(Trial trial)
    {
        await TablePlay.PlayLateAsync(trial, 0, trial.Options.Deadline * 0.6, (Rutgers.Name, $"{Rutgers.Answer}#"));
        await TablePlay.PlayAsync(trial, 1);
        await using var client = await GreetedPeer.ConnectAsync(trial);
        await client.SayAsync(Rutgers.Name);
        await client.HearAsync(Rutgers.Answer, AfterDeadline(trial));
    }

    public static async Task OnlyFirstAsync(Trial trial)
    {
        // The other answer comes when the first has been heard, and that to the next name well behind it: who takes what comes first takes the other.
        var wasHeard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await TablePlay.PlayLateAsync(trial, 0, trial.Options.Quiet, Rutgers, (Amazon.Name, $"{Amazon.Answer}#"));
        await TablePlay.PlayHeldAsync(trial, 1, () => wasHeard.Task, (Rutgers.Name, "rutgers.edu 9.9.9.9 A IN#"));
        await using var client = await GreetedPeer.ConnectAsync(trial);
        await client.SayAsync(Rutgers.Name);
        await client.HearAsync(Rutgers.Answer, AtOnce(trial));
        wasHeard.SetResult();
        await client.HearNothingAsync(trial.Options.Quiet * 2);
        await client.SayAsync(Amazon.Name);
        await client.HearAsync(Amazon.Answer, AtOnce(trial));
    }

    public static async Task LateAnswerAsync(Trial trial)
    {
        var hasTimedOut = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await TablePlay.PlayHeldAsync(trial, 0, () => hasTimedOut.Task, ("slow.com", "slow.com 1.1.1.1 A IN#"), ("fast.com", "fast.com 2.2.2.2 A IN"));
        await TablePlay.PlayAsync(trial, 1);
        await using var client = await GreetedPeer.ConnectAsync(trial);
        await client.SayAsync("slow.com");
        await client.HearAsync(NamesParameters.MissOf(trial.Options, "slow.com"), AfterDeadline(trial), AfterDeadline(trial));
        hasTimedOut.SetResult();
        await client.HearNothingAsync(trial.Options.Quiet * 2);
        await client.SayAsync("fast.com");
        await client.HearAsync("fast.com 2.2.2.2 A IN", AfterDeadline(trial));
        await client.HearNothingAsync();
    }

    public static async Task AnswersOnceAsync(Trial trial)
    {
        await PlayTablesAsync(trial);
        await using var client = await GreetedPeer.ConnectAsync(trial);
        await client.SayAsync(Rutgers.Name);
        await client.HearAsync(Rutgers.Answer, AtOnce(trial));
        await client.HearNoMoreAsync(trial.Options.Deadline + (trial.Options.Quiet * 4));
    }

    public static async Task BlankAsync(Trial trial)
    {
        await PlayTablesAsync(trial);
        await using var client = await GreetedPeer.ConnectAsync(trial);
        await client.SayAsync("");
        await client.HearAsync(NamesParameters.MissOf(trial.Options, ""), AfterDeadline(trial));
        await client.SayAsync(Rutgers.Name);
        await client.HearAsync(Rutgers.Answer, AtOnce(trial));
    }

    public static async Task LastLineAsync(Trial trial)
    {
        await PlayTablesAsync(trial);
        await using var client = await GreetedPeer.ConnectAsync(trial);
        await client.SayAsync(Rutgers.Name);
        await client.HearAsync(Rutgers.Answer, AtOnce(trial));
        await client.SendAsync("google.com"u8.ToArray());
        await client.FinishAsync();
        await client.HearAsync(Google.Answer, AtOnce(trial));
    }

    public static async Task ClosesAsync(Trial trial)
    {
        await PlayTablesAsync(trial);
        await using var client = await GreetedPeer.ConnectAsync(trial);
        await client.SayAsync(Rutgers.Name);
        await client.FinishAsync();
        await client.HearAsync(Rutgers.Answer, AtOnce(trial));
        await client.HearEndAsync();
    }

    public static async Task NextClientAsync(Trial trial)
    {
        await PlayTablesAsync(trial);
        await AskAtAsync(trial, Rutgers);
        await AskAtAsync(trial, Princeton);
    }

    /// <summary>A client that is owed nothing any more; the table servers go on.</summary>
    public static async Task<Peer> AskedAsync(Trial trial)
    {
        await PlayTablesAsync(trial);
        var client = await GreetedPeer.ConnectAsync(trial);
        await client.SayAsync(Rutgers.Name);
        await client.SkipLineAsync(Rutgers.Answer);
        return client;
    }

    /// <summary>Asks when the table servers are there already.</summary>
    public static Task AskAgainAsync(Trial trial) => AskAtAsync(trial, Rutgers);

    /// <summary>The answer comes when the one who is owed it has gone.</summary>
    public static async Task AfterResetAsync(Trial trial)
    {
        var left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = await TablePlay.PlayHeldAsync(trial, 0, () => left.Task, (Rutgers.Name, $"{Rutgers.Answer}#"));
        await TablePlay.PlayAsync(trial, 1, Princeton);
        var rude = await GreetedPeer.ConnectAsync(trial);
        await rude.SayAsync(Rutgers.Name);
        await first.WasAsked.EndsWithinAsync(AfterDeadline(trial), trial.Options.Time, trial.Limit);
        rude.Abort();
        left.SetResult();
        await Task.Delay(trial.Options.Quiet, trial.Options.Time, trial.Limit);
        await using var client = await GreetedPeer.ConnectAsync(trial);
        await client.SayAsync(Princeton.Name);

        // Who serves one after the other may be busy with the first until its deadline.
        await client.HearAsync(Princeton.Answer, AfterDeadline(trial));
    }

    public static async Task ConcurrentAsync(Trial trial)
    {
        await PlayTablesAsync(trial);
        await using var waiting = await GreetedPeer.ConnectAsync(trial);
        await waiting.SayAsync("nothinghere.com");
        await waiting.HearNothingAsync();
        try
        {
            await AskAtAsync(trial, Rutgers);
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
