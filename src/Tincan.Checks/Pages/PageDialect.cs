using Tincan.Framing.Framings;
using Tincan.Pages;
using Tincan.Parsing;

namespace Tincan.Checks.Pages;

/// <summary>With the framing <c>lines</c> a page allows any line end; a program may understand only one of them.</summary>
internal static class PageDialect
{
    private const string AnyLineEnd = "lines";

    /// <summary>Whether the page leaves open how lines end that the program is sent.</summary>
    public static bool IsOpen(Page page, Side side) => Sent(page, side).Words.Split(' ') is [AnyLineEnd] or [AnyLineEnd, "max", ..];

    /// <summary>The page with the line ends of a dialect on what the program is sent, if the page leaves them open; otherwise the page itself.</summary>
    public static Page Of(Page page, Side side, Dialect dialect)
    {
        if (dialect is not (Dialect.CrLf or Dialect.Nul) || !IsOpen(page, side))
        {
            return page;
        }

        var words = Sent(page, side).Words;
        var framing = FramingPair.Read(new SourceText($"{AnyLineEnd} {dialect.Word()}{words[AnyLineEnd.Length..]}").All).ToServer;
        return page with { Framing = side == Side.Server ? page.Framing with { ToServer = framing } : page.Framing with { ToClient = framing } };
    }

    private static MessageFraming Sent(Page page, Side side) => side == Side.Server ? page.Framing.ToServer : page.Framing.ToClient;
}
