using Tincan.Recording;

namespace Tincan.Drawing;

/// <summary>Draws what happened as a ladder.</summary>
public static class Ladder
{
    /// <summary>The lines of a ladder, with the names of its columns first.</summary>
    /// <param name="events">What happened, in order.</param>
    /// <param name="options">How to draw; null for 80 columns of plain UTF-8.</param>
    public static IEnumerable<string> Draw(IEnumerable<WireEvent> events, LadderOptions? options = null)
    {
        options ??= new LadderOptions();
        var model = new LadderModel(options.Gap, options.Filter);
        var text = new LadderText(options);
        yield return text.Heading;
        foreach (var line in events.SelectMany(model.Add).SelectMany(text.Lines))
        {
            yield return line;
        }

        foreach (var line in model.End().SelectMany(text.Lines))
        {
            yield return line;
        }
    }
}
