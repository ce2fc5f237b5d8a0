using Markdig.Syntax;

namespace Tincan.Pages.Reading;

/// <summary>A page as students get it: without the cases that are hidden from them.</summary>
public static class HandOut
{
    /// <summary>Cuts out each hidden case: from its heading to the next case, or to the next heading of its level or above.</summary>
    /// <param name="page">The page.</param>
    /// <param name="today">Cases that are hidden until this day or an earlier one stay.</param>
    /// <exception cref="Parsing.SyntaxException">What is left is not a page that can be read.</exception>
    public static byte[] Of(Page page, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(page);
        var headings = PageReader.Parse(page.Source).OfType<HeadingBlock>().Select(static heading => (heading.Span.Start, heading.Level)).ToList();
        var cases = page.Cases.Select(added => (headings.FindLastIndex(heading => heading.Start <= added.At.Start), Hides: added.IsHiddenOn(today))).ToDictionary();
        using var kept = new MemoryStream();
        var hides = 0;
        var from = 0;
        foreach (var (index, (start, level)) in headings.Index())
        {
            kept.Write(page.Source.Bytes[from..(hides > 0 ? from : start)]);
            var isCase = cases.TryGetValue(index, out var isHidden);
            hides = isHidden ? level : !isCase && hides > 0 && level > hides ? hides : 0;
            from = start;
        }

        kept.Write(page.Source.Bytes[(hides > 0 ? page.Source.Length : from)..]);
        var bytes = kept.ToArray();
        PageReader.Read(page.Name, new Parsing.SourceText(bytes, $"{page.Name}.md (without its hidden cases)"));
        return bytes;
    }
}
