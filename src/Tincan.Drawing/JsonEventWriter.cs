using Tincan.Recording;

namespace Tincan.Drawing;

/// <summary>Writes the recording form itself: what a filter leaves of a recording is a recording.</summary>
/// <param name="output">Where to; it stays open.</param>
/// <param name="filter">Which events; null for all.</param>
public sealed class JsonEventWriter(Stream output, EventFilter? filter = null) : IEventWriter
{
    private readonly ArrayBufferWriter<byte> _lines = new();
    private bool _hasHeader;

    /// <inheritdoc/>
    public void Begin()
    {
        // The header says when the recording began, which the first event tells.
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
