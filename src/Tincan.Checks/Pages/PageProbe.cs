using Tincan.Checks.Parameters;
using Tincan.Checks.Probing;
using Tincan.Pages;
using Tincan.Pages.Transcripts;

namespace Tincan.Checks.Pages;

/// <summary>Finds out how a server differs from its page where the page has a parameter for it: its values are read from what the server sends.</summary>
/// <param name="page">The page.</param>
/// <param name="parameters">Those of the suite.</param>
/// <param name="own">The cases of the page for a server.</param>
internal sealed class PageProbe(Page page, IReadOnlyList<Parameter> parameters, IReadOnlyList<PageCase> own)
{
    /// <summary>Plays the cases that are about the parameters, each of which starts the program: one is enough for several values.</summary>
    /// <returns>The cases that were played whole and have shown no other value, and whether the program passed them.</returns>
    public async Task<Dictionary<PageCase, bool>> RunAsync(Prober prober)
    {
        // With optional line ends, what looks for them has asked already.
        var needsAnswer = !page.HasOptionalLineEnds && parameters.Any(static one => one.Name == SharedParameters.Buffer.Name);
        Dictionary<PageCase, bool> played = [];
        HashSet<string> seen = [];
        foreach (var one in own.Where(one => (one == own[0] && needsAnswer) || one.About.Any(name => Seeks(prober, name))).OrderByDescending(one => (one == own[0] && needsAnswer, Shown(prober, one).Count)))
        {
            if ((one == own[0] && needsAnswer) || one.About.Any(name => !seen.Contains(name) && Seeks(prober, name)))
            {
                var sought = Shown(prober, one);
                seen.UnionWith(sought);
                await AskAsync(prober, one, sought, played);
            }
        }

        return played;
    }

    /// <summary>The sought parameters that a case is about, and those in what the server sends before it is asked anything.</summary>
    private IReadOnlyList<string> Shown(Prober prober, PageCase one)
    {
        var first = one.Transcript with { Steps = [.. one.Transcript.Steps.TakeWhile(static step => step is (not WireStep { From.Kind: RoleKind.Client }) or EventStep { Event: TranscriptEvent.Connects })] };
        return [.. parameters.Select(static parameter => parameter.Name).Where(name => (one.About.Contains(name) || first.Mentions(name)) && Seeks(prober, name))];
    }

    private bool Seeks(Prober prober, string parameter) => parameters.First(one => one.Name == parameter) is { Choices.Count: 0 } text && prober.CanSet(text)
        && own.Any(one => (one == own[0] || prober.WillRun(one.Id)) && (one.About.Contains(parameter) || one.Transcript.Mentions(parameter)));

    private async Task AskAsync(Prober prober, PageCase one, IReadOnlyList<string> sought, Dictionary<PageCase, bool> played)
    {
        ProbePlay? play = null;
        var failure = await prober.TryAsync(context =>
        {
            play = new ProbePlay(page, context, one.Transcript, sought);
            return play.PlayAsync();
        });
        if (play is null)
        {
            return;
        }

        if (prober.DetectBuffer(play.Answer))
        {
            await AskAsync(prober, one, sought, played);
            return;
        }

        if (failure is null && play.Found.Count == 0)
        {
            played[one] = !play.HasDiffered;
        }

        if (one == own[0] && play.IsUnanswered)
        {
            prober.SetSilent();
        }

        foreach (var (name, value) in play.Found.Where(pair => !IsAnotherAnswer(prober, pair.Value.Value)))
        {
            if (await ElsewhereAsync(prober, one, name) is { } other && other.Value != value.Value)
            {
                prober.Note($"{value.What}, and {other.What}: no value of '{name}' fits both");
                continue;
            }

            prober.SetParameter(parameters.First(parameter => parameter.Name == name), value.Value, value.What);
        }
    }

    /// <summary>A server that takes one message for another sends what the page gives as an answer to that one: a bug, and no edition.</summary>
    private bool IsAnotherAnswer(Prober prober, string value) => value.Length > 0
        && PageParameters.Given(page, prober.Options).Any(pair => pair.Value == value && !own.Any(one => one.About.Contains(pair.Key)));

    /// <summary>The value of a parameter with holes in another case: text around them that depends on what fills them is no value. Null if there is none.</summary>
    private async Task<(string Value, string What)?> ElsewhereAsync(Prober prober, PageCase one, string name)
    {
        if (page.Parameters.First(parameter => parameter.Name == name).Holes.Count == 0 || own.FirstOrDefault(other => other != one && other.When.Count == 0 && other.Transcript.Mentions(name)) is not { } other)
        {
            return null;
        }

        ProbePlay? play = null;
        await prober.TryAsync(context => (play = new ProbePlay(page, context, other.Transcript, [name])).PlayAsync());
        return play?.Found.TryGetValue(name, out var found) == true ? found : null;
    }
}
