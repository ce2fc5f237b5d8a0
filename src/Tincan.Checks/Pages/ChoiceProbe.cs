using Tincan.Checks.Contexts;
using Tincan.Checks.Probing;
using Tincan.Pages;
using Tincan.Pages.Expressions;
using Tincan.Pages.Transcripts;
using Tincan.Pages.Values;

namespace Tincan.Checks.Pages;

/// <summary>
/// Finds out which value of a parameter a program follows, where a page allows several: of the values with which the program passes all cases that are
/// tried, the one that has most of them. Cases tell the values apart if they have the parameter in their messages or in <c>when=</c>.
/// </summary>
/// <param name="page">The page.</param>
/// <param name="side">Which side the program is.</param>
/// <param name="visible">The cases of the page that may be named in a report.</param>
/// <param name="play">Plays a transcript with the program.</param>
internal sealed class ChoiceProbe(Page page, Side side, IReadOnlyList<PageCase> visible, Func<CaseContext, Transcript, Task> play)
{
    /// <summary>The maximum number of cases that are tried for each value. Each of them may restart the program.</summary>
    private const int MaxCases = 2;

    /// <summary>Finds the values.</summary>
    /// <param name="prober">Receives them.</param>
    /// <param name="played">Cases that were played with the defaults already, and whether the program passed them.</param>
    public async Task RunAsync(Prober prober, Dictionary<PageCase, bool> played)
    {
        foreach (var parameter in PageParameters.Of(page, page.Name, visible).Where(one => one.Choices.Count > 1 && prober.CanSet(one)))
        {
            if (await IsDefaultAsync(prober, parameter, played))
            {
                continue;
            }

            var telling = parameter.Choices.ToDictionary(static value => value, value => Telling(parameter, value, prober));
            if (await FindAsync(prober, parameter, telling, played) is { } found)
            {
                prober.SetParameter(parameter, found, $"it passes '{string.Join("' and '", telling[found].Select(static one => one.Id))}' with {parameter.Name}={found}");
            }
        }
    }

    /// <summary>A program that passes a case in which each other value needs another answer follows the default: no other case has to be played.</summary>
    private async Task<bool> IsDefaultAsync(Prober prober, Parameter parameter, Dictionary<PageCase, bool> played)
    {
        if (visible.Where(one => prober.WillRun(one.Id) && IsDecisive(one, parameter)).MaxBy(played.ContainsKey) is not { } decisive)
        {
            return false;
        }

        if (!played.TryGetValue(decisive, out var passes))
        {
            played[decisive] = passes = await PassesAsync(prober, (parameter, parameter.Default), decisive);
        }

        return passes;
    }

    /// <summary>With no other value than the default, the program sends the same.</summary>
    private bool IsDecisive(PageCase one, Parameter parameter)
    {
        return one.When.Count == 0 && parameter.Choices.All(value => value == parameter.Default || Sent(value).Zip(Sent(parameter.Default)).Any(static both => both is ({ } other, { } usual) && other != usual));

        IEnumerable<ByteText?> Sent(string value)
        {
            var scope = new Scope { Parameters = page.Values(new Dictionary<string, string> { [parameter.Name] = value }) };
            return one.Transcript.Messages.Where(step => step.From.Kind == (side == Side.Client ? RoleKind.Client : RoleKind.Server) && !step.IsUnjudged)
                .Select(step => step.Message.Needs.All(name => scope.Find(name.Text[1..]) is not null) ? Transmission.TryWrite(step.Message, scope) : null);
        }
    }

    /// <summary>The value that fits; null if none does.</summary>
    private async Task<string?> FindAsync(Prober prober, Parameter parameter, Dictionary<string, IReadOnlyList<PageCase>> telling, Dictionary<PageCase, bool> played)
    {
        string? found = null;
        Dictionary<PageCase, bool> known = [];
        foreach (var (value, cases) in telling)
        {
            if (cases.Count > (found is null ? 0 : telling[found].Count) && await PassesAllAsync(prober, (parameter, value), cases, known, value == parameter.Default ? played : []))
            {
                found = value;
            }
        }

        return found;
    }

    private async Task<bool> PassesAllAsync(Prober prober, (Parameter Parameter, string Value) assumed, IReadOnlyList<PageCase> cases, Dictionary<PageCase, bool> known, Dictionary<PageCase, bool> played)
    {
        foreach (var one in cases)
        {
            if (!known.TryGetValue(one, out var passes) && !played.TryGetValue(one, out passes))
            {
                passes = await PassesAsync(prober, assumed, one);
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

    private async Task<bool> PassesAsync(Prober prober, (Parameter Parameter, string Value) assumed, PageCase one) =>
        await prober.TryAsync(context => play(context, one.Transcript), assumed) is null;

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
