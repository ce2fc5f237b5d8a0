namespace Tincan.Drawing;

/// <summary>Writes a recording in some format, one event at a time.</summary>
public interface IEventWriter
{
    /// <summary>Writes the header.</summary>
    void Begin();

    /// <summary>Writes an event.</summary>
    /// <param name="happened">The next event.</param>
    void Write(WireEvent happened);

    /// <summary>Writes the footer.</summary>
    void End();
}
