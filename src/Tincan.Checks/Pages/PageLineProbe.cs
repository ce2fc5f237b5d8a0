using Tincan.Checks.Contexts;
using Tincan.Checks.Findings;
using Tincan.Checks.Probing;
using Tincan.Pages;
using Tincan.Pages.Expressions;
using Tincan.Pages.Transcripts;

namespace Tincan.Checks.Pages;

/// <summary>Finds out how the lines of a server end, or that it takes each read for a message, where the page allows both.</summary>
/// <param name="page">The page.</param>
/// <param name="visible">The cases of the page for a server that may be named in a report.</param>
internal sealed class PageLineProbe(Page page, IReadOnlyList<PageCase> visible)
{
    /// <summary>Asks with the first two messages of clients that the page says answers to.</summary>
    public async Task RunAsync(Prober prober)
    {
        var scope = new Scope { Parameters = page.Values(PageParameters.Given(page, prober.Options)) };
        List<PageCase> telling = [.. visible.Where(IsTelling)];
        List<string> asked = [.. telling.Select(one => page.Framing.ToServer.TryFrame(one.Transcript.Messages.First(IsQuestion).Message, scope)).OfType<ReadOnlyMemory<byte>>()
            .Select(static line => Encoding.UTF8.GetString(line.Span[..^1])).Where(static line => line.Length > 0).Distinct(StringComparer.Ordinal)];
        if (asked.Count == 0)
        {
            return;
        }

        if (page.Upstreams.Count > 0)
        {
            await new UpstreamLineProbe(page, asked[0]).RunAsync(prober);
            return;
        }

        var first = telling[0].Transcript;
        var greeting = first.AllSteps.TakeWhile(step => step is not MessageStep message || !IsQuestion(message)).OfType<RawStep>().FirstOrDefault(static step => step.From.Kind == RoleKind.Server);
        var probe = new LineServerProbe(prober, asked[0], asked[Math.Min(1, asked.Count - 1)])
        {
            MayGreet = greeting is not null,
            UsualGreeting = greeting?.Bytes.Write(scope).ToArray() ?? [],
            Connect = async context =>
            {
                await context.StartServerAsync(Transmission.Input(first, scope));
                return await context.ConnectAsync();
            },
            HasOwnLineEndsAsync = () => HasOwnLineEndsAsync(prober),
        };
        await probe.RunAsync();
        var answer = Encoding.UTF8.GetString(probe.Answer);
        if (prober.Assignment.TypedLines.Count > 0 && TalkFindings.IsNotTyped(answer, prober.Assignment))
        {
            prober.Note($"it answers '{asked[0]}' with {Prober.Quote(probe.Answer)}, which was not typed: it answers by itself, and does not send what is typed at its keyboard");
        }

        if (page.HasOptionalPadding)
        {
            prober.DetectPadding(probe.Answer);
        }
    }

    /// <summary>A file of the page whose last line has no newline shows whether the server adds line ends itself.</summary>
    private async Task<bool> HasOwnLineEndsAsync(Prober prober)
    {
        ProbePlay? play = null;
        if (visible.FirstOrDefault(static one => one.Transcript.Steps.Any(static step => step is FileStep { IsWritten: false, IsUnfinished: true })) is { } one)
        {
            await prober.TryAsync(context => (play = new ProbePlay(page, context, one.Transcript, [])).PlayAsync());
        }

        if (play is null || play.Answer.Length == 0 || LineEnd.LengthAtEnd(play.Answer) > 0)
        {
            return true;
        }

        prober.Note("the line ends of its answers are the newlines of a file: to a last line without one it answers without");
        return false;
    }

    /// <summary>One client asks, and the server answers.</summary>
    private static bool IsTelling(PageCase one) => one.When.Count == 0 && !one.IsRecommendation
        && one.Transcript.AllSteps.All(static step => step is not WireStep { From.Number: > 0 } and not WireStep { To.Number: > 0 })
        && one.Transcript.Messages.SkipWhile(static step => !IsQuestion(step)).Any(static step => step.From.Kind == RoleKind.Server);

    private static bool IsQuestion(MessageStep step) => step is { From.Kind: RoleKind.Client, Times: 1 };
}
