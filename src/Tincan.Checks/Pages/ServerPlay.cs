using Tincan.Checks.Contexts;
using Tincan.Framing.Framings;
using Tincan.Pages;
using Tincan.Pages.Transcripts;

namespace Tincan.Checks.Pages;

/// <summary>The program is the server of a transcript: we are its clients, and the servers that it calls.</summary>
internal class ServerPlay(Page page, CaseContext context, Transcript transcript) : TranscriptPlay(page, context, transcript)
{
    private readonly Dictionary<Role, Peer> _clients = [];
    /// <summary>The page without the line ends that were found: those to other servers may differ.</summary>
    private readonly Page _written = page;
    private readonly Dictionary<int, PlayedUpstream> _upstreams = [];
    private readonly FramingPair _upstreamFraming = PageDialect.OfUpstreams(page, context.Options);

    protected override string Printed => Context.Output;

    /// <summary>The one client of a transcript that has been played, or a new one if it never connects.</summary>
    public async Task<Peer> ClientAsync() => _clients.Count > 0 ? _clients.Values.First() : await Context.ConnectAsync();

    protected override bool IsProgram(Role role) => role.Kind == RoleKind.Server;

    protected override MessageFraming ProgramFraming(Role to) => to.Kind == RoleKind.Upstream ? _upstreamFraming.ToServer : Page.Framing.ToClient;

    protected override MessageFraming OurFraming(Role from) => from.Kind == RoleKind.Upstream ? _upstreamFraming.ToClient : Page.Framing.ToServer;

    protected override async Task BeginAsync()
    {
        await base.BeginAsync();
        foreach (var number in Transcript.Called)
        {
            if (Transcript.Steps.Any(step => step is EventStep { From.Kind: RoleKind.Upstream, Event: TranscriptEvent.Refuses } refuses && NumberOf(refuses.From) == number))
            {
                await Context.RefuseAtTableAsync(number - 1);
            }
            else
            {
                _upstreams[number] = new PlayedUpstream(Context);
                await _upstreams[number].ServeAsync(number - 1);
            }
        }

        await UpstreamRules.ServeAsync(_written, Context, Transcript);
        await Context.StartServerAsync(Input);
    }

    protected override async Task<Peer> PeerAsync(Role from, Role to)
    {
        var other = from.Kind == RoleKind.Server ? to : from;
        if (other.Kind == RoleKind.Upstream)
        {
            return await _upstreams[NumberOf(other)].CurrentAsync() ?? throw NotCalled(other);
        }

        if (!_clients.TryGetValue(other, out var peer))
        {
            _clients[other] = peer = await Context.ConnectAsync();
        }

        return peer;
    }

    protected override async Task ExpectExitAsync(ExitStep exit)
    {
        var end = await Context.UnexpectedExitAsync(Context.Options.ExitTimeout) ?? throw new CheckFailedException(FailureKind.NotClosed, "the program did not end") { IsCloseFailure = true };
        if (end.ExitCode != exit.Code)
        {
            throw new CheckFailedException(FailureKind.WrongExitCode, $"the program ended with {end.Description}, not with exit code {exit.Code}") { IsCloseFailure = true };
        }
    }

    /// <summary>Nothing more may come, unless the transcript has ended the connection.</summary>
    protected override async Task EndAsync()
    {
        var ended = Transcript.AllSteps.OfType<WireStep>().Where(static step => step is FillStep or EventStep { Event: TranscriptEvent.Closes or TranscriptEvent.Reset or TranscriptEvent.Fin })
            .SelectMany(static step => (Role[])[step.From, step.To]).ToHashSet();
        foreach (var (role, peer) in _clients)
        {
            if (!ended.Contains(role))
            {
                await peer.JudgeAsync(() => peer.ExpectNoMoreAsync());
            }
        }
    }

    /// <summary>What the program sends to a server that it calls may come on any connection.</summary>
    protected override async Task ExpectAsync(WireStep step)
    {
        if (step is not (MessageStep or RawStep or UnfinishedStep or EventStep { Event: TranscriptEvent.Silence }) || !_upstreams.TryGetValue(NumberOf(step.To), out var upstream) || step.To.Kind != RoleKind.Upstream)
        {
            await ExpectOfServerAsync(step);
            return;
        }

        var silence = step is EventStep { Time: var time } ? TimeOf(time) : null;
        var wait = silence ?? Context.Options.AtMost(TimeOf((step as MessageStep)?.Within ?? Page.AnswerTime) ?? Context.Options.AnswerTimeout);
        if (await upstream.AskedAsync(wait) is { } peer)
        {
            await peer.JudgeAsync(() => ExpectStepAsync(step, peer));
        }
        else if (silence is null && step is not MessageStep { IsUnjudged: true })
        {
            throw upstream.IsConnected
                ? new CheckFailedException(FailureKind.NoAnswer, $"the program sent nothing to {step.To} within {wait.TotalSeconds:0.###} s; the page expects {step.At.Text.Trim()}")
                : NotCalled(step.To);
        }
    }

    /// <summary>A client that gets no answer may be blocked by others: it is served when they have closed, or the program ends then. What another one sent may be why something should come: then it says nothing.</summary>
    private async Task ExpectOfServerAsync(WireStep step)
    {
        try
        {
            await base.ExpectAsync(step);
        }
        catch (CheckFailedException silent) when (silent.Kind == FailureKind.NoAnswer && _clients.GetValueOrDefault(step.To) is { Incoming.HasReceived: false } waiting && IsOwn(step)
            && _clients.Values.Any(other => other != waiting && other.IsOpen))
        {
            foreach (var other in _clients.Values.Where(other => other != waiting && other.IsOpen))
            {
                await other.FinishAsync();
            }

            try
            {
                await base.ExpectAsync(step);
            }
            catch (CheckFailedException)
            {
                if (await Context.UnexpectedExitAsync() is null)
                {
                    throw silent;
                }
            }

            throw new CheckFailedException(FailureKind.BlockedByAnother, "a second client was not served while the first was connected") { Expected = silent.Expected, Got = silent.Got, IsCertain = silent.IsCertain, Connection = silent.Connection };
        }
    }

    /// <summary>Whether a client gets this for what it did itself.</summary>
    private bool IsOwn(WireStep expected) =>
        Transcript.Steps.TakeWhile(step => step != expected).OfType<WireStep>().LastOrDefault(static step => step.From.Kind == RoleKind.Client)?.From is not { } last
        || last == expected.To || !Transcript.Steps.OfType<WireStep>().Any(step => step.From == expected.To);

    private static CheckFailedException NotCalled(Role upstream) => new(FailureKind.NeverConnected, $"the program did not connect to {upstream}");

    private static int NumberOf(Role upstream) => Math.Max(1, upstream.Number);
}
