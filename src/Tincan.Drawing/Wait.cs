namespace Tincan.Drawing;

/// <summary>Who waits.</summary>
public enum Waiting
{
    /// <summary>The connection is over in both directions.</summary>
    Nobody,

    /// <summary>The client waits for the server, whose turn it is.</summary>
    Client,

    /// <summary>The server waits for the client, whose turn it is.</summary>
    Server,

    /// <summary>Each waits for the other, or nothing tells whose turn it is.</summary>
    Both,
}

/// <summary>Who waits for whom, and why that can be said.</summary>
/// <param name="Who">Who waits.</param>
/// <param name="Because">What shows it; null where the last message does.</param>
public readonly record struct Wait(Waiting Who, string? Because = null)
{
    /// <summary>In words: <c>client waits for server</c>.</summary>
    public string Words => Who switch
    {
        Waiting.Client => "client waits for server",
        Waiting.Server => "server waits for client",
        Waiting.Both => "both wait",
        _ => "silence",
    };

    /// <summary>A sentence that does not say for how long.</summary>
    public string WithoutTime => Because is null ? Words : $"{Words} ({Because})";

    /// <summary>A sentence for a person: <c>both wait: 4.2 s (server has 16 bytes of a message without its end)</c>.</summary>
    /// <param name="time">For how long.</param>
    public string Sentence(TimeSpan time) => Because is null ? $"{Words}: {Readable.Time(time)}" : $"{Words}: {Readable.Time(time)} ({Because})";
}
