using Markdig.Syntax;
using Tincan.Pages.Rules;
using Tincan.Pages.Transcripts;

namespace Tincan.Pages.Reading;

/// <summary>A heading and what is under it: a case, if there is a transcript.</summary>
internal sealed class CaseDraft
{
    private const string Attributes = "#ID, points=N, should, raw, once, hidden, until=YEAR-MONTH-DAY, until=due, until=published, side=server, side=client, when=PARAMETER:VALUE|VALUE, about=PARAMETER";

    private readonly SourceText _source;
    private readonly Token _heading;
    private readonly Token _attributes;
    private readonly List<string> _paragraphs = [];
    private string _hint = "";
    private Transcript? _transcript;

    public CaseDraft(SourceText source, HeadingBlock heading)
    {
        _source = source;
        var start = heading.Span.Start;
        var length = source.Bytes[start..].IndexOfAny("\r\n"u8);
        var end = length < 0 ? source.Length : start + length;
        var line = source.Bytes[start..end];
        var from = heading.IsSetext ? start : start + line.Length - line.TrimStart("#"u8).Length;
        end = start + line.TrimEnd(" \t"u8).Length;
        var open = source.Bytes[end - 1] == '}' ? source.Bytes[from..end].LastIndexOf((byte)'{') : -1;
        var titleEnd = open < 0 ? end : from + open;
        _attributes = open < 0 ? source.Word(end, end) : source.Word(titleEnd + 1, end - 1);
        _heading = source.Word(from + (titleEnd - from) - source.Bytes[from..titleEnd].TrimStart(" \t"u8).Length, titleEnd);
        Title = _heading.Text.Trim().TrimEnd('#').TrimEnd();
    }

    public string Title { get; }

    /// <summary>Rules of servers that the program under test calls. Without a transcript they are those of the page.</summary>
    public Dictionary<int, IReadOnlyList<Rule>> Upstreams { get; } = [];

    /// <summary>A paragraph or a quote: the requirement, the reason or the hint.</summary>
    public void Add(Block block)
    {
        var text = Text(block);
        switch (block)
        {
            case QuoteBlock when text.StartsWith("Hint", StringComparison.OrdinalIgnoreCase):
                _hint = text["Hint".Length..].TrimStart(':', ' ');
                break;
            case ParagraphBlock:
                _paragraphs.Add(text);
                break;
            default:
                break;
        }
    }

    public void Add(Transcript transcript) =>
        _transcript = _transcript is null ? transcript : throw transcript.At.Error("a case has one transcript; give this one a heading of its own");

    public void Add(int upstream, IReadOnlyList<Rule> rules) => Upstreams[upstream] = [.. Upstreams.GetValueOrDefault(upstream, []), .. rules];

    /// <summary>The case; null if there is no transcript.</summary>
    public PageCase? Finish()
    {
        if (_transcript is null)
        {
            return null;
        }

        if (_transcript.Steps.Count == 0)
        {
            throw _transcript.At.Error("this transcript is empty");
        }

        var draft = new PageCase(
            _heading, Slug(Title), Title, _paragraphs.FirstOrDefault(Title), string.Join("\n\n", _paragraphs.Skip(1)), _hint, _transcript with { Upstreams = Upstreams });
        var start = 0;
        foreach (var range in _attributes.Text.Split(' '))
        {
            draft = range.Length == 0 ? draft : With(draft, range, start);
            start += Encoding.UTF8.GetByteCount(range) + 1;
        }

        return draft.Id.Length > 0 ? draft : throw _heading.Error("this case needs an id: {#id}");
    }

    private PageCase With(PageCase draft, string attribute, int at)
    {
        var (key, value) = attribute.Split('=', 2) is [var one, var two] ? (one, two) : (attribute, "");
        switch (key)
        {
            case ['#', .. var id] when value.Length == 0 && id.Length > 0 && Slug(id) == id:
                return draft with { Id = id };
            case "should" when value.Length == 0:
                return draft with { IsRecommendation = true };
            case "raw" when value.Length == 0:
                return draft with { IsWithoutLineEnds = true };
            case "once" when value.Length == 0:
                return draft with { IsOnce = true };
            case "hidden" when value.Length == 0:
                return draft.Visibility == Visibility.Visible ? draft with { Visibility = Visibility.Hidden } : draft;
            case "until" when value == "due":
                return draft with { Visibility = Visibility.AfterDueDate };
            case "until" when value == "published":
                return draft with { Visibility = Visibility.AfterPublished };
            case "until" when DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day):
                return draft with { Visibility = Visibility.Hidden, HiddenUntil = day };
            case "points" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var points) && points <= 1000:
                return draft with { Points = points };
            case "side" when value is "server" or "client":
                return draft with { Side = value == "server" ? RoleKind.Server : RoleKind.Client };
            case "when" when value.Split(':', 2) is [{ Length: > 0 }, _]:
                return draft with { When = [.. Alternatives(value)] };
            case "about" when value.Length > 0:
                return draft with { About = [.. draft.About, .. value.Split(',')] };
            default:
                var known = key switch
                {
                    ['#', ..] => "an id has small letters, digits and '-': {#adds-numbers}",
                    "points" => "points is a number from 0 to 1000: {points=2}",
                    "until" => "until is a day, 'due' or 'published': {hidden until=2026-12-24}",
                    "side" => "side is server or client: {side=server}",
                    "when" => "when has a parameter and its value, or several of them: {when=swap-case:on}, {when=edition:2025|2026|old:yes}",
                    _ => $"'{Escape.ForTerminal(key)}' is no attribute of a case: {DidYouMean.Hint(key, ["points", "should", "raw", "once", "hidden", "until", "side", "when", "about"], Attributes)}",
                };
                throw _attributes.Error(known, Math.Min(at, _attributes.Bytes.Length));
        }
    }

    /// <summary><c>edition:2025|2026|old:yes</c>: an alternative without a parameter is about the one before it.</summary>
    private static IEnumerable<(string, string)> Alternatives(string text)
    {
        var parameter = "";
        foreach (var alternative in text.Split('|'))
        {
            var colon = alternative.IndexOf(':', StringComparison.Ordinal);
            parameter = colon < 0 ? parameter : alternative[..colon];
            yield return (parameter, alternative[(colon + 1)..]);
        }
    }

    private string Text(Block block)
    {
        var text = Encoding.UTF8.GetString(_source.Bytes[block.Span.Start..Math.Min(block.Span.End + 1, _source.Length)]);
        return string.Join(' ', text.Split('\n').Select(static line => line.Trim().TrimStart('>').Trim())).Trim();
    }

    /// <summary>Small letters, digits and '-': what an id has.</summary>
    private static string Slug(string title)
    {
        var slug = new StringBuilder();
        foreach (var letter in title.ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(letter))
            {
                slug.Append(letter);
            }
            else if (slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }
        }

        return slug.ToString().TrimEnd('-');
    }
}
