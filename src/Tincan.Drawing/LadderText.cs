using Tincan.Wires;

namespace Tincan.Drawing;

/// <summary>Draws the rows of a ladder as lines of text.</summary>
internal sealed class LadderText(LadderOptions options)
{
    // Time, delta and connection, each followed by a space.
    private const int TimeWidth = 10;
    private const int DeltaWidth = 8;
    private const int ConnectionWidth = 4;
    private const int Margin = TimeWidth + DeltaWidth + ConnectionWidth + 3;

    // A space, a line and a head.
    private const int MinArrow = 4;

    private readonly LadderGlyphs _glyphs = options.Ascii ? LadderGlyphs.Ascii : LadderGlyphs.Utf8;
    private readonly int _lane = options.Width - Margin - 2;

    /// <summary>The names of the columns.</summary>
    public string Heading => options.Style(
        $"{"time",TimeWidth} {"since",DeltaWidth} {"conn",ConnectionWidth} client{new string(' ', _lane + 2 - 12)}server", LadderInk.Faint);

    /// <summary>Draws a row.</summary>
    public IEnumerable<string> Lines(LadderRow row) => row.Kind switch
    {
        LadderRowKind.Chunk => Chunk(row),
        LadderRowKind.Fin or LadderRowKind.Rst => [Prefix(row) + Arrow(row, _glyphs.Strong, Shown(row.Text), InkOf(row))],
        LadderRowKind.Fault => Fault(row),
        LadderRowKind.Opened => Remark(row, row.Delta is null ? _glyphs.Top : _glyphs.Side),
        LadderRowKind.Closed => Remark(row, _glyphs.Bottom),
        LadderRowKind.Gap or LadderRowKind.StillWaiting => Remark(row, _glyphs.Silence),
        _ => Remark(row, _glyphs.Side),
    };

    private IEnumerable<string> Chunk(LadderRow row)
    {
        var bytes = row.Event!.Bytes;
        var payload = Payload.Fit(bytes.Span, _lane - MinArrow - 1, _glyphs, options.Ascii);
        var prefix = Prefix(row);
        if (row.IsSplitOrCoalesced)
        {
            foreach (var bar in Bar(row, payload))
            {
                yield return prefix + bar;
                prefix = Blank(row);
            }
        }

        // A name that only repeats the message tells nothing.
        var name = row.IsSplitOrCoalesced || payload.Text.StartsWith(row.Text, StringComparison.Ordinal) ? "" : Shown(row.Text);
        if (name.Length > 0 && Columns.Of(payload.Text) + Columns.Of(name) + MinArrow + 6 > _lane)
        {
            yield return prefix + Between(_glyphs.Side, Aside(Columns.Cut(name, _lane - 2, _glyphs.More), row.Event.Direction == Direction.ToServer), LadderInk.Message);
            (prefix, name) = (Blank(row), "");
        }

        yield return prefix + Arrow(row, _glyphs.Line, payload.Text, InkOf(row), name);
        if (options.Hex)
        {
            foreach (var line in HexDump.Lines(bytes, row.Event.Offset, _lane - 2))
            {
                yield return Blank(row) + Between(_glyphs.Side, $" {line}", InkOf(row));
            }
        }
    }

    /// <summary>The bars of messages above the bytes, and their description: at the other end of the line, or on a line of its own.</summary>
    private IEnumerable<string> Bar(LadderRow row, Payload payload)
    {
        var bar = MessageBar.Draw(row.Parts, payload, _glyphs);
        var isToRight = row.Event!.Direction == Direction.ToServer;
        if (!isToRight)
        {
            // The bytes are right-aligned, and may be followed by the number of bytes that were cut.
            bar += new string(' ', Columns.Of(payload.Text) - payload.Width);
        }

        var words = Columns.Cut(row.Text, _lane - 2, _glyphs.More);
        var between = _lane - 2 - bar.Length - words.Length;
        if (between < 2)
        {
            yield return Between(_glyphs.Side, Aside(words, isToRight), LadderInk.Message);
            words = "";
            between = _lane - 2 - bar.Length;
        }

        var space = new string(' ', between);
        yield return Between(_glyphs.Side, isToRight ? $" {bar}{space}{words} " : $" {words}{space}{bar} ", LadderInk.Message);
    }

    /// <summary>Words at the receiver's side.</summary>
    private string Aside(string words, bool right) => right ? words.PadLeft(_lane - 1) : $" {words}";

    /// <summary>A text at the sender's side, and an arrow to the receiver, perhaps with a name on it.</summary>
    private string Arrow(LadderRow row, char line, string text, LadderInk ink, string name = "")
    {
        text = Columns.Cut(text, _lane - MinArrow - 1, _glyphs.More);
        var room = _lane - Columns.Of(text) - 2;
        var shaft = new string(line, Math.Max(1, room - 1));
        if (name.Length > 0)
        {
            var between = shaft.Length - Columns.Of(name) - 2;
            shaft = $"{shaft[..(between / 2)]} {name} {shaft[..(between - (between / 2))]}";
        }

        return Between(
            _glyphs.Side,
            row.Event!.Direction == Direction.ToServer ? $" {text} {shaft}{_glyphs.ToRight}" : $"{_glyphs.ToLeft}{shaft} {text} ",
            ink);
    }

    private IEnumerable<string> Remark(LadderRow row, char side)
    {
        var prefix = Prefix(row);
        foreach (var line in Columns.Wrap(Shown(row.Text), _lane - 4))
        {
            yield return prefix + Between(side, $"  {line}", InkOf(row));
            prefix = Blank(row);
            side = side == _glyphs.Top || side == _glyphs.Bottom ? _glyphs.Side : side;
        }
    }

    /// <summary>A fault, at the sender's side of its direction, without an arrow.</summary>
    private IEnumerable<string> Fault(LadderRow row)
    {
        var prefix = Prefix(row);
        var lines = Columns.Wrap(Shown(row.Text), _lane - 4).ToList();
        var space = new string(' ', row.Event!.Direction == Direction.ToServer ? 1 : _lane - 1 - lines.Max(Columns.Of));
        foreach (var line in lines)
        {
            yield return prefix + Between(_glyphs.Side, space + line, InkOf(row));
            prefix = Blank(row);
        }
    }

    private string Between(char side, string inside, LadderInk ink)
    {
        var bar = options.Style(side.ToString(), LadderInk.Faint);
        return $"{bar}{options.Style(inside, ink)}{new string(' ', Math.Max(0, _lane - Columns.Of(inside)))}{bar}";
    }

    private string Prefix(LadderRow row)
    {
        var delta = row.Delta is { } since ? $"+{Readable.Time(since, options.Ascii)}" : "";
        var time = row.Kind is LadderRowKind.Gap or LadderRowKind.StillWaiting ? "" : $"{row.At.TotalSeconds:0.000}";
        return options.Style($"{time,TimeWidth} {delta,DeltaWidth} {Name(row),ConnectionWidth} ", LadderInk.Faint);
    }

    private string Blank(LadderRow row) => options.Style($"{Name(row),Margin - 1} ", LadderInk.Faint);

    private static string Name(LadderRow row) => row.Connection == 0 ? "" : row.Connection.ToString();

    private string Shown(string text)
    {
        var shown = Escape.ForTerminal(text);
        return options.Ascii ? ToAscii(shown) : shown;
    }

    private static string ToAscii(string text) => string.Concat(text.Replace("µ", "u", StringComparison.Ordinal).EnumerateRunes().Select(
        static rune => rune.IsAscii ? rune.ToString() : $"\\u{{{rune.Value:X}}}"));

    private static LadderInk InkOf(LadderRow row) => row.Kind switch
    {
        LadderRowKind.Chunk => row.Event!.Direction == Direction.ToServer ? LadderInk.Client : LadderInk.Server,
        LadderRowKind.Rst or LadderRowKind.Gap or LadderRowKind.StillWaiting or LadderRowKind.Timeout or LadderRowKind.Note => LadderInk.Warning,
        LadderRowKind.Fault => LadderInk.Fault,
        _ => LadderInk.Event,
    };
}
