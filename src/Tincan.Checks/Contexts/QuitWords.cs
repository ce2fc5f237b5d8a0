using Tincan.Checks.Targets;

namespace Tincan.Checks.Contexts;

/// <summary>Words that some clients send to quit. To the protocol they are text.</summary>
internal static class QuitWords
{
    private static readonly string[] Usual = ["EOF", "done", "exit", "quit", "bye", "end", "-1", "."];

    /// <summary>How many words from the program's source code to try. It compares input with other words too.</summary>
    private const int MaxOwn = 6;

    /// <summary>The words to try on a program: the words that its source code compares with, and the usual ones.</summary>
    public static IReadOnlyList<string> Of(ITarget target) => [.. target.ComparedWords.Take(MaxOwn).Union(Usual, StringComparer.Ordinal)];
}
