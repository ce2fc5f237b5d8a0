namespace Tincan.Wires.Links;

/// <summary>
/// One link of a <see cref="ConnectionPipeline"/>, for one connection: it records it, disturbs it or limits it. It can refuse the connection, wrap its
/// wire, and is notified of what happens. Each member does nothing unless it is overridden.
/// </summary>
public abstract class Link
{
    /// <summary>Whether it may delay what is sent, including the FIN. Defaults to false.</summary>
    public virtual bool HoldsBack => false;

    /// <summary>
    /// Whether to refuse the connection. Called once: before connecting, or after a connection was accepted and <see cref="Opened"/> was called.
    /// Defaults to false.
    /// </summary>
    public virtual bool Refuses() => false;

    /// <summary>The connection was made.</summary>
    /// <param name="text">Its addresses: <c>CLIENT to SERVER</c>.</param>
    public virtual void Opened(string text)
    {
    }

    /// <summary>Wraps the connection. Defaults to returning it unchanged.</summary>
    /// <param name="wire">The connection, perhaps wrapped by earlier links. It is disposed with the returned wire.</param>
    public virtual Wire Wrap(Wire wire) => wire;

    /// <summary>A proxy connected to the server for this client.</summary>
    /// <param name="text">The addresses: <c>PROXY to SERVER</c>.</param>
    public virtual void Connected(string text)
    {
    }

    /// <summary>A proxy received a FIN or RST from the server, and is about to send the same to the client.</summary>
    /// <param name="isReset">True for an RST, false for a FIN.</param>
    public virtual void PassesOn(bool isReset)
    {
    }

    /// <summary>A fault acted on one direction.</summary>
    /// <param name="direction">The direction.</param>
    /// <param name="fault">The fault's name, such as <c>delay</c>.</param>
    /// <param name="offset">The offset in this direction, in bytes, at which it acted.</param>
    /// <param name="text">What it did, in a few words: <c>held 200 ms</c>.</param>
    public virtual void Fault(Direction direction, string fault, long offset, string text)
    {
    }

    /// <summary>A direction ended without a call on the wire: a fault ended it, or the connection was refused.</summary>
    /// <param name="direction">The direction.</param>
    /// <param name="isReset">True for an RST, which ends both directions; false for a FIN.</param>
    /// <param name="fault">The fault that ended it. Defaults to null: none.</param>
    public virtual void Ended(Direction direction, bool isReset, string? fault = null)
    {
    }

    /// <summary>A timeout at this end expired while waiting for bytes.</summary>
    /// <param name="direction">The direction of the missing bytes.</param>
    /// <param name="text">Which timeout.</param>
    public virtual void TimedOut(Direction direction, string text)
    {
    }

    /// <summary>The connection failed, or the idle timeout expired.</summary>
    /// <param name="error">The error.</param>
    public virtual void Broke(WireException error)
    {
    }

    /// <summary>This end is about to close the connection.</summary>
    /// <param name="reason">The reason.</param>
    /// <param name="text">Details. Defaults to null.</param>
    public virtual void Closed(CloseReason reason, string? text = null)
    {
    }
}
