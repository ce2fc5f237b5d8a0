using Tincan.Checks;
using Tincan.Checks.Pages;
using Tincan.Checks.Suites;
using Tincan.Cli.Protocols;
using Tincan.Cli.Terminal;
using Tincan.Pages;
using Tincan.Pages.Reading;

namespace Tincan.Cli.Pages;

/// <summary>The suites of pages: <c>sum.md</c>, <c>sum.md.server</c>, <c>sum.server</c> if there is a file <c>sum.md</c>.</summary>
internal static class PageSuites
{
    /// <summary>The suite that a word means; null if it is no page.</summary>
    /// <exception cref="UsageException">The page cannot check that side.</exception>
    public static Suite? Find(string word)
    {
        if (FileOf(word, out var asked) is not { } file)
        {
            return null;
        }

        var page = PageReader.ReadFile(file);
        var sides = PageSuite.Sides(page);
        if (sides.Count == 0)
        {
            throw new UsageException($"{file} has no case: a case is a heading with a ```talk block under it");
        }

        var side = asked ?? sides[0];
        return sides.Contains(side) ? PageSuite.Of(page, side) : throw new UsageException($"{file} has no case for a {(side == Side.Server ? "server" : "client")}");
    }

    /// <summary>The page that a word means; null if it means none.</summary>
    public static Page? Read(string word) =>
        ProtocolList.All.SelectMany(static protocol => protocol.Suites).Any(suite => suite.Name == word) || FileOf(word, out _) is not { } file ? null : PageReader.ReadFile(file);

    /// <summary>The file of the page that a word means; null if it means none.</summary>
    /// <param name="word">The word.</param>
    /// <param name="side">The side that it names.</param>
    public static string? FileOf(string word, out Side? side)
    {
        side = word.EndsWith(".server", StringComparison.Ordinal) ? Side.Server : word.EndsWith(".client", StringComparison.Ordinal) ? Side.Client : null;
        var file = side is null ? word : word[..word.LastIndexOf('.')];
        return file.EndsWith(".md", StringComparison.Ordinal) ? file
            : File.Exists($"{file}.md") ? $"{file}.md"
            : file.Contains('/', StringComparison.Ordinal) || (side is null && File.Exists(file)) ? file
            : null;
    }
}
