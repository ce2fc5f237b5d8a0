using Tincan.Recording;

namespace Tincan.Drawing;

/// <summary>
/// Draws a ladder as text, line by line as events come: a column for each end, arrows with bytes between them, and who waits for whom where
/// it is silent.
/// </summary>
public sealed class LadderWriter : IEventWriter
{
    private readonly TextWriter _output;
    private readonly LadderModel _model;
    private readonly LadderText _text;

    /// <summary>Draws onto a text.</summary>
    /// <param name="output">Where to; it stays open.</param>
    /// <param name="options">How; null for 80 columns of plain UTF-8.</param>
    public LadderWriter(TextWriter output, LadderOptions? options = null)
    {
        options ??= new LadderOptions();
        _output = output;
        _model = new LadderModel(options.Gap, options.Filter);
        _text = new LadderText(options);
    }

    /// <inheritdoc/>
    public void Begin() => _output.WriteLine(_text.Heading);

    /// <inheritdoc/>
    public void Write(WireEvent happened) => Write(_model.Add(happened));

    /// <summary>Says who waits, where it has been silent for a while. Live, this wants to be called about four times a second.</summary>
    /// <param name="now">How long the recording has run.</param>
    public void Tick(TimeSpan now) => Write(_model.Tick(now));

    /// <inheritdoc/>
    public void End() => Write(_model.End());

    private void Write(IEnumerable<LadderRow> rows)
    {
        foreach (var line in rows.SelectMany(_text.Lines))
        {
            _output.WriteLine(line);
        }
    }
}
