using Tincan.Checks.Cases;
using Tincan.Checks.Contexts;
using Tincan.Checks.Suites;
using Tincan.Pages;
using Tincan.Pages.Expressions;
using Tincan.Pages.Transcripts;

namespace Tincan.Checks.Pages;

/// <summary>Cases for a server that follow from the framing of a page and its first exchange, and not from anything it says.</summary>
/// <param name="page">The page.</param>
/// <param name="suite">The name of the suite.</param>
internal sealed class DerivedServerCases(Page page, string suite)
{
    private const int ManyClients = 20;

    /// <summary>How many clients reset their connections at once. Measured on Linux: one that does not catch the error of its send ends in 25 runs of 25, also on a busy machine.</summary>
    private const int HurriedClients = 20;

    private readonly RudeBytes _rude = new(page);

    /// <summary>All of them that fit the page.</summary>
    /// <param name="own">The page's own cases.</param>
    public IEnumerable<Case> All(IReadOnlyList<PageCase> own)
    {
        // A case with several clients shows more than the same one with a client alone.
        IEnumerable<Case> ofRoom = Room.Of(page, own) is { } room ? new DerivedRoomCases(page, suite, room, _rude).All : [];
        return ofRoom.Concat(OfOne(own)).DistinctBy(static one => one.Id);
    }

    private IEnumerable<Case> OfOne(IReadOnlyList<PageCase> own)
    {
        if ((own.Select(WithoutEnd).FirstOrDefault(IsExchange) ?? own.FirstOrDefault(IsClosedByServer))?.Transcript is not { } exchange)
        {
            return OfSeveral(own);
        }

        // A connection that the server closes after its answer can be begun, but not kept.
        var stays = exchange.Steps[^1] is MessageStep && !IsClosedByRules(exchange);
        var question = exchange.Messages.FirstOrDefault(static step => step.From.Kind == RoleKind.Client)?.Message;
        List<Case> last = [];
        if (stays && question is not null)
        {
            last.Add(ServerCases.OwnAnswers(suite, ConnectAsync, (context, peer) => new PlayedAhead(page, context, exchange, peer).PlayAsync(), Greeting, StartAsync));
        }

        if (stays)
        {
            last.Add(ServerCases.Closes(suite, BeginAsync));
        }

        last.Add(ServerCases.StartsAgain(suite, BeginAsync, AskAsync));

        // What is typed is used up, so a second client gets other answers.
        if (exchange.Steps.Any(static step => step is InputStep))
        {
            return last;
        }

        List<Case> cases = [];
        if (stays && question is not null)
        {
            cases.AddRange(new MessageEndCases(page, suite, exchange).All);
        }

        if (GeneratedCase.IsPossible(page))
        {
            var generated = new GeneratedCase(page, suite);
            cases.Add(generated.Case);
            cases.AddRange(generated.HighBitCase is { } highBit && !Transmission.HasHighBit(page) ? [highBit] : (IEnumerable<Case>)[]);
        }

        if (!IsRepeatable(exchange, stays: false))
        {
            return cases;
        }

        cases.Add(ServerCases.NextClient(suite, AskAsync));
        cases.Add(ServerCases.AfterReset(suite, page.HasOptionalLineEnds ? AskedAsync : stays || question is not null ? BeginAsync : HurryAsync, AskAsync));
        cases.Add(Survives("noise", "Bytes that are no message end their own connection at most: the next client is served.", "Anything can connect to a port: a browser, a scanner, a client with a bug.",
            "Catch every error of one client where that client is served, and close its connection.", context => RudeAsync(context, _rude.Noise(context, question))));
        cases.Add(Survives("too-long", $"A message that {_rude.TooLongWords} ends its own connection at most: the next client is served.",
            "A server that does not check the length runs out of memory, or dies.",
            "Look at the length before you take memory or read, and close the connection if it is more than a message may have.", context => RudeAsync(context, [_rude.TooLong])));
        if (IsRepeatable(exchange, stays: true))
        {
            cases.Add(ServerCases.Concurrent(suite, Level.Must, page.HasOptionalLineEnds ? StartedAsync : BeginAsync, AskAsync));
            cases.Add(Many(question is null ? "" : $" that send {Transmission.Words(question)}"));
        }

        if (stays && question is not null)
        {
            cases.Add(SlowReader(exchange));
        }

        if (page.HasOptionalLineEnds)
        {
            cases.Add(ServerCases.NotUtf8(suite, StartedAsync, AskAsync));
            cases.AddRange(stays && question is not null ? [new EndWordCase(page, suite, exchange).Case] : (IEnumerable<Case>)[]);
        }

        return [.. cases, .. last];

        async Task AskAsync(CaseContext context)
        {
            await using var client = await PlayAsync(context, exchange);
            if (stays)
            {
                await client.FinishAsync();
            }
        }

        // The answers are for the cases of the page to judge.
        Task<Peer> BeginAsync(CaseContext context) => stays || question is null
            ? PlayAsync(context, exchange with { Steps = [.. exchange.Steps.Select(static step => step is MessageStep { From.Kind: RoleKind.Server } answer ? answer with { IsUnjudged = true } : step)] })
            : ArriveAsync(context);

        // A server that greets and closes meets the reset only if it comes before the greeting.
        async Task<Peer> HurryAsync(CaseContext context)
        {
            for (var i = 1; i < HurriedClients; i++)
            {
                (await context.ConnectAsync()).Abort();
            }

            return await context.ConnectAsync();
        }

        async Task<Peer> ConnectAsync(CaseContext context)
        {
            await context.StartServerAsync(Transmission.Input(exchange, ScopeOf(context)));
            return await context.ConnectAsync();
        }

        // A client that has been greeted, and has sent nothing.
        async Task<Peer> StartedAsync(CaseContext context)
        {
            var client = await context.ConnectAsync();
            await StartAsync(context, client);
            return client;
        }

        // A client that has asked, and has not waited for the answer.
        async Task<Peer> AskedAsync(CaseContext context)
        {
            var client = await context.ConnectAsync();
            await new PlayedAhead(page, context, exchange with { Steps = [.. exchange.Steps.Where(static step => step is not MessageStep { From.Kind: RoleKind.Server })] }, client).PlayAsync();
            return client;
        }

        string Greeting(CaseContext context)
        {
            var scope = ScopeOf(context);
            return string.Concat(exchange.Steps.OfType<RawStep>().Where(static raw => raw.From.Kind == RoleKind.Server && raw.Bytes.Unsendable is null)
                .Select(raw => Encoding.UTF8.GetString(raw.Bytes.Write(scope).ToArray())));
        }

        // What the server sends before it is asked anything.
        Task StartAsync(CaseContext context, Peer peer) =>
            new PlayedAhead(page, context, exchange with { Steps = [.. exchange.Steps.TakeWhile(static step => step is not MessageStep { From.Kind: RoleKind.Client })] }, peer).PlayAsync();

        Case Survives(string id, string requirement, string why, string hint, Func<CaseContext, Task> rude) => new(
            $"{suite}.{id}", Level.Must, requirement, why, hint, async context =>
            {
                await rude(context);
                await AskAsync(context);
            })
        { CanPerturb = false };

        Case Many(string asked) => new(
            $"{suite}.many-clients",
            Level.Should,
            $"{ManyClients} clients{asked} at the same time are all answered.",
            "Mixed-up clients and a hidden limit on their number do not show with one client.",
            "Keep everything that belongs to a client in variables of its own, and serve each in a thread or task, or with select.",
            async context =>
            {
                // All of them would start it, if it did not run yet.
                await context.StartServerAsync();
                await context.Waits.AlongsideAsync(Task.WhenAll(Enumerable.Range(0, ManyClients).Select(async _ => await AskAsync(context))));
            })
        { CanPerturb = false };

        Case SlowReader(Transcript asked) => new(
            $"{suite}.slow-reader",
            Level.Should,
            "A client that sends and never reads does not stop the server from serving others.",
            "A send blocks when the other side does not read; a server that waits there serves no other client.",
            "Serve each client in a thread or task of its own, or set its socket to non-blocking and select for writing.",
            async context =>
            {
                await using var silent = await context.ConnectAsync(isNarrow: true);
                await FloodAsync(context, silent, asked);
                await AskAsync(context);
                silent.Abort();
            })
        { CanPerturb = false };
    }

    private async Task<Peer> PlayAsync(CaseContext context, Transcript transcript)
    {
        var play = new ServerPlay(page, context, transcript);
        await play.PlayAsync();
        return await play.ClientAsync();
    }

    /// <summary>
    /// A client that has sent nothing; what the server says to it first is not judged here. A server that stops resets a connection that it has not accepted yet,
    /// and nothing of it is left in TIME_WAIT.
    /// </summary>
    private static async Task<Peer> ArriveAsync(CaseContext context)
    {
        var peer = await context.ConnectAsync();
        await context.SettleAsync();
        await peer.Incoming.ReceiveUntilQuietAsync(context.Options.QuietPeriod);
        peer.Incoming.Consume(peer.Incoming.Count);
        return peer;
    }

    /// <summary>Where a transcript needs several clients, only what holds for any of them.</summary>
    private IEnumerable<Case> OfSeveral(IReadOnlyList<PageCase> own) =>
        own.FirstOrDefault(static one => !one.IsRecommendation && one.Transcript.AllSteps.All(static step => step is WireStep { From.Kind: not RoleKind.Upstream, To.Kind: not RoleKind.Upstream })) is { } first
            ? [ServerCases.Closes(suite, ArriveAsync), ServerCases.StartsAgain(suite, ArriveAsync, context => PlayAsync(context, first.Transcript))]
            : [];

    /// <summary>A case whose client closes after the last answer, without that.</summary>
    private static PageCase WithoutEnd(PageCase one) => one.Transcript.Steps is [.., MessageStep { From.Kind: RoleKind.Server }, EventStep { From.Kind: RoleKind.Client, Event: TranscriptEvent.Closes }]
        ? one with { Transcript = one.Transcript with { Steps = [.. one.Transcript.Steps.SkipLast(1)] } }
        : one;

    /// <summary>One client asks, the server answers, and then it closes the connection.</summary>
    private static bool IsClosedByServer(PageCase one) => one.Transcript.Steps is [.., MessageStep, EventStep { From.Kind: RoleKind.Server, From.Number: 0, Event: TranscriptEvent.Closes or TranscriptEvent.Fin }]
        && IsExchange(one with { Transcript = one.Transcript with { Steps = [.. one.Transcript.Steps.SkipLast(1)] } });

    /// <summary>One client asks, the server answers, and neither ends the connection.</summary>
    private static bool IsExchange(PageCase one) => !one.IsRecommendation && one.When.Count == 0
        && one.Transcript.Steps.All(static step => step is InputStep or EventStep { From: { Kind: RoleKind.Client, Number: 0 }, Event: TranscriptEvent.Connects } or MessageStep { From.Kind: not RoleKind.Upstream, To.Kind: not RoleKind.Upstream, From.Number: 0, To.Number: 0, Times: 1, IsUnjudged: false } or RawStep { From: { Kind: RoleKind.Server, Number: 0 }, To.Number: 0 })
        && one.Transcript.Steps[^1] is MessageStep { From.Kind: RoleKind.Server };

    private bool IsClosedByRules(Transcript exchange) => Rehearsal(exchange) is { } rehearsal && rehearsal.Play(exchange, stays: true) is null && rehearsal.HasClosed;

    /// <summary>A second client gets the same answers. Without rules that is assumed.</summary>
    private bool IsRepeatable(Transcript exchange, bool stays) =>
        Rehearsal(exchange) is not { } rehearsal || (rehearsal.Play(exchange, stays) is null && rehearsal.Play(exchange, stays) is null);

    /// <summary>The rules with the default parameters; null if the page has none for this exchange.</summary>
    private TranscriptRehearsal? Rehearsal(Transcript exchange) =>
        page.Rules.Count > 0 && TranscriptRehearsal.IsPossible(page, exchange) ? new TranscriptRehearsal(page, new Dictionary<string, string>()) : null;

    private Scope ScopeOf(CaseContext context) => new() { Parameters = page.Values(PageParameters.Given(page, context.Options)) };

    private static async Task RudeAsync(CaseContext context, IEnumerable<byte[]> all)
    {
        foreach (var bytes in all)
        {
            await using var client = await context.ConnectAsync();
            await RudeBytes.TrySendAsync(context, client, bytes);
        }
    }

    /// <summary>Sends all that the client says, since one message may announce the next.</summary>
    private Task FloodAsync(CaseContext context, Peer client, Transcript exchange)
    {
        var scope = ScopeOf(context);
        byte[] asked = [.. exchange.Messages.Where(static step => step.From.Kind == RoleKind.Client)
            .Select(step => page.Framing.ToServer.TryFrame(step.Message, scope)).OfType<ReadOnlyMemory<byte>>().SelectMany(static framed => framed.ToArray())];
        return RudeBytes.FloodAsync(context, client, asked);
    }
}
