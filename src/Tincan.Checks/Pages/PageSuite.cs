using Tincan.Checks.Cases;
using Tincan.Checks.Contexts;
using Tincan.Checks.Suites;
using Tincan.Pages;
using Tincan.Pages.Transcripts;

namespace Tincan.Checks.Pages;

/// <summary>The suite of a page: its own cases, and those that follow from its framing and its first exchange.</summary>
public static class PageSuite
{
    /// <summary>The sides that the page can check, the server first.</summary>
    public static IReadOnlyList<Side> Sides(Page page) => [.. new[] { Side.Server, Side.Client }.Where(side => Own(page, side).Any())];

    /// <summary>Makes the suite of one side.</summary>
    public static Suite Of(Page page, Side side)
    {
        ArgumentNullException.ThrowIfNull(page);
        var name = $"{page.Name}.{(side == Side.Server ? "server" : "client")}";
        IReadOnlyList<PageCase> own = [.. Own(page, side)];

        // What follows from a hidden case would show it.
        IReadOnlyList<PageCase> visible = [.. own.Where(static one => one.Visibility == Visibility.Visible)];
        IReadOnlyList<PageCase> hidden = [.. own.Except(visible)];
        var origin = visible.Count > 0 ? visible : hidden;
        var derived = (side == Side.Server ? new DerivedServerCases(page, name).All(origin) : new DerivedClientCases(page, name).All(origin))
            .Where(one => !page.Without.Contains(one.Id[(name.Length + 1)..]))
            .Select(one => visible.Count > 0 ? one : one with { Visibility = hidden[0].Visibility, HiddenUntil = hidden[0].HiddenUntil });
        return new Suite(
            name,
            side,
            $"{page.Title}: a {(side == Side.Server ? "server" : "client")} as the page describes it.",
            page.Framing.ToCodec(),
            [.. visible.Select(one => CaseOf(page, name, side, one)), .. derived, .. hidden.Select(one => CaseOf(page, name, side, one))])
        {
            HasLines = false,
            Parameters = PageParameters.Of(page),
            Probe = async prober =>
            {
                await new LineEndProbe(page, side, visible, PlayAsync).RunAsync(prober);
                await new ChoiceProbe(page, visible, PlayAsync).RunAsync(prober);
            },
            TableCount = own.SelectMany(static one => one.Transcript.AllSteps).OfType<WireStep>()
                .Max(static step => (int?)Math.Max(step.From.Kind == RoleKind.Upstream ? Math.Max(1, step.From.Number) : 0, step.To.Kind == RoleKind.Upstream ? Math.Max(1, step.To.Number) : 0)) ?? 0,
        };

        Task PlayAsync(CaseContext context, Transcript transcript) => Play(page, context, side, transcript).PlayAsync();
    }

    /// <summary>The cases of the page whose other roles can be played.</summary>
    private static IEnumerable<PageCase> Own(Page page, Side side) => page.Cases.Where(one =>
        (one.Side ?? RoleOf(side)) == RoleOf(side)
        && TranscriptSides.WhyNotPlayed(one.Transcript, page.Parameters.Select(static parameter => parameter.Name), role => (role.Kind == RoleKind.Client) != (side == Side.Client)) is null
        && (side == Side.Server
            ? one.Transcript.Steps.Any(static step => step is WireStep { From.Kind: RoleKind.Client })
            : one.Transcript.Steps.All(static step => step is not WireStep { From.Number: > 0 } and not WireStep { To.Number: > 0 })));

    private static RoleKind RoleOf(Side side) => side == Side.Server ? RoleKind.Server : RoleKind.Client;

    private static Case CaseOf(Page page, string suite, Side side, PageCase one) => new(
        $"{suite}.{one.Id}",
        one.IsRecommendation ? Level.Should : Level.Must,
        one.Requirement,
        one.Why.Length > 0 ? one.Why : $"{page.Name}, line {one.At.Line}, asks for it.",
        one.Hint.Length > 0 ? one.Hint : $"Compare the conversation with the one at line {one.At.Line} of the page.",
        context => Play(page, context, side, one.Transcript).PlayAsync())
    {
        Points = one.Points,
        Visibility = one.Visibility,
        HiddenUntil = one.HiddenUntil,
        NeedsAnyOf = [.. one.When.Select(alternative => (PageParameters.Of(page).First(parameter => parameter.Name == alternative.Parameter), alternative.Value))],

        // Without framing a read is a message: other reads would be other messages.
        CanPerturb = page.Framing is { ToServer.Words: not "none", ToClient.Words: not "none" } && one.Transcript.AllSteps.All(static step => step is not RawStep and not UnfinishedStep and not EventStep { Event: TranscriptEvent.Silence or TranscriptEvent.Reset } and not MessageStep { Within: not null }),
        IsPipelined = SpeaksAhead(one.Transcript),
    };

    private static TranscriptPlay Play(Page page, CaseContext context, Side side, Transcript transcript) =>
        side == Side.Server ? new ServerPlay(page, context, transcript) : new ClientTranscriptPlay(page, context, transcript);

    /// <summary>Two messages of one client follow each other.</summary>
    private static bool SpeaksAhead(Transcript transcript) => transcript.Steps.Zip(transcript.Steps.Skip(1))
        .Any(static pair => pair is (MessageStep { From.Kind: RoleKind.Client } one, MessageStep { From.Kind: RoleKind.Client } other) && one.From == other.From);
}
