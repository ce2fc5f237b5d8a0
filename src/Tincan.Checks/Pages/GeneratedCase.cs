using Tincan.Checks.Cases;
using Tincan.Checks.Contexts;
using Tincan.Pages;
using Tincan.Pages.Messages;
using Tincan.Pages.Rules;
using Tincan.Pages.Values;

namespace Tincan.Checks.Pages;

/// <summary>
/// Messages that are made up from the patterns of the rules; the rules say what the answers must be. Of messages that fail, the smallest ones that still
/// do are looked for, and reported.
/// </summary>
/// <param name="page">The page.</param>
/// <param name="suite">The name of the suite.</param>
internal sealed class GeneratedCase(Page page, string suite)
{
    private const int Rounds = 8;

    /// <summary>How often, and for how long, something smaller is tried on the program.</summary>
    private const int MaxTries = 100;
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(20);

    /// <summary>How many messages of an input are reported.</summary>
    private const int MaxShown = 5;

    public static bool IsPossible(Page page) => page.Rules.Any(static rule => IsUsable(rule))
        && page.Rules.SelectMany(static rule => rule.Actions).All(static action => action is not (TakeAction or WaitAction));

    public Case Case => new(
        $"{suite}.answers",
        Level.Must,
        "Messages of every form that the page has a rule for get the answers that the rules say.",
        "A program that answers the examples of a page may answer nothing else.",
        "Work the answer out from the message; do not compare the message with those of the examples.",
        RunAsync)
    { CanPerturb = false };

    /// <summary>A message whose length has its highest bit set, if the rules answer one that can be made up; null if not.</summary>
    public Case? HighBitCase => MessageOfSize(page.Values(new Dictionary<string, string>())) is not { } message ? null : new(
        $"{suite}.high-bit",
        Level.Must,
        $"A message whose length has its highest bit set, such as one of {page.Framing.ToServer.HighBitSize} bytes, is answered like any other.",
        "A length is never negative; a program that reads it as a signed number refuses long messages, or waits forever.",
        "Read the length as an unsigned number: 'B' or 'H' in Python's struct, & 0xFF or & 0xFFFF in Java, an unsigned type in C.",
        async context =>
        {
            var values = page.Values(PageParameters.Given(page, context.Options));
            if (await TryAsync(context, values, [MessageOfSize(values) ?? message]) is { Failure: var failure })
            {
                throw failure;
            }
        })
    { CanPerturb = false };

    /// <summary>Fills one text of a message with letters.</summary>
    private GeneratedMessage? MessageOfSize(IReadOnlyDictionary<string, Value> values) => page.Framing.ToServer.HighBitSize is not { } size ? null : page.Rules.Where(IsUsable)
        .Select(rule => GeneratedMessage.Make(rule.Message!, values, new Random(0), isSimplest: true))
        .SelectMany(message => message.Captures.Where(static one => one.Value is TextValue).Select(one =>
        {
            var others = page.Framing.ToServer.Frame(message.Bytes).Length - ((TextValue)one.Value).Text.Length;
            return new GeneratedMessage(message.Form, message.Captures.ToDictionary(static other => other.Key, other => other.Key == one.Key ? new TextValue(new string('a', Math.Max(1, size - others))) : other.Value), values);
        }))
        .FirstOrDefault(message => IsKnown([message], values) && IsAnswered(message, values));

    private bool IsAnswered(GeneratedMessage message, IReadOnlyDictionary<string, Value> values)
    {
        var rehearsal = new Rehearsal(page.Rules, values).Connect();
        _ = rehearsal.Take();
        return rehearsal.Send(message.Bytes) && rehearsal.Take().Count > 0;
    }

    private static bool IsUsable(Rule rule) => rule.Event == RuleEvent.Message && rule.Message is TextMessage or JsonMessage && rule.Message.Unsendable is null;

    private async Task RunAsync(CaseContext context)
    {
        var values = page.Values(PageParameters.Given(page, context.Options));
        var input = Generate(values, context.Options.Seed);
        if (await TryAsync(context, values, input) is not { } failed)
        {
            return;
        }

        if (failed.Failure.IsStartFailure || failed.At < 0 || context.Options.VerdictWait is not null)
        {
            throw failed.Failure;
        }

        IReadOnlyList<GeneratedMessage> failing = [.. input.Take(failed.At + 1)];
        if (IsShared(page) && !context.CanRestart)
        {
            throw failed.Failure.With($"{failed.Failure.Message}; it was message {failing.Count} of those generated with --seed {context.Options.Seed}, and smaller inputs need a server that can be started again");
        }

        var smallest = await ShrinkAsync(context, values, failing, failed.Failure.Kind);

        // What comes last is what a report shows first.
        var last = ReferenceEquals(smallest, failing) ? null : await TryFreshAsync(context, values, smallest);
        var shown = string.Join(", ", smallest.TakeLast(MaxShown).Select(Words));
        var failure = last?.Failure ?? failed.Failure;
        throw failure.With($"{failure.Message}; the smallest input that fails is {(smallest.Count > MaxShown ? "…, " : "")}{shown} (found from {Readable.Count(failing.Count, "message")} generated with --seed {context.Options.Seed})");
    }

    /// <summary>Messages that leave the connection open: those that end it have cases of their own. The first round has the simplest ones.</summary>
    private List<GeneratedMessage> Generate(IReadOnlyDictionary<string, Value> values, long seed)
    {
        var random = new Random(unchecked((int)seed));
        List<GeneratedMessage> input = [];
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var rule in page.Rules.Where(IsUsable))
            {
                var message = GeneratedMessage.Make(rule.Message!, values, random, isSimplest: round == 0);
                if (IsKnown([.. input, message], values))
                {
                    input.Add(message);
                }
            }
        }

        return input;
    }

    /// <summary>Whether the rules say what the answers to these messages are, and leave the connection open.</summary>
    private bool IsKnown(IReadOnlyList<GeneratedMessage> input, IReadOnlyDictionary<string, Value> values)
    {
        var rehearsal = new Rehearsal(page.Rules, values).Connect();
        return input.All(message => page.Framing.ToServer.WhyNot(message.Bytes) is null && rehearsal.Send(message.Bytes)) && !rehearsal.IsOver;
    }

    private async Task<IReadOnlyList<GeneratedMessage>> ShrinkAsync(CaseContext context, IReadOnlyDictionary<string, Value> values, IReadOnlyList<GeneratedMessage> failing, FailureKind kind)
    {
        var began = context.Options.Time.GetTimestamp();
        var tries = 0;
        return await new Shrinker<GeneratedMessage>(
            async input => IsKnown(input, values) && ++tries > 0 && await TryFreshAsync(context, values, input) is { } failed && failed.Failure.Kind == kind && failed.At >= 0 ? failed.At : null,
            static message => message.Simpler(),
            () => tries < MaxTries && context.Options.Time.GetElapsedTime(began) < MaxTime).RunAsync(failing);
    }

    /// <summary>One connection can change what another one gets.</summary>
    public static bool IsShared(Page page) => page.Rules.SelectMany(static rule => rule.Actions)
        .Any(static action => action is JoinAction or SetAction { Variable.IsShared: true } or DeleteAction { Variable.IsShared: true });

    /// <summary>
    /// Tries an input on a new connection. The program is restarted first if the rules say that one connection can change the answers on another, or if it
    /// has ended.
    /// </summary>
    private async Task<(int At, CheckFailedException Failure)?> TryFreshAsync(CaseContext context, IReadOnlyDictionary<string, Value> values, IReadOnlyList<GeneratedMessage> input)
    {
        context.ExtendTimeout(context.Options.CaseTimeout);
        if (IsShared(page) || context.Exit is not null)
        {
            if (!context.CanRestart)
            {
                return null;
            }

            await context.RestartServerAsync();
        }

        return await TryAsync(context, values, input);
    }

    private async Task<(int At, CheckFailedException Failure)?> TryAsync(CaseContext context, IReadOnlyDictionary<string, Value> values, IReadOnlyList<GeneratedMessage> input)
    {
        var rehearsal = new Rehearsal(page.Rules, values).Connect();
        var framer = page.Framing.ToClient.CreateFramer();
        var framing = PageDialect.Of(page, Side.Server, context.Options).Framing.ToServer;
        var at = -1;
        try
        {
            await using var client = await context.ConnectAsync();
            await ExpectAsync(client, framer, rehearsal.Take(), null);
            foreach (var message in input)
            {
                at++;
                rehearsal.Send(message.Bytes);
                await client.SendAsync(framing.Frame(message.Bytes));
                await ExpectAsync(client, framer, rehearsal.Take(), message);
            }

            await client.ExpectSilenceAsync();
            return null;
        }
        catch (CheckFailedException failure)
        {
            return (at, failure);
        }
    }

    private static string Words(GeneratedMessage message) => $"'{Columns.Cut(message.Bytes.ToString(), 60, "…")}'";

    private async Task ExpectAsync(Peer client, IFramer framer, IReadOnlyList<Response> responses, GeneratedMessage? asked)
    {
        foreach (var response in responses)
        {
            switch (response)
            {
                case SendResponse { IsRaw: true } raw:
                    await client.ExpectAsync(raw.Content.ToArray());
                    break;
                case SendResponse message when page.Framing.ToClient.Words == "none":
                    await client.ExpectAsync(message.Content.ToArray());
                    break;
                case SendResponse message:
                    await client.ExpectMessageAsync(
                        framer,
                        content => JsonText.AreSame(page.Framing.ToClient.ReadContent(content), message.Content),
                        page.Framing.ToClient.Frame(message.Content),
                        $"'{Columns.Cut(message.Content.ToString(), 60, "…")}' as the answer to {(asked is null ? "the connection" : Words(asked))}");
                    break;
                default:
                    await client.ExpectCloseAsync();
                    break;
            }
        }
    }
}
