namespace Tincan.Drawing;

/// <summary>Writes a recording, perhaps filtered, in the format of recordings.</summary>
/// <param name="output">The output, which is not disposed.</param>
/// <param name="filter">The filter. Defaults to null: all events.</param>
public sealed class JsonEventWriter(Stream output, EventFilter? filter = null) : IEventWriter
{
    private readonly ArrayBufferWriter<byte> _lines = new();
    private bool _hasHeader;

    /// <inheritdoc/>
    public void Begin()
    {
        // The header needs the recording's beginning, which follows from the first event.
    }

    /// <inheritdoc/>
    public void Write(WireEvent happened)
    {
        WriteHeader(happened.Wall - happened.At);
        if (filter?.Matches(happened) ?? true)
        {
            RecordingFormat.Write(happened, _lines);
        }

        Flush();
    }

    /// <inheritdoc/>
    public void End()
    {
        WriteHeader(DateTimeOffset.UnixEpoch);
        Flush();
    }

    private void WriteHeader(DateTimeOffset began)
    {
        if (!_hasHeader)
        {
            _hasHeader = true;
            RecordingFormat.WriteHeader(began, "tincan watch", _lines);
        }
    }

    private void Flush()
    {
        output.Write(_lines.WrittenSpan);
        _lines.ResetWrittenCount();
    }
}
