using Tincan.Wires;

namespace Tincan.Drawing;

/// <summary>Draws the rows of a ladder as lines of text.</summary>
/// <param name="options">The options.</param>
/// <param name="write">Gets each line.</param>
internal sealed class LadderText(LadderOptions options, Action<string> write)
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
    private readonly StringBuilder _line = new(2 * options.Width);

    /// <summary>The names of the columns.</summary>
    public string Heading => options.Style(
        $"{"time",TimeWidth} {"since",DeltaWidth} {"conn",ConnectionWidth} client{new string(' ', _lane + 2 - 12)}server", LadderInk.Faint);

    /// <summary>Draws a row.</summary>
    public void Draw(LadderRow row)
    {
        switch (row.Kind)
        {
            case LadderRowKind.Chunk:
                Chunk(row);
                break;
            case LadderRowKind.Fin or LadderRowKind.Rst:
                Arrow(row, isFirst: true, _glyphs.Strong, Columns.Cut(Shown(row.Text), _lane - MinArrow - 1, _glyphs.More));
                break;
            case LadderRowKind.Fault:
                Fault(row);
                break;
            default:
                Remark(row);
                break;
        }
    }

    private void Chunk(LadderRow row)
    {
        var bytes = row.Event!.Bytes;
        var payload = Payload.Fit(bytes.Span, _lane - MinArrow - 1, _glyphs, options.Ascii);
        var isFirst = true;
        if (row.IsSplitOrCoalesced)
        {
            Bar(row, payload);
            isFirst = false;
        }

        // A name that only repeats the message tells nothing.
        var name = row.IsSplitOrCoalesced || payload.Text.StartsWith(row.Text, StringComparison.Ordinal) ? "" : Shown(row.Text);
        if (name.Length > 0 && Columns.Of(payload.Text) + Columns.Of(name) + MinArrow + 6 > _lane)
        {
            Between(row, isFirst, _glyphs.Side, Aside(Columns.Cut(name, _lane - 2, _glyphs.More), row.Event.Direction == Direction.ToServer), LadderInk.Message);
            (isFirst, name) = (false, "");
        }

        Arrow(row, isFirst, _glyphs.Line, payload.Text, name);
        if (options.Hex)
        {
            foreach (var line in HexDump.Lines(bytes, row.Event.Offset, _lane - 2))
            {
                Between(row, isFirst: false, _glyphs.Side, $" {line}", InkOf(row));
            }
        }
    }

    /// <summary>The bars of messages above the bytes, and their description: at the other end of the line, or on a line of its own.</summary>
    private void Bar(LadderRow row, Payload payload)
    {
        var bar = MessageBar.Draw(row.Parts, payload, _glyphs);
        var isToRight = row.Event!.Direction == Direction.ToServer;
        if (!isToRight)
        {
            // The bytes are right-aligned, and may be followed by the number of bytes that were cut.
            bar += new string(' ', Columns.Of(payload.Text) - payload.Width);
        }

        var isFirst = true;
        var words = Columns.Cut(row.Text, _lane - 2, _glyphs.More);
        var between = _lane - 2 - bar.Length - words.Length;
        if (between < 2)
        {
            Between(row, isFirst, _glyphs.Side, Aside(words, isToRight), LadderInk.Message);
            isFirst = false;
            words = "";
            between = _lane - 2 - bar.Length;
        }

        var space = new string(' ', between);
        Between(row, isFirst, _glyphs.Side, isToRight ? $" {bar}{space}{words} " : $" {words}{space}{bar} ", LadderInk.Message);
    }

    /// <summary>Words at the receiver's side.</summary>
    private string Aside(string words, bool right) => right ? words.PadLeft(_lane - 1) : $" {words}";

    /// <summary>A text at the sender's side, and an arrow to the receiver, perhaps with a name on it.</summary>
    private void Arrow(LadderRow row, bool isFirst, char line, string text, string name = "")
    {
        var isToRight = row.Event!.Direction == Direction.ToServer;
        var width = Columns.Of(text);
        var shaft = Math.Max(1, _lane - width - 3);
        var from = Begin(row, isFirst, _glyphs.Side);
        if (isToRight)
        {
            _line.Append(' ').Append(text).Append(' ');
        }
        else
        {
            _line.Append(_glyphs.ToLeft);
        }

        if (name.Length > 0)
        {
            var between = shaft - Columns.Of(name) - 2;
            _line.Append(line, between / 2).Append(' ').Append(name).Append(' ').Append(line, between - (between / 2));
        }
        else
        {
            _line.Append(line, shaft);
        }

        if (isToRight)
        {
            _line.Append(_glyphs.ToRight);
        }
        else
        {
            _line.Append(' ').Append(text).Append(' ');
        }

        End(from, width + shaft + 3, _glyphs.Side, InkOf(row));
    }

    private void Remark(LadderRow row)
    {
        var side = row.Kind switch
        {
            LadderRowKind.Opened when row.Delta is null => _glyphs.Top,
            LadderRowKind.Closed => _glyphs.Bottom,
            LadderRowKind.Gap or LadderRowKind.StillWaiting => _glyphs.Silence,
            _ => _glyphs.Side,
        };
        var isFirst = true;
        foreach (var line in Columns.Wrap(Shown(row.Text), _lane - 4))
        {
            Between(row, isFirst, side, $"  {line}", InkOf(row));
            isFirst = false;
            side = side == _glyphs.Top || side == _glyphs.Bottom ? _glyphs.Side : side;
        }
    }

    /// <summary>A fault, at the sender's side of its direction, without an arrow.</summary>
    private void Fault(LadderRow row)
    {
        var isFirst = true;
        var lines = Columns.Wrap(Shown(row.Text), _lane - 4).ToList();
        var space = new string(' ', row.Event!.Direction == Direction.ToServer ? 1 : _lane - 1 - lines.Max(Columns.Of));
        foreach (var line in lines)
        {
            Between(row, isFirst, _glyphs.Side, space + line, InkOf(row));
            isFirst = false;
        }
    }

    /// <summary>Writes a line with a text between the sides.</summary>
    private void Between(LadderRow row, bool isFirst, char side, string inside, LadderInk ink)
    {
        var from = Begin(row, isFirst, side);
        _line.Append(inside);
        End(from, Columns.Of(inside), side, ink);
    }

    /// <summary>Begins a line with its columns, which only the first line of a row fills, and the client's side.</summary>
    /// <returns>Where the text between the sides begins.</returns>
    private int Begin(LadderRow row, bool isFirst, char side)
    {
        _line.Clear();
        if (isFirst)
        {
            Time(row);
            Delta(row);
            AppendRight(Name(row), ConnectionWidth);
        }
        else
        {
            AppendRight(Name(row), Margin - 1);
        }

        Style(0, LadderInk.Faint);
        AppendSide(side);
        return _line.Length;
    }

    /// <summary>Ends a line with the server's side, and writes it.</summary>
    private void End(int from, int width, char side, LadderInk ink)
    {
        Style(from, ink);
        _line.Append(' ', Math.Max(0, _lane - width));
        AppendSide(side);
        write(_line.ToString());
    }

    private void Time(LadderRow row)
    {
        if (row.Kind is LadderRowKind.Gap or LadderRowKind.StillWaiting)
        {
            AppendRight("", TimeWidth);
            return;
        }

        // In whole numbers: formatting a fraction takes many times as long.
        var milliseconds = (row.At.Ticks + (TimeSpan.TicksPerMillisecond / 2)) / TimeSpan.TicksPerMillisecond;
        Span<char> time = stackalloc char[24];
        time.TryWrite(CultureInfo.InvariantCulture, $"{milliseconds / 1000}.{milliseconds % 1000:D3}", out var length);
        AppendRight(time[..length], TimeWidth);
    }

    private void Delta(LadderRow row)
    {
        if (row.Delta is not { } since)
        {
            AppendRight("", DeltaWidth);
            return;
        }

        var time = Readable.Time(since, options.Ascii);
        _line.Append(' ', Math.Max(0, DeltaWidth - 1 - time.Length)).Append('+').Append(time).Append(' ');
    }

    /// <summary>Appends a text, right-aligned in a column, and a space.</summary>
    private void AppendRight(ReadOnlySpan<char> text, int width) => _line.Append(' ', Math.Max(0, width - text.Length)).Append(text).Append(' ');

    private void AppendSide(char side)
    {
        _line.Append(side);
        Style(_line.Length - 1, LadderInk.Faint);
    }

    /// <summary>Colours the end of the line.</summary>
    private void Style(int from, LadderInk ink)
    {
        if (options.Style != LadderOptions.Plain)
        {
            var part = _line.ToString(from, _line.Length - from);
            _line.Length = from;
            _line.Append(options.Style(part, ink));
        }
    }

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
