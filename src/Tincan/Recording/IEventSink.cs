namespace Tincan.Recording;

/// <summary>Receives events as they happen: a file, a live view, a test.</summary>
public interface IEventSink
{
    /// <summary>
    /// Receives an event, on the thread where it happened, from many connections at once. It must not block or throw.
    /// </summary>
    /// <param name="happened">The event; it and its bytes never change.</param>
    void Take(WireEvent happened);
}
