using Tincan.Checks.Contexts;
using Tincan.Framing.Framings;
using Tincan.Pages;
using Tincan.Pages.Transcripts;

namespace Tincan.Checks.Pages;

/// <summary>The program is the server of a transcript: we are its clients, and the servers that it calls.</summary>
internal class ServerPlay(Page page, CaseContext context, Transcript transcript) : TranscriptPlay(page, context, transcript)
{
    private readonly Dictionary<Role, Peer> _clients = [];
    private readonly Dictionary<Role, TaskCompletionSource<Peer>> _upstreams = [];
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);

    protected override string Printed => Context.Output;

    /// <summary>The one client of a transcript that has been played, or a new one if it never connects.</summary>
    public async Task<Peer> ClientAsync() => _clients.Count > 0 ? _clients.Values.First() : await Context.ConnectAsync();

    protected override bool IsProgram(Role role) => role.Kind == RoleKind.Server;

    protected override MessageFraming ProgramFraming(Role to) => to.Kind == RoleKind.Upstream ? Page.Framing.ToServer : Page.Framing.ToClient;

    protected override MessageFraming OurFraming(Role from) => from.Kind == RoleKind.Upstream ? Page.Framing.ToClient : Page.Framing.ToServer;

    protected override async Task BeginAsync()
    {
        await base.BeginAsync();
        foreach (var role in Transcript.AllSteps.OfType<WireStep>().SelectMany(static step => (Role[])[step.From, step.To]).Where(static role => role.Kind == RoleKind.Upstream).Distinct())
        {
            _upstreams[role] = new TaskCompletionSource<Peer>();
            await Context.ServeTableAsync(Math.Max(0, role.Number - 1), async peer =>
            {
                _upstreams[role].TrySetResult(peer);
                await _over.Task.WaitAsync(Context.Cancel);
            });
        }

        await Context.StartServerAsync(Input);
    }

    protected override async Task<Peer> PeerAsync(Role from, Role to)
    {
        var other = from.Kind == RoleKind.Server ? to : from;
        if (other.Kind == RoleKind.Upstream)
        {
            return await CalledAsync(other);
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

        _over.TrySetResult();
    }

    private async Task<Peer> CalledAsync(Role upstream)
    {
        try
        {
            return await _upstreams[upstream].Task.WaitAsync(Context.Options.AnswerTimeout, Context.Options.Time, Context.Cancel);
        }
        catch (TimeoutException)
        {
            throw new CheckFailedException(FailureKind.NeverConnected, $"the program did not connect to {upstream}");
        }
    }
}
