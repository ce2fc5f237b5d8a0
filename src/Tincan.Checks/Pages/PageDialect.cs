using Tincan.Checks.Contexts;
using Tincan.Framing.Framings;
using Tincan.Pages;
using Tincan.Pages.Messages;
using Tincan.Pages.Values;
using Tincan.Parsing;

namespace Tincan.Checks.Pages;

/// <summary>With the framing <c>lines</c> a page allows any line end; a program may understand only one of them, or none if the page says <c>line-ends optional</c>.</summary>
internal static class PageDialect
{
    private const string AnyLineEnd = "lines";

    /// <summary>Whether the page leaves open how lines end that the program is sent.</summary>
    public static bool IsOpen(Page page, Side side) => (side == Side.Server ? page.Framing.ToServer : page.Framing.ToClient).HasAnyLineEnd;

    /// <summary>The page with the line ends of the program, where the page leaves them open; otherwise the page itself.</summary>
    public static Page Of(Page page, Side side, CheckOptions options)
    {
        if (page.HasOptionalLineEnds)
        {
            var (toServer, toClient) = side == Side.Server ? (options.Dialect, options.EffectiveAnswerDialect) : (options.EffectiveAnswerDialect, options.Dialect);
            return page with { Framing = new FramingPair(With(page.Framing.ToServer, toServer), With(page.Framing.ToClient, toClient)) };
        }

        return !IsOpen(page, side) || options.Dialect == Dialect.Raw ? page
            : page with { Framing = side == Side.Server ? page.Framing with { ToServer = With(page.Framing.ToServer, options.Dialect) } : page.Framing with { ToClient = With(page.Framing.ToClient, options.Dialect) } };
    }

    /// <summary>How messages are framed between the program and the servers that it calls: they answer with the line end of the question.</summary>
    public static FramingPair OfUpstreams(Page page, CheckOptions options)
    {
        var dialect = options.TableDialect ?? options.Dialect;
        return page.HasOptionalLineEnds ? new FramingPair(With(page.Framing.ToServer, dialect), With(page.Framing.ToClient, dialect)) : page.Framing;
    }

    /// <summary>The content of a message: a line end that comes although the program needs none is no part of it.</summary>
    public static ByteText ReadContent(this Page page, MessageFraming framing, ReadOnlySpan<byte> content) =>
        framing.ReadContent(page.HasOptionalLineEnds && framing.Words == "none" ? content[..^LineEnd.LengthAtEnd(content)] : content);

    /// <summary>The framing <c>lines</c> with the line end of a dialect.</summary>
    public static MessageFraming With(MessageFraming framing, Dialect dialect) => dialect switch
    {
        Dialect.CrLf or Dialect.Nul => FramingPair.Read(new SourceText($"{AnyLineEnd} {dialect.Word()}{framing.Words[AnyLineEnd.Length..]}").All).ToServer,
        Dialect.Raw => FramingPair.Read(new SourceText("none").All).ToServer,
        _ => framing,
    };
}
