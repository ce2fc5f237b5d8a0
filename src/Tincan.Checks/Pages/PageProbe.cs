using Tincan.Checks.Parameters;
using Tincan.Checks.Probing;
using Tincan.Pages;

namespace Tincan.Checks.Pages;

/// <summary>Finds out how a server differs from its page where the page has a parameter for it: its values are read from what the server sends.</summary>
/// <param name="page">The page.</param>
/// <param name="parameters">Those of the suite.</param>
/// <param name="own">The cases of the page for a server.</param>
internal sealed class PageProbe(Page page, IReadOnlyList<Parameter> parameters, IReadOnlyList<PageCase> own)
{
    public async Task RunAsync(Prober prober)
    {
        // With optional line ends, what looks for them has asked already.
        var needsAnswer = !page.HasOptionalLineEnds && parameters.Any(static one => one.Name == BufferParameter.Size.Name);
        List<PageCase> asked = [.. own.Where(one => (one == own[0] && needsAnswer) || one.About.Any(name => Seeks(prober, name)))];
        foreach (var one in asked)
        {
            await AskAsync(prober, one);
        }
    }

    private bool Seeks(Prober prober, string parameter) => parameters.First(one => one.Name == parameter) is { Choices.Count: 0 } text && prober.CanSet(text)
        && own.Any(one => (one == own[0] || prober.WillRun(one.Id)) && (one.About.Contains(parameter) || one.Transcript.Mentions(parameter)));

    private async Task AskAsync(Prober prober, PageCase one)
    {
        ProbePlay? play = null;
        await prober.TryAsync(context =>
        {
            play = new ProbePlay(page, context, one.Transcript, [.. one.About.Where(name => Seeks(prober, name))]);
            return play.PlayAsync();
        });
        if (play is null)
        {
            return;
        }

        if (prober.DetectBuffer(play.Answer))
        {
            await AskAsync(prober, one);
            return;
        }

        if (one == own[0] && play.IsUnanswered)
        {
            prober.SetSilent();
        }

        foreach (var (name, value) in play.Found)
        {
            if (await ElsewhereAsync(prober, one, name) is { } other && other.Value != value.Value)
            {
                prober.Note($"{value.What}, and {other.What}: no value of '{name}' fits both");
                continue;
            }

            prober.SetParameter(parameters.First(parameter => parameter.Name == name), value.Value, value.What);
        }
    }

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
