namespace Tincan.Protocols.Talk;

/// <summary>Talks to a talk server, or to anything that answers lines; speaks first, unless the server greets.</summary>
public static class TalkClient
{
    /// <summary>Takes turns until one side ends it. Everything that was received is shown by then, also when it fails.</summary>
    /// <param name="wire">The connection; it stays the caller's.</param>
    /// <param name="talker">The person at this end.</param>
    /// <param name="options">How the client behaves.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="WireException">The connection broke.</exception>
    public static async Task<TalkEnding> RunAsync(Wire wire, ITalker talker, TalkClientOptions options, CancellationToken cancel = default)
    {
        using var lines = new LineChannel(wire, options.Lines with { EndsVary = true });
        return await new ClientTurns(wire, lines, talker, options).TakeAsync(cancel);
    }
}
