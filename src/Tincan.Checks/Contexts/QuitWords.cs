using Tincan.Checks.Targets;

namespace Tincan.Checks.Contexts;

/// <summary>Words by which some clients say that they have finished. To the protocol they are text like all other.</summary>
internal static class QuitWords
{
    private static readonly string[] Usual = ["EOF", "done", "exit", "quit", "bye", "end", "-1", "."];

    /// <summary>How many words of a program's own are tried: it may compare what comes with others, too.</summary>
    private const int MaxOwn = 6;

    /// <summary>The words to try on a program: those that its text compares something with, and the usual ones.</summary>
    public static IReadOnlyList<string> Of(ITarget target) => [.. target.ComparedWords.Take(MaxOwn).Union(Usual, StringComparer.Ordinal)];
}
