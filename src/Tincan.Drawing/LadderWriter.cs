namespace Tincan.Drawing;

/// <summary>
/// Draws a ladder as text, line by line as events arrive: a column for each end, arrows with bytes between them, and who waits for whom during
/// silences.
/// </summary>
/// <param name="output">The output, which is not disposed.</param>
/// <param name="options">The options. Defaults to null: the default options.</param>
public sealed class LadderWriter(TextWriter output, LadderOptions? options = null) : RowEventWriter(options)
{
    private readonly LadderText _text = new(options ?? new LadderOptions(), output.WriteLine);

    /// <inheritdoc/>
    public override void Begin() => output.WriteLine(_text.Heading);

    /// <summary>Writes who waits on silent connections. Call it about four times a second in a live view.</summary>
    /// <param name="now">The time since the recording began.</param>
    public void Tick(TimeSpan now) => Write(Model.Tick(now));

    private protected override void Write(LadderRow row) => _text.Draw(row);
}
