using Tincan.Checks.Contexts;
using Tincan.Checks.Probing;
using Tincan.Pages;
using Tincan.Pages.Expressions;
using Tincan.Pages.Transcripts;

namespace Tincan.Checks.Pages;

/// <summary>Finds out how the lines of a client end, or that it sends none, where the page allows both: answers two lines as the page does.</summary>
/// <param name="page">The page.</param>
/// <param name="parameters">Those of the suite.</param>
/// <param name="visible">The cases of the page for a client that may be named in a report.</param>
internal sealed class ClientLineProbe(Page page, IReadOnlyList<Parameter> parameters, IReadOnlyList<PageCase> visible)
{
    /// <summary>A client that waits for a greeting sends nothing before it.</summary>
    private static readonly TimeSpan SpeaksFirst = TimeSpan.FromMilliseconds(300);

    public async Task RunAsync(Prober prober)
    {
        var scope = new Scope { Parameters = page.Values(PageParameters.Given(page, prober.Options)) };
        List<PageCase> telling = [.. visible.Where(static one => one is { When.Count: 0, IsRecommendation: false, IsWithoutLineEnds: false })];
        List<(string Line, string Answer)> exchanges = [.. telling.SelectMany(one => Exchanges(one.Transcript, scope)).DistinctBy(static one => one.Line).Take(2)];
        if (exchanges is not [var (line, answer), ..])
        {
            return;
        }

        byte[] early = [];
        var greeting = telling[0].Transcript.Steps.OfType<RawStep>().FirstOrDefault(static step => step.From.Kind == RoleKind.Server)?.Bytes.Write(scope).ToArray() ?? [];
        var probe = new LineClientProbe(prober, line, exchanges[^1].Line)
        {
            Answer = answer,
            SecondAnswer = exchanges[^1].Answer,
            GreetAsync = async peer =>
            {
                early = greeting.Length > 0 ? await peer.PeekAsync(SpeaksFirst) : [];
                await peer.SendAsync(greeting);
                return early;
            },
        };
        await probe.RunAsync();
        if (page.HasOptionalPadding)
        {
            prober.DetectPadding(probe.Sent);
        }

        var text = Encoding.UTF8.GetString(greeting);
        if (early.Length > 0 && text.Length > 0 && probe.Output.Contains(text, StringComparison.Ordinal)
            && parameters.FirstOrDefault(one => prober.Options.ValueOf(one) == text && prober.CanSet(one)) is { } parameter)
        {
            prober.SetParameter(parameter, "", "it sends without waiting for a greeting, and takes the greeting for an answer");
        }
    }

    /// <summary>What a client sends and a server answers where both are known.</summary>
    private IEnumerable<(string Line, string Answer)> Exchanges(Transcript transcript, Scope scope)
    {
        foreach (var pair in transcript.Steps.Zip(transcript.Steps.Skip(1)))
        {
            if (pair is (MessageStep { From.Kind: RoleKind.Client } asked, MessageStep { From.Kind: RoleKind.Server } answered)
                && page.Framing.ToServer.TryFrame(asked.Message, scope) is { } line && page.Framing.ToClient.TryFrame(answered.Message, scope) is { } answer)
            {
                yield return (LineEnd.TextOf(line.Span), LineEnd.TextOf(answer.Span));
            }
        }
    }
}
