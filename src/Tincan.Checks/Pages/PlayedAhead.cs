using Tincan.Checks.Contexts;
using Tincan.Framing.Framings;
using Tincan.Pages;
using Tincan.Pages.Expressions;
using Tincan.Pages.Transcripts;

namespace Tincan.Checks.Pages;

/// <summary>An exchange on a connection that is there already; the client's messages that follow each other are sent in one write.</summary>
internal sealed class PlayedAhead(Page page, CaseContext context, Transcript transcript, Peer client) : TranscriptPlay(page, context, transcript)
{
    /// <summary>What has been captured so far.</summary>
    public Scope Known => Scope;

    protected override string Printed => Context.Output;

    /// <summary>Sends part of a message and a FIN, and expects what follows, and the end.</summary>
    public async Task EndInsideAsync(MessageStep last, IReadOnlyList<MessageStep> answers)
    {
        await client.SendAsync(OurFraming(last.From).FrameUnfinished(last.Message.Write(Scope)));
        await client.FinishAsync();
        foreach (var answer in answers)
        {
            await ExpectStepAsync(answer, client);
        }

        await client.ExpectCloseAsync();
    }

    protected override bool IsProgram(Role role) => role.Kind == RoleKind.Server;

    protected override MessageFraming ProgramFraming(Role to) => Page.Framing.ToClient;

    protected override MessageFraming OurFraming(Role from) => Page.Framing.ToServer;

    protected override Task<Peer> PeerAsync(Role from, Role to) => Task.FromResult(client);

    protected override Task EndAsync() => Task.CompletedTask;

    protected override Task ExpectExitAsync(ExitStep exit) => Task.CompletedTask;
}
