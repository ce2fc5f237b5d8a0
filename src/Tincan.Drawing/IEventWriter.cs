using Tincan.Recording;

namespace Tincan.Drawing;

/// <summary>Writes a recording in some form, one event at a time.</summary>
public interface IEventWriter
{
    /// <summary>Writes what stands before the first event.</summary>
    void Begin();

    /// <summary>Writes an event.</summary>
    /// <param name="happened">The next event.</param>
    void Write(WireEvent happened);

    /// <summary>Writes what stands after the last event.</summary>
    void End();
}
