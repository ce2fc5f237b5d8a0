using Tincan.Checks.Contexts;
using Tincan.Checks.Targets;
using Tincan.Framing.Framings;
using Tincan.Pages;
using Tincan.Pages.Transcripts;

namespace Tincan.Checks.Pages;

/// <summary>The program is the client of a transcript: we are its server.</summary>
internal sealed class ClientTranscriptPlay(Page page, CaseContext context, Transcript transcript) : TranscriptPlay(page, context, transcript)
{
    private Peer? _peer;
    private ProgramExit? _end;

    protected override string Printed => _end is null ? Context.Output : Encoding.Latin1.GetString(_end.StandardOutput);

    /// <summary>Our end of the client's connection.</summary>
    public async Task<Peer> ServerAsync() => _peer ??= await Context.AcceptAsync();

    protected override bool IsProgram(Role role) => role.Kind == RoleKind.Client;

    protected override MessageFraming ProgramFraming(Role to) => Page.Framing.ToServer;

    protected override MessageFraming OurFraming(Role from) => Page.Framing.ToClient;

    protected override async Task BeginAsync()
    {
        await base.BeginAsync();
        await Context.StartClientAsync(Input);
    }

    protected override Task<Peer> PeerAsync(Role from, Role to) => ServerAsync();

    protected override async Task ExpectExitAsync(ExitStep exit)
    {
        _end = await Context.WaitForExitAsync();
        if (_end.ExitCode != exit.Code)
        {
            throw new CheckFailedException(FailureKind.WrongExitCode, $"the program ended with {_end.Description}, not with exit code {exit.Code}") { IsCloseFailure = true };
        }
    }

    protected override Task EndAsync() => Task.CompletedTask;
}
