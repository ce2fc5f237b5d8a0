using System.Collections.Concurrent;
using Tincan.Parsing;

namespace Tincan.Framing.Framings;

/// <summary>The framing of a connection, in both directions.</summary>
/// <param name="ToServer">How a client's messages are framed.</param>
/// <param name="ToClient">How a server's messages are framed.</param>
public sealed record FramingPair(MessageFraming ToServer, MessageFraming ToClient)
{
    /// <summary>The words that a framing begins with.</summary>
    public static IReadOnlyList<string> Names { get; } = ["lines", "delimiter", "fixed", "length", "netstring", "headers", "start", "mllp", "json", "resp", "none"];

    /// <summary>The words that are read as this framing: one for both directions, or those of the client and of the server with <c>/</c> between them.</summary>
    public string Words => ToServer.Equals(ToClient) ? ToServer.Words : $"{ToServer.Words} / {ToClient.Words}";

    /// <summary>The same for a viewer.</summary>
    public MessageCodec ToCodec() => new(Words, ToServer.CreateFramer, ToClient.CreateFramer, ToServer.HeaderSize == ToClient.HeaderSize ? ToServer.HeaderSize : 0);

    /// <summary>Reads the framing of both directions.</summary>
    /// <param name="words">The words, for instance <c>length u32 big max 64KiB</c>.</param>
    /// <exception cref="SyntaxException">They are not a framing.</exception>
    public static FramingPair Parse(string words) => Read(new SourceText(words).All);

    /// <summary>Reads the framing of both directions from a part of a text.</summary>
    /// <param name="text">The words, for instance <c>length u32 big</c>, or <c>lines / resp</c>.</param>
    /// <exception cref="SyntaxException">They are not a framing.</exception>
    public static FramingPair Read(Token text)
    {
        var words = FramingWord.Split(text);
        var slash = words.FindIndex(static word => word.Is("/"));
        if (slash < 0)
        {
            var both = FramingReader.Read(words, text);
            return new FramingPair(both, both);
        }

        return new FramingPair(FramingReader.Read(words[..slash], text), FramingReader.Read(words[(slash + 1)..], text));
    }

    /// <summary>
    /// Makes a codec that guesses the framing of each direction from its first messages (lengths, JSON, netstrings, headers, RESP, MLLP), and otherwise detects
    /// lines and reads as <see cref="MessageCodec.Auto"/> does. Each framing that is guessed is remarked once, on the first connection where it is.
    /// </summary>
    public static MessageCodec GuessedCodec()
    {
        var remarked = new ConcurrentDictionary<string, bool>();
        return new MessageCodec(MessageCodec.Auto.Name, static () => Guessing(), static () => MessageCodec.Greeted(Guessing()))
        {
            Follower = () =>
            {
                var toServer = Guessing();
                var toClient = Guessing(toServer);
                return new FramedFollower(toServer, MessageCodec.Greeted(toClient))
                {
                    Guess = direction => (direction == Direction.ToServer ? toServer : toClient).Guess is { } guess
                        && remarked.TryAdd(guess.Words, true) ? $"messages look like '{guess.Words}'; --messages sets another framing" : null,
                };
            },
        };
    }

    private static GuessingFramer Guessing(GuessingFramer? other = null) => new(new EvidenceFramer(MessageCodec.MaxLine), other);
}
