using System.Collections.Concurrent;

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
        PageReader.Read(name, new SourceText(Bytes(name), name + Ending)));

    /// <summary>The title of a page and the first sentence, without the time that it takes to read all of it.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="ArgumentException">There is no such page.</exception>
    public static (string Title, string Summary) Head(string name)
    {
        // These pages begin alike: the title, the protocol block, a paragraph.
        var parts = Encoding.UTF8.GetString(Bytes(name)).Split("\n\n", 4);
        return (parts[0].TrimStart('#', ' '), PageReader.FirstSentence(parts[2]));
    }

    private static byte[] Bytes(string name)
    {
        using var text = typeof(PageLibrary).Assembly.GetManifestResourceStream(name + Ending) ?? throw new ArgumentException($"there is no page '{name}'", nameof(name));
        var bytes = new byte[text.Length];
        text.ReadExactly(bytes);
        return bytes;
    }
}
