namespace Tincan.Drawing;

/// <summary>
/// Draws a ladder as text, line by line as events arrive: a column for each end, arrows with bytes between them, and who waits for whom during
/// silences.
/// </summary>
public sealed class LadderWriter : IEventWriter
{
    private readonly TextWriter _output;
    private readonly LadderModel _model;
    private readonly LadderText _text;

    /// <summary>Creates a writer.</summary>
    /// <param name="output">The output, which is not disposed.</param>
    /// <param name="options">The options. Defaults to null: the default options.</param>
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

    /// <summary>Writes who waits on silent connections. Call it about four times a second in a live view.</summary>
    /// <param name="now">The time since the recording began.</param>
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
