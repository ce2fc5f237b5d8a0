namespace Tincan.Protocols.Talk;

/// <summary>Talks to a talk server, or to any server that answers lines. The client sends first, unless the server greets.</summary>
public static class TalkClient
{
    /// <summary>Takes turns until one side ends the talk. Everything received is shown before it returns or throws.</summary>
    /// <param name="wire">The connection, which the caller keeps.</param>
    /// <param name="talker">The person at this end.</param>
    /// <param name="options">The client's options.</param>
    /// <param name="cancel">Cancels the talk.</param>
    /// <exception cref="WireException">The connection broke.</exception>
    public static async Task<TalkEnding> RunAsync(Wire wire, ITalker talker, TalkClientOptions options, CancellationToken cancel = default)
    {
        using var lines = new LineChannel(wire, options.Lines with { EndsVary = true });
        return await new ClientTurns(wire, lines, talker, options).TakeAsync(cancel);
    }
}
