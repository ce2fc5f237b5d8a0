using Tincan.Checks;
using Tincan.Checks.Pages;
using Tincan.Checks.Suites;
using Tincan.Pages;
using Tincan.Pages.Reading;

namespace Tincan.Cli.Pages;

/// <summary>A word of the command line that means a page, or one side of it: <c>sum.md</c>, <c>sum.md.server</c>; <c>sum.server</c> if there is a file <c>sum.md</c> or if Tincan comes with such a page.</summary>
/// <param name="Name">The file, or the name of a page that comes with Tincan.</param>
/// <param name="IsFile">Which of them.</param>
/// <param name="Side">The side that the word names; null if it names none.</param>
internal sealed record PageWord(string Name, bool IsFile, Side? Side)
{
    /// <summary>The page that a word means; null if it means none.</summary>
    public static PageWord? Find(string word)
    {
        Side? side = word.EndsWith(".server", StringComparison.Ordinal) ? Checks.Side.Server : word.EndsWith(".client", StringComparison.Ordinal) ? Checks.Side.Client : null;
        var name = side is null ? word : word[..word.LastIndexOf('.')];
        var file = name.EndsWith(".md", StringComparison.Ordinal) ? name
            : File.Exists($"{name}.md") ? $"{name}.md"
            : name.Contains('/', StringComparison.Ordinal) || (side is null && File.Exists(name)) ? name
            : null;
        return file is not null ? new PageWord(file, IsFile: true, side)
            : PageLibrary.Names.Contains(name) ? new PageWord(name, IsFile: false, side)
            : null;
    }

    /// <summary>Reads the page.</summary>
    public Page Read() => IsFile ? PageReader.ReadFile(Name) : PageLibrary.Read(Name);

    /// <summary>The suite of the side that the word names, or of the first that the page has.</summary>
    /// <exception cref="UsageException">The page cannot check that side.</exception>
    public Suite Suite()
    {
        var page = Read();
        var sides = PageSuite.Sides(page);
        if (sides.Count == 0)
        {
            throw new UsageException($"{Name} has no case: a case is a heading with a ```talk block under it");
        }

        var side = Side ?? sides[0];
        return sides.Contains(side) ? PageSuite.Of(page, side) : throw new UsageException($"{Name} has no case for a {(side == Checks.Side.Server ? "server" : "client")}");
    }
}
