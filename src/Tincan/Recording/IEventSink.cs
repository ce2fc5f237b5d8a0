namespace Tincan.Recording;

/// <summary>Takes events as they happen: a file, a live view, a test.</summary>
public interface IEventSink
{
    /// <summary>
    /// Takes an event. Called on the thread that the bytes arrived on, from many connections at once: it must neither block nor throw.
    /// </summary>
    /// <param name="happened">The event; it and its bytes stay as they are for ever.</param>
    void Take(WireEvent happened);
}
