namespace Tincan.Framing.Framings;

/// <summary>The framing of a connection, in both directions.</summary>
/// <param name="ToServer">How a client's messages are framed.</param>
/// <param name="ToClient">How a server's messages are framed.</param>
public sealed record FramingPair(MessageFraming ToServer, MessageFraming ToClient)
{
    /// <summary>The words that are read as this framing: one for both directions, or those of the client and of the server with <c>/</c> between them.</summary>
    public string Words => ToServer.Equals(ToClient) ? ToServer.Words : $"{ToServer.Words} / {ToClient.Words}";

    /// <summary>The same for a viewer.</summary>
    public MessageCodec ToCodec() => new(Words, ToServer.CreateFramer, ToClient.CreateFramer, ToServer.HeaderSize == ToClient.HeaderSize ? ToServer.HeaderSize : 0);
}
