using System.CommandLine.Completions;
using Tincan.Checks.Suites;
using Tincan.Pages.Reading;

namespace Tincan.Cli.Commands.Check;

/// <summary>What words of <c>tincan check</c> can be completed to.</summary>
internal static class CheckWords
{
    /// <summary>Suites, and pages with their sides.</summary>
    public static IEnumerable<CompletionItem> Suites(CompletionContext context) =>
        SuiteNames.Names.Concat(PageLibrary.Names).Select(static name => new CompletionItem(name));

    /// <summary>The cases of the suite on the command line, by their ids without its name.</summary>
    public static IEnumerable<CompletionItem> Cases(CompletionContext context) =>
        SuiteOf(context)?.Cases.Select(one => new CompletionItem(one.Id[(one.Id.LastIndexOf('.') + 1)..], detail: one.Requirement)) ?? [];

    /// <summary>The parameters of the suite on the command line, with their values if these are known.</summary>
    public static IEnumerable<CompletionItem> Parameters(CompletionContext context) => SuiteOf(context)?.Parameters.SelectMany(static parameter => parameter.Choices.Count > 0
        ? parameter.Choices.Select(choice => new CompletionItem($"{parameter.Name}={choice}", detail: parameter.Meaning))
        : [new CompletionItem($"{parameter.Name}=", detail: parameter.Meaning)]) ?? [];

    private static Suite? SuiteOf(CompletionContext context)
    {
        try
        {
            return context.ParseResult.CommandResult.Tokens is [{ Value: var word }, ..] ? SuiteNames.Find(word) : null;
        }
        catch (Exception error) when (Failure.ExitCodeOf(error) is not null)
        {
            // The suite is not written yet, or its page has a mistake.
            return null;
        }
    }
}
