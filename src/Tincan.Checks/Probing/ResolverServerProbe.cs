using Tincan.Checks.Contexts;
using Tincan.Checks.Parameters;
using Tincan.Checks.Plays;

namespace Tincan.Checks.Probing;

/// <summary>Finds out the line ends of a resolver, from what its table servers receive and from what it passes on.</summary>
internal static class ResolverServerProbe
{
    private const string Name = "rutgers.edu";
    private const string Record = "rutgers.edu 172.34.4.6 A";
    private const string Unknown = "NoSuchHost.org";

    /// <summary>The cases that ask for an unknown name.</summary>
    private static readonly string[] AboutMisses = ["miss", "deadline", "slow-table", "late-answer", "closing-table", "blank-name"];

    /// <summary>How long a connection of a table server must be quiet at the end of a question.</summary>
    private static readonly TimeSpan QuietPeriod = TimeSpan.FromMilliseconds(50);

    public static async Task RunAsync(Prober prober)
    {
        if (prober.NeedsTablePorts)
        {
            await TablePorts.FindAsync(prober);
        }

        var seen = new Seen();
        if (await prober.TryAsync(context => AskAsync(context, prober, seen)) is { IsStartFailure: true })
        {
            return;
        }

        prober.DetectGreeting(seen.Greeting);
        if (!seen.WasReached)
        {
            prober.Note("it did not connect to its table servers; if their ports are written into it, name them before the --: --set ts1-port=PORT --set ts2-port=PORT");
        }

        if (prober.NeedsDialect)
        {
            ReportDialects(prober, seen);
        }

        prober.DetectPadding(seen.Asked.Length > 0 && Framing.Padding.Size(seen.Asked) > 0 ? seen.Asked : seen.Answer);
        if (seen.Answer.Length > 0 && Array.Exists(AboutMisses, prober.WillRun))
        {
            await MissAsync(prober, seen.HadLineEnd ? "\n" : Encoding.ASCII.GetString(prober.Options.Dialect.Terminator()));
        }
    }

    /// <summary>
    /// Asks a freshly started program for an unknown name, so that no answer to another name is under way. A resolver that waits for one table server after the
    /// other takes twice the deadline.
    /// </summary>
    private static async Task MissAsync(Prober prober, string lineEnd)
    {
        byte[] miss = [];
        var took = TimeSpan.Zero;
        await prober.TryAsync(async context =>
        {
            await context.ServeTableAsync(0, SilentAsync);
            await context.ServeTableAsync(1, SilentAsync);
            await using var client = await GreetedPeer.ConnectAsync(context);
            var asked = context.Options.Time.GetTimestamp();
            await client.SendAsync(Encoding.ASCII.GetBytes(Unknown + lineEnd));
            await client.PeekAsync((context.Options.Deadline * 2) + context.Options.AnswerTimeout);
            took = context.Options.Time.GetElapsedTime(asked);
            miss = await client.ReceiveAllAsync(TimeSpan.Zero);
        });
        if (miss.Length > 0 && NamesParameters.RecogniseMiss(LineEnd.TextOf(miss), Unknown) is var (parameter, value))
        {
            prober.SetParameter(parameter, value, string.Create(CultureInfo.InvariantCulture, $"for an unknown name it sends {Prober.Quote(miss)}, after {took.TotalSeconds:0.0} s"));
        }

        static async Task SilentAsync(Peer peer)
        {
            while (await peer.ReceiveAllAsync(Timeout.InfiniteTimeSpan, QuietPeriod) is { Length: > 0 })
            {
            }
        }
    }

    private static void ReportDialects(Prober prober, Seen seen)
    {
        if (seen.Asked.Length == 0)
        {
            prober.Note(seen.WasReached
                ? $"'{Name}', with a line end and without, never reached its table servers, so its line end is unknown; checked in raw (--dialect sets another)"
                : "its line end is unknown; checked in raw (--dialect sets another)");
            return;
        }

        var reads = seen.HadLineEnd ? Dialect.Lf : Dialect.Raw;
        var asked = $"{Prober.Quote(seen.Asked)} reached its table servers{(seen.HadLineEnd ? $" when '{Name}\\n' was sent, and nothing before its line end" : $" when '{Name}' was sent")}";
        var passed = seen.Answer.Length == 0 ? "" : $", and {Prober.Quote(seen.Answer)} came back";
        prober.SetDialects(reads, reads == Dialect.Raw || seen.Answer.Length == 0 ? reads : LineEnd.Of(seen.Answer), asked + passed);
        prober.SetTableDialect(LineEnd.Of(seen.Asked));
    }

    private static async Task AskAsync(CaseContext context, Prober prober, Seen seen)
    {
        await context.ServeTableAsync(0, peer => ServeAsync(peer, seen, knowsName: true));
        await context.ServeTableAsync(1, peer => ServeAsync(peer, seen, knowsName: false));
        await using var client = await context.ConnectAsync();
        seen.Greeting = await client.ReceiveAllAsync(LineServerProbe.GreetingTimeout);
        await client.SendAsync((byte[])[.. Encoding.ASCII.GetBytes(Name), .. prober.NeedsDialect ? default : prober.Options.Dialect.Terminator()]);
        if (!await seen.WasAsked.EndsWithinAsync(Prober.RawTimeout, context.Options.Time, context.Cancel) && prober.NeedsDialect)
        {
            seen.HadLineEnd = true;
            await client.SendAsync("\n"u8.ToArray());
        }

        seen.Answer = await client.ReceiveAllAsync(context.Options.Deadline + context.Options.AnswerTimeout);
    }

    private static async Task ServeAsync(Peer peer, Seen seen, bool knowsName)
    {
        seen.WasReached = true;
        while (await peer.ReceiveAllAsync(Timeout.InfiniteTimeSpan, QuietPeriod) is { Length: > 0 } asked)
        {
            seen.Take(asked);
            if (knowsName && LineEnd.TextOf(asked).TrimEnd(' ') == Name)
            {
                await peer.SendAsync((byte[])[.. Encoding.ASCII.GetBytes($"{Record} IN"), .. LineEnd.Of(asked).Terminator()]);
            }
        }
    }

    /// <summary>What was seen on both sides of the resolver.</summary>
    private sealed class Seen
    {
        private readonly TaskCompletionSource<byte[]> _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task WasAsked => _asked.Task;

        /// <summary>The first question to a table server; empty if there was none.</summary>
        public byte[] Asked => _asked.Task.IsCompletedSuccessfully ? _asked.Task.Result : [];

        public bool WasReached { get; set; }

        public bool HadLineEnd { get; set; }

        /// <summary>The greeting.</summary>
        public byte[] Greeting { get; set; } = [];

        public byte[] Answer { get; set; } = [];

        public void Take(byte[] asked) => _asked.TrySetResult(asked);
    }
}
