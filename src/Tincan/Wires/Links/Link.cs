namespace Tincan.Wires.Links;

/// <summary>
/// What one link of a <see cref="ConnectionPipeline"/> does to one connection: record it, disturb it, limit it, count it. It may refuse the
/// connection, wraps its wire, and hears what happens to it. Each member does nothing unless it is overridden.
/// </summary>
public abstract class Link
{
    /// <summary>Whether it may hold back what is sent, the FIN included. Defaults to false.</summary>
    public virtual bool HoldsBack => false;

    /// <summary>
    /// Whether it refuses the connection. Asked once: before we connect, or when a connection was accepted and <see cref="Opened"/> was called.
    /// Defaults to false.
    /// </summary>
    public virtual bool Refuses() => false;

    /// <summary>The connection was made.</summary>
    /// <param name="text">From where to where.</param>
    public virtual void Opened(string text)
    {
    }

    /// <summary>Puts itself around the connection. Defaults to leaving it as it is.</summary>
    /// <param name="wire">The connection, or the links below; the wire that is returned owns it.</param>
    public virtual Wire Wrap(Wire wire) => wire;

    /// <summary>A proxy connected to the server for the client.</summary>
    /// <param name="text">From where to where.</param>
    public virtual void Connected(string text)
    {
    }

    /// <summary>The server ended its direction, and the proxy is about to do the same to the client.</summary>
    /// <param name="isReset">RST; otherwise FIN.</param>
    public virtual void PassesOn(bool isReset)
    {
    }

    /// <summary>A fault acted on one direction.</summary>
    /// <param name="direction">Which.</param>
    /// <param name="fault">The fault's name, for instance <c>delay</c>.</param>
    /// <param name="offset">How many bytes of this direction it lets pass before the place it acts on.</param>
    /// <param name="text">What it did, in a few words: <c>held 200 ms</c>.</param>
    public virtual void Fault(Direction direction, string fault, long offset, string text)
    {
    }

    /// <summary>A direction ends otherwise than by a call of the wire: a fault ends it, or the connection is turned away.</summary>
    /// <param name="direction">Which.</param>
    /// <param name="isReset">RST, which ends the other direction too; otherwise FIN.</param>
    /// <param name="fault">The fault that ends it. Defaults to null: none.</param>
    public virtual void Ended(Direction direction, bool isReset, string? fault = null)
    {
    }

    /// <summary>A timeout of ours ended the wait for bytes of one direction.</summary>
    /// <param name="direction">Which way they would have gone.</param>
    /// <param name="text">Which timeout.</param>
    public virtual void TimedOut(Direction direction, string text)
    {
    }

    /// <summary>The connection broke, or we gave it up because it was idle.</summary>
    /// <param name="error">How.</param>
    public virtual void Broke(WireException error)
    {
    }

    /// <summary>We are about to close the connection.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="text">In more words. Defaults to null.</param>
    public virtual void Closed(CloseReason reason, string? text = null)
    {
    }
}
