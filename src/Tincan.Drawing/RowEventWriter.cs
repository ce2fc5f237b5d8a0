namespace Tincan.Drawing;

/// <summary>Writes the rows of a ladder.</summary>
/// <param name="options">The options; null: the default options.</param>
public abstract class RowEventWriter(LadderOptions? options) : IEventWriter
{
    private protected LadderModel Model { get; } = new(options?.Gap, options?.Filter);

    private protected LadderOptions Options { get; } = options ?? new LadderOptions();

    /// <inheritdoc/>
    public abstract void Begin();

    /// <inheritdoc/>
    public void Write(WireEvent happened)
    {
        var (silence, row) = Model.Next(happened);
        if (silence is not null)
        {
            Write(silence);
        }

        if (row is not null)
        {
            Write(row);
        }
    }

    /// <inheritdoc/>
    public virtual void End() => Write(Model.End());

    private protected void Write(IEnumerable<LadderRow> rows)
    {
        foreach (var row in rows)
        {
            Write(row);
        }
    }

    private protected abstract void Write(LadderRow row);
}
