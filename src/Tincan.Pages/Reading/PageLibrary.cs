using System.Collections.Concurrent;
using Tincan.Parsing;

namespace Tincan.Pages.Reading;

/// <summary>The pages that come with Tincan, by name: those in the folder <c>protocols</c>.</summary>
public static class PageLibrary
{
    private const string Ending = ".md";

    private static readonly ConcurrentDictionary<string, Page> Pages = new(StringComparer.Ordinal);

    /// <summary>The names, in the order of the alphabet.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. typeof(PageLibrary).Assembly.GetManifestResourceNames().Select(static file => file[..^Ending.Length]).Order(StringComparer.Ordinal)];

    /// <summary>Reads a page; a page that has been read is kept.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="ArgumentException">There is no such page.</exception>
    public static Page Read(string name) => Pages.GetOrAdd(name, static name =>
    {
        using var text = typeof(PageLibrary).Assembly.GetManifestResourceStream(name + Ending) ?? throw new ArgumentException($"there is no page '{name}'", nameof(name));
        var bytes = new byte[text.Length];
        text.ReadExactly(bytes);
        return PageReader.Read(name, new SourceText(bytes, name + Ending));
    });
}
