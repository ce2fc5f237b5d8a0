namespace Tincan.Framing;

/// <summary>Where messages end, for a viewer: makes a framer for each direction of a connection.</summary>
/// <param name="Name">The codec's name on a command line.</param>
/// <param name="ToServer">Makes a framer for the client's messages.</param>
/// <param name="ToClient">Makes a framer for the server's messages.</param>
/// <param name="HeaderSize">The size of the header with a message's length, in bytes; 0 if messages have none.</param>
public sealed record MessageCodec(string Name, Func<IFramer> ToServer, Func<IFramer> ToClient, int HeaderSize = 0)
{
    /// <summary>The greeting of the classic protocols, which has no terminator.</summary>
    public const string ClassicGreeting = "Welcome to CS 352!";

    internal const int MaxLine = 1024 * 1024;

    /// <summary>Makes what follows the messages of a connection. Defaults to the framers of both directions.</summary>
    public Func<IMessageFollower>? Follower { get; init; }

    /// <summary>Names a message by its direction and its bytes, with their framing; empty for no name. Defaults to null: messages have no names.</summary>
    public Func<Direction, ReadOnlySpan<byte>, string>? Naming { get; init; }

    /// <summary>
    /// Lines with any terminator. The classic greeting, which has none, is a message, too. For other messages without a terminator (raw), the bytes
    /// do not show where they end.
    /// </summary>
    public static MessageCodec Lines { get; } = new("lines", AnyLine, () => Greeted(AnyLine()));

    /// <summary>
    /// Detects messages in each direction: each read is a message (raw) until the first line end, and each line after that. In binary data, each
    /// read is a message.
    /// </summary>
    public static MessageCodec Auto { get; } =
        new("auto", static () => new EvidenceFramer(MaxLine), static () => Greeted(new EvidenceFramer(MaxLine)));

    /// <summary>Each read is a message, as in raw conversations.</summary>
    public static MessageCodec Reads { get; } = new("none", static () => new ReadFramer(), static () => new ReadFramer());

    /// <summary>Follows the messages of a new connection.</summary>
    public IMessageFollower Follow() => Follower?.Invoke() ?? new FramedFollower(ToServer(), ToClient());

    private static AnyLineFramer AnyLine() => new(MaxLine);

    internal static GreetingFramer Greeted(IFramer rest) => new(Encoding.ASCII.GetBytes(ClassicGreeting), rest);
}
