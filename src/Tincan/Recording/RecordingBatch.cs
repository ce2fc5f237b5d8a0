namespace Tincan.Recording;

/// <summary>Lines of a recording that are written together.</summary>
internal sealed class RecordingBatch
{
    /// <summary>The lines.</summary>
    public ArrayBufferWriter<byte> Lines { get; } = new(64 * 1024);

    /// <summary>How many events they are.</summary>
    public int Events { get; set; }

    /// <summary>Makes it empty.</summary>
    public void Clear()
    {
        Lines.ResetWrittenCount();
        Events = 0;
    }
}
