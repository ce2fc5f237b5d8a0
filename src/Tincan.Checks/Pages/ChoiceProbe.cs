using Tincan.Checks.Contexts;
using Tincan.Checks.Probing;
using Tincan.Pages;
using Tincan.Pages.Transcripts;

namespace Tincan.Checks.Pages;

/// <summary>
/// Finds out which value of a parameter a program follows, where a page allows several: of the values with which the program passes all cases that are
/// tried, the one that has most of them. Cases tell the values apart if they have the parameter in their messages or in <c>when=</c>.
/// </summary>
/// <param name="page">The page.</param>
/// <param name="visible">The cases of the page that may be named in a report.</param>
/// <param name="play">Plays a transcript with the program.</param>
internal sealed class ChoiceProbe(Page page, IReadOnlyList<PageCase> visible, Func<CaseContext, Transcript, Task> play)
{
    /// <summary>The maximum number of cases that are tried for each value. Each of them may restart the program.</summary>
    private const int MaxCases = 2;

    public async Task RunAsync(Prober prober)
    {
        foreach (var parameter in PageParameters.Of(page, page.Name, visible).Where(one => one.Choices.Count > 1 && prober.CanSet(one)))
        {
            var telling = parameter.Choices.ToDictionary(static value => value, value => Telling(parameter, value, prober));
            if (await FindAsync(prober, parameter, telling) is { } found)
            {
                prober.SetParameter(parameter, found, $"it passes '{string.Join("' and '", telling[found].Select(static one => one.Id))}' with {parameter.Name}={found}");
            }
        }
    }

    /// <summary>The value that fits; null if none does.</summary>
    private async Task<string?> FindAsync(Prober prober, Parameter parameter, Dictionary<string, IReadOnlyList<PageCase>> telling)
    {
        string? found = null;
        Dictionary<PageCase, bool> known = [];
        foreach (var (value, cases) in telling)
        {
            if (cases.Count > (found is null ? 0 : telling[found].Count) && await PassesAllAsync(prober, (parameter, value), cases, known))
            {
                found = value;
            }
        }

        return found;
    }

    private async Task<bool> PassesAllAsync(Prober prober, (Parameter Parameter, string Value) assumed, IReadOnlyList<PageCase> cases, Dictionary<PageCase, bool> known)
    {
        foreach (var one in cases)
        {
            if (!known.TryGetValue(one, out var passes))
            {
                passes = await prober.TryAsync(context => play(context, one.Transcript), assumed) is null;
                if (!one.Transcript.Mentions(assumed.Parameter.Name))
                {
                    known[one] = passes;
                }
            }

            if (!passes)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The cases that a program with this value passes, and one with another value does not: first those that are about the fewest values.</summary>
    private IReadOnlyList<PageCase> Telling(Parameter parameter, string value, Prober prober) =>
    [
        .. visible
            .Where(one => prober.WillRun(one.Id))
            .Where(one => one.When.Count == 0 ? one.Transcript.Mentions(parameter.Name) : one.When.Contains((parameter.Name, value)) && !AlwaysApplies(one, parameter, prober.Options))
            .OrderBy(one => one.When.Count == 0 ? parameter.Choices.Count : one.When.Count)
            .Take(MaxCases),
    ];

    /// <summary>It applies with every value of the parameter, so that it tells nothing about it.</summary>
    private static bool AlwaysApplies(PageCase one, Parameter parameter, CheckOptions options) =>
        parameter.Choices.All(value => one.When.Contains((parameter.Name, value)))
        || one.When.Any(alternative => alternative.Parameter != parameter.Name && (options.Given.GetValueOrDefault(alternative.Parameter) ?? options.Found.GetValueOrDefault(alternative.Parameter)) == alternative.Value);
}
