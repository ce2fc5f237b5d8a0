namespace Tincan.Drawing;

/// <summary>The side that waits.</summary>
public enum Waiting
{
    /// <summary>Neither: both directions have ended.</summary>
    Nobody,

    /// <summary>The client waits for the server, whose turn it is.</summary>
    Client,

    /// <summary>The server waits for the client, whose turn it is.</summary>
    Server,

    /// <summary>Both wait, or it is unknown whose turn it is.</summary>
    Both,
}

/// <summary>Which end waits for the other, and the evidence.</summary>
/// <param name="Who">The side that waits.</param>
/// <param name="Because">The evidence; null if it is just the last message.</param>
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

    /// <summary>A sentence without the duration.</summary>
    public string WithoutTime => Because is null ? Words : $"{Words} ({Because})";

    /// <summary>A sentence such as <c>both wait: 4.2 s (server has 16 bytes of a message without its end)</c>.</summary>
    /// <param name="time">The duration.</param>
    public string Sentence(TimeSpan time) => Because is null ? $"{Words}: {Readable.Time(time)}" : $"{Words}: {Readable.Time(time)} ({Because})";
}
