namespace Tincan.Checks.Reports;

/// <summary>Shows expected and received bytes as aligned lines of text, shortened to the width.</summary>
/// <param name="width">The number of columns.</param>
internal sealed class ByteDiff(int width)
{
    private const string More = "…";

    /// <summary>The expected bytes, the received bytes, and a caret under the first wrong byte if anything was received.</summary>
    public IEnumerable<(string Label, string Text)> Compare(ReadOnlyMemory<byte> expected, ReadOnlyMemory<byte> got)
    {
        var right = expected.Span.CommonPrefixLength(got.Span);
        var all = Cells(got.Span);
        var wrong = CellAt(all, right);

        // A character is wrong if one of its bytes is.
        right = all.Take(wrong).Sum(static cell => cell.Count);
        var from = From(all, wrong);
        var before = from > 0 ? More : "";
        yield return ("expected", Line(Cells(expected.Span), from, before));
        yield return ("got", Line(all, from, before));
        if (got.IsEmpty || expected.Span.SequenceEqual(got.Span))
        {
            yield break;
        }

        var column = 1 + before.Length + all[from..wrong].Sum(static cell => Columns.Of(cell.Text));
        var where = got.Length == right ? "here it ends"
            : expected.IsEmpty ? "nothing should come"
            : expected.Length == right ? "here it should have ended"
            : $"byte {right + 1}";
        yield return ("", $"{new string(' ', column)}^ {where}");
    }

    /// <summary>Shows bytes from the start.</summary>
    public string Show(ReadOnlySpan<byte> bytes) => Line(Cells(bytes), 0, "");

    private string Line(List<Cell> cells, int from, string before)
    {
        if (cells.Count == 0)
        {
            return "(nothing)";
        }

        var left = width - 2 - before.Length;
        var shown = from;
        while (shown < cells.Count && left - Columns.Of(cells[shown].Text) >= (shown == cells.Count - 1 ? 0 : More.Length))
        {
            left -= Columns.Of(cells[shown++].Text);
        }

        var text = string.Concat(cells[Math.Min(from, cells.Count)..Math.Max(from, shown)].Select(static cell => cell.Text));
        var bytes = cells.Sum(static cell => cell.Count);
        return shown < cells.Count ? $"\"{before}{text}{More} ({bytes} bytes)" : $"\"{before}{text}\"";
    }

    /// <summary>The first cell to show, so that the wrong byte is visible with some cells before it.</summary>
    private int From(List<Cell> cells, int wrong)
    {
        var room = width * 2 / 3;
        var from = wrong;
        while (from > 0 && room >= Columns.Of(cells[from - 1].Text))
        {
            room -= Columns.Of(cells[--from].Text);
        }

        return from;
    }

    private static int CellAt(List<Cell> cells, int right)
    {
        var index = 0;
        while (index < cells.Count && right >= cells[index].Count)
        {
            right -= cells[index++].Count;
        }

        return index;
    }

    private static List<Cell> Cells(ReadOnlySpan<byte> bytes)
    {
        var cells = new List<Cell>();
        while (!bytes.IsEmpty)
        {
            cells.Add(new Cell(Escape.First(bytes, out var count), count));
            bytes = bytes[count..];
        }

        return cells;
    }

    private readonly record struct Cell(string Text, int Count);
}
