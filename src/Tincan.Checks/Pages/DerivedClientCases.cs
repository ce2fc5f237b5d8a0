using Tincan.Checks.Cases;
using Tincan.Checks.Plays;
using Tincan.Checks.Suites;
using Tincan.Pages;
using Tincan.Pages.Transcripts;

namespace Tincan.Checks.Pages;

/// <summary>Cases for a client that follow from the first exchange of a page.</summary>
/// <param name="page">The page.</param>
/// <param name="suite">The name of the suite.</param>
internal sealed class DerivedClientCases(Page page, string suite)
{
    /// <summary>All of them that fit the page.</summary>
    /// <param name="own">The page's own cases.</param>
    public IEnumerable<Case> All(IReadOnlyList<PageCase> own)
    {
        if (own.FirstOrDefault(static one => one.Transcript.Messages.FirstOrDefault() is { From.Kind: RoleKind.Client }) is not { } first)
        {
            yield break;
        }

        var question = first.Transcript.Steps.ToList().FindIndex(static step => step is MessageStep);
        var asked = new Transcript(first.Transcript.At, [.. first.Transcript.Steps.Where((step, i) => i <= question || step is InputStep or FileStep { IsWritten: false })]);
        var words = Transmission.Words(((MessageStep)first.Transcript.Steps[question]).Message);
        yield return new Case(
            $"{suite}.early-close",
            Level.Must,
            $"The client ends when the server closes instead of answering {words}.",
            "A client that waits for an answer that can no longer come hangs forever.",
            "When recv returns nothing, the server has gone: leave the loop.",
            async context =>
            {
                await new ClientTranscriptPlay(page, context, new Transcript(asked.At, [.. asked.Steps, new EventStep(asked.At, Role.Server, new Role(RoleKind.Client), TranscriptEvent.Fin, null, null)])).PlayAsync();
                await context.WaitForExitAsync();
            })
        { CanPerturb = false };
        yield return new Case(
            $"{suite}.reset",
            Level.Must,
            $"The client ends when the server resets the connection (RST) instead of answering {words}, and its exit code is not 0.",
            "To a script that runs the client, exit code 0 means success.",
            "Let the connection error end the program, or catch it, print one line, and end with sys.exit(1).",
            async context =>
            {
                await new ClientTranscriptPlay(page, context, new Transcript(asked.At, [.. asked.Steps, new EventStep(asked.At, Role.Server, new Role(RoleKind.Client), TranscriptEvent.Reset, null, null)])).PlayAsync();
                ClientPlay.ExpectFailure(await context.WaitForExitAsync(), "the server reset the connection");
            })
        { CanPerturb = false };
        yield return ClientCases.Refused(suite, "");
    }
}
