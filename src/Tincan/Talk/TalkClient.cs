using Tincan.Framing;
using Tincan.Wires;

namespace Tincan.Talk;

/// <summary>Talks to a talk server, or to anything that answers a line with a line; speaks first.</summary>
public static class TalkClient
{
    /// <summary>Takes turns until one side ends it.</summary>
    /// <param name="wire">The connection; it stays the caller's.</param>
    /// <param name="talker">The person at this end.</param>
    /// <param name="options">Dialect, limit and quiet times.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="WireException">The connection broke.</exception>
    public static async Task<TalkEnding> RunAsync(Wire wire, ITalker talker, LineOptions options, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(wire);
        using var lines = new LineChannel(wire, options);
        var ending = await new Turns(lines, talker).TakeAsync(speaksFirst: true, cancel);
        await wire.FinishAsync(cancel);
        return ending;
    }
}
