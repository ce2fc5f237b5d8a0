using System.Collections.Concurrent;
using Tincan.Checks.Cases;
using Tincan.Checks.Contexts;
using Tincan.Checks.Parameters;
using Tincan.Checks.Probing;
using Tincan.Checks.Suites;
using Tincan.Pages;
using Tincan.Pages.Expressions;
using Tincan.Pages.Messages;
using Tincan.Pages.Reading;
using Tincan.Pages.Transcripts;

namespace Tincan.Checks.Pages;

/// <summary>The suite of a page: its own cases, and those that follow from its framing and its first exchange.</summary>
public static class PageSuite
{
    /// <summary>Byte by byte, a longer message takes too long.</summary>
    private const int MaxPerturbed = 2000;

    private static readonly ConcurrentDictionary<string, Suite> Library = new(StringComparer.Ordinal);

    /// <summary>The sides that the page can check, the server first.</summary>
    public static IReadOnlyList<Side> Sides(Page page) => [.. new[] { Side.Server, Side.Client }.Where(side => Own(page, side).Any())];

    /// <summary>Makes the suite of one side of a page that comes with Tincan.</summary>
    /// <param name="name">The page and the side: <c>echo.server</c>.</param>
    public static Suite OfLibrary(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Library.GetOrAdd(name, static name =>
        {
            var (page, side) = SplitName(name);
            return Of(PageLibrary.Read(page), side);
        });
    }

    /// <summary>The description of such a suite, without the time that it takes to make it.</summary>
    /// <param name="name">The page and the side: <c>echo.server</c>.</param>
    public static string DescribeLibrary(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var (page, side) = SplitName(name);
        var (title, summary) = PageLibrary.Head(page);
        return Describe(title, summary, side);
    }

    /// <summary>Makes the suite of one side.</summary>
    public static Suite Of(Page page, Side side)
    {
        ArgumentNullException.ThrowIfNull(page);
        var name = $"{page.Name}.{(side == Side.Server ? "server" : "client")}";
        IReadOnlyList<PageCase> own = [.. Own(page, side)];

        var tables = side == Side.Server ? own.SelectMany(static one => one.Transcript.Called.Concat(one.Transcript.Upstreams.Keys)).Concat(page.Upstreams.Keys).DefaultIfEmpty().Max() : 0;

        // What follows from a hidden case would show it.
        IReadOnlyList<PageCase> visible = [.. own.Where(static one => one.Visibility == Visibility.Visible)];
        IReadOnlyList<PageCase> hidden = [.. own.Except(visible)];
        var origin = visible.Count > 0 ? visible : hidden;
        var following = side == Side.Server ? new DerivedServerCases(page, name).All(origin) : new DerivedClientCases(page, name).All(origin);
        var isStateless = IsStateless(page, side);
        var derived = following
            .Select(one => (Case: one, Id: one.Id[(name.Length + 1)..]))
            .Where(one => !page.Without.Contains(one.Id) && own.All(written => written.Id != one.Id))
            .Select(one => page.Recommended.Contains(one.Id) ? one.Case with { Level = Level.Should } : one.Case)
            .Select(one => one with { NeedsLineEnds = page.HasOptionalLineEnds && (one.NeedsLineEnds || one.IsPipelined) })
            .Select(one => one with { IsStateless = isStateless })
            .Select(one => tables == 0 ? one : one with { RunAsync = context => RunAsync(one, context) })
            .Select(one => visible.Count > 0 ? one : one with { Visibility = hidden[0].Visibility, HiddenUntil = hidden[0].HiddenUntil });
        IReadOnlyList<Parameter> parameters = [.. PageParameters.Of(page, name, own), .. Enumerable.Range(0, tables).Select(SharedParameters.Port), .. Buffers(page, side, name, own)];
        var values = new PageProbe(page, parameters, side == Side.Server ? own : []);
        var outputs = new OutputProbe(page, parameters, side == Side.Client ? own : []);
        var hasRaw = page.HasOptionalLineEnds;
        return new Suite(
            name,
            side,
            Describe(page.Title, page.Summary, side),
            hasRaw ? MessageCodec.Lines : page.Framing.ToCodec(),
            [.. visible.Select(one => CaseOf(page, name, side, one)), .. derived, .. hidden.Select(one => CaseOf(page, name, side, one))])
        {
            HasLines = hasRaw,
            InputFile = side == Side.Client ? page.InputFile : null,
            OutputFile = side == Side.Client ? page.OutputFile : null,
            ServerOutputFile = side == Side.Server && own.Any(one => one.Transcript.Steps.Any(page.IsOutput)) ? page.OutputFile : null,
            TypedLines = side == Side.Server ? [.. own.SelectMany(one => Transmission.InputLines(one.Transcript, new Scope { Parameters = page.Values(new Dictionary<string, string>()) })).Select(static line => Encoding.UTF8.GetString(line)).Distinct(StringComparer.Ordinal)] : [],
            Parameters = parameters,
            Files = page.Files,
            Probe = async prober =>
            {
                if (prober.NeedsTablePorts)
                {
                    await TablePorts.FindAsync(prober, own[0].Transcript.Messages.Where(static step => step.From.Kind == RoleKind.Client).Select(step => page.Framing.ToServer.TryFrame(step.Message, new Scope())).FirstOrDefault() ?? default);
                }

                await (hasRaw && side == Side.Client ? new ClientLineProbe(page, parameters, visible).RunAsync(prober)
                    : hasRaw ? new PageLineProbe(page, origin).RunAsync(prober)
                    : new LineEndProbe(page, side, visible, PlayAsync).RunAsync(prober));
                if (!prober.Options.IsSilent)
                {
                    var played = await values.RunAsync(prober);
                    await outputs.RunAsync(prober);
                    await new ChoiceProbe(page, side, visible, PlayAsync).RunAsync(prober, played);
                }
            },
            TableCount = tables,
        };

        async Task RunAsync(Case one, CaseContext context)
        {
            await UpstreamRules.ServeAsync(page, context);
            await one.RunAsync(context);
        }

        Task PlayAsync(CaseContext context, Transcript transcript) => Play(page, context, side, transcript).PlayAsync();
    }

    /// <summary>Where messages are text, a program may send its whole buffer for each of them, or pad them if the page allows it. What follows the text of a client is seen when it sends the next one.</summary>
    private static IEnumerable<Parameter> Buffers(Page page, Side side, string suite, IReadOnlyList<PageCase> own)
    {
        var judgedBy = own.FirstOrDefault(one => one.Transcript.Messages.Count(step => step.From.Kind == RoleOf(side)) > (side == Side.Client ? 1 : 0)) ?? own.FirstOrDefault(static one => one.Transcript.Messages.Any()) ?? own[0];
        IReadOnlyList<string> cases = [$"{suite}.{judgedBy.Id}"];
        return
        [
            .. page.HasOptionalPadding ? [SharedParameters.Padding with { Cases = cases }] : (IEnumerable<Parameter>)[],
            .. page.Framing.ToClient.Words == "none" || page.HasOptionalLineEnds ? [SharedParameters.Buffer with { Cases = cases }] : (IEnumerable<Parameter>)[],
        ];
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
        NeedsAnyOf = [.. one.When.Select(alternative => (PageParameters.Of(page, suite, [one]).First(parameter => parameter.Name == alternative.Parameter), alternative.Value))],
        CanPerturb = !one.IsOnce && CanPerturb(page, one.Transcript) && !one.Transcript.Steps.Any(page.IsOutput),
        IsPipelined = IsPipelined(one.Transcript),
        IsStateless = IsStateless(page, side) && one.Transcript.Steps.All(static step => step is WireStep),
        NeedsOutputFile = side == Side.Server && one.Transcript.Steps.Any(page.IsOutput),
        NeedsRaw = one.IsWithoutLineEnds,
        NeedsLineEnds = page.HasOptionalLineEnds && !one.IsWithoutLineEnds && (IsPipelined(one.Transcript) || NeedsLineEnds(page, side, one.Transcript)),
    };

    private static TranscriptPlay Play(Page page, CaseContext context, Side side, Transcript transcript) =>
        side == Side.Server ? new ServerPlay(page, context, transcript) : new ClientTranscriptPlay(page, context, transcript);

    /// <summary>Whether a case can be run again with its bytes split, coalesced or late: neither borders nor time are what it is about (a silence that the server ends by itself), and it is not too long for that (a silence of seconds). Without framing a read is a message, and other reads would be other messages.</summary>
    private static bool CanPerturb(Page page, Transcript transcript) => transcript.Upstreams.Count + transcript.Called.Count == 0 && (page.IsStream || page.Framing is { ToServer.Words: not "none", ToClient.Words: not "none" }) && transcript.AllSteps.All(step => step switch
    {
        RawStep raw => raw.From.Kind == RoleKind.Server,
        MessageStep message => message is { Times: 1 } && IsUsual(message.Within, page) && Transmission.LengthOf(message.Message, page) <= MaxPerturbed,
        UnfinishedStep or FillStep or EventStep { Event: TranscriptEvent.Reset } => false,
        EventStep { Event: TranscriptEvent.Silence, From.Kind: RoleKind.Server, To.Number: 0 } silence => TimeOf(silence.Time, page) is not { TotalSeconds: >= 2 } && transcript.Steps.SkipWhile(before => before != step).Skip(1).FirstOrDefault() is not WireStep { From.Kind: RoleKind.Server },
        EventStep { Event: TranscriptEvent.Silence } => false,
        _ => true,
    });

    /// <summary>A short time is what a case is about, and a long one makes it too long.</summary>
    private static bool IsUsual(Expression? within, Page page) =>
        TimeOf(within, page) is null or { TotalSeconds: >= 2 and < 5 };

    private static TimeSpan? TimeOf(Expression? time, Page page) => time?.ToTime(new Scope { Parameters = page.Values(new Dictionary<string, string>()) });

    /// <summary>Whether the rules say that no connection of a server changes what another one gets. Nothing is typed at its keyboard.</summary>
    private static bool IsStateless(Page page, Side side) => side == Side.Server && page.Rules.Count > 0 && !GeneratedCase.IsShared(page) && page.Cases.All(static one => !one.Transcript.Steps.Any(static step => step is InputStep));

    /// <summary>Whether a program must know where lines end: a blank line and half a line are no reads, and a long line may be several.</summary>
    private static bool NeedsLineEnds(Page page, Side side, Transcript transcript) => (side == Side.Client && transcript.Steps.Any(static step => step is InputStep { Line: TextMessage { Pieces.Count: 0 } })) || transcript.AllSteps.OfType<WireStep>().Where(step => (step.From.Kind == RoleKind.Server) != (side == Side.Server)).Any(step => step switch
    {
        MessageStep message => Transmission.LengthOf(message.Message, page) is 1 or > MaxPerturbed,
        UnfinishedStep => side == Side.Server,
        _ => false,
    });

    /// <summary>Two messages of one client follow each other.</summary>
    private static bool IsPipelined(Transcript transcript) => transcript.Steps.Zip(transcript.Steps.Skip(1))
        .Any(static pair => pair is (MessageStep { From.Kind: RoleKind.Client } one, MessageStep { From.Kind: RoleKind.Client } other) && one.From == other.From);

    private static (string Page, Side Side) SplitName(string name) =>
        (name[..name.LastIndexOf('.')], name.EndsWith(".client", StringComparison.Ordinal) ? Side.Client : Side.Server);

    private static string Describe(string title, string summary, Side side) =>
        $"{title}{(side == Side.Client ? ", client side" : "")}.{(summary.Length > 0 ? $" {summary}" : "")}";
}
