namespace Tincan.Drawing;

/// <summary>Draws events as a ladder.</summary>
public static class Ladder
{
    /// <summary>The lines of a ladder, after a heading.</summary>
    /// <param name="events">The events, in order.</param>
    /// <param name="options">The options. Defaults to null: the default options.</param>
    public static IEnumerable<string> Draw(IEnumerable<WireEvent> events, LadderOptions? options = null)
    {
        options ??= new LadderOptions();
        var model = new LadderModel(options.Gap, options.Filter);
        var lines = new List<string>();
        var text = new LadderText(options, lines.Add);
        yield return text.Heading;
        foreach (var line in events.SelectMany(model.Add).SelectMany(Lines))
        {
            yield return line;
        }

        foreach (var line in model.End().SelectMany(Lines))
        {
            yield return line;
        }

        List<string> Lines(LadderRow row)
        {
            lines.Clear();
            text.Draw(row);
            return lines;
        }
    }
}
