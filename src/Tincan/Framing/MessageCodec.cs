namespace Tincan.Framing;

/// <summary>Where messages end, for a viewer: makes a framer for each direction of a connection.</summary>
/// <param name="Name">How the codec is called on a command line.</param>
/// <param name="ToServer">Finds messages of the client.</param>
/// <param name="ToClient">Finds messages of the server.</param>
/// <param name="HeaderSize">How many bytes at the front of a message tell its length; 0 where something else ends it.</param>
public sealed record MessageCodec(string Name, Func<IFramer> ToServer, Func<IFramer> ToClient, int HeaderSize = 0)
{
    /// <summary>The greeting of the classic protocols, which ends without a terminator.</summary>
    public const string ClassicGreeting = "Welcome to CS 352!";

    private const int MaxLine = 1024 * 1024;

    /// <summary>
    /// Lines, whichever terminator each ends with; the classic greeting, which has none, is a message of its own. Other lines without a
    /// terminator (raw) have no end that bytes could show.
    /// </summary>
    public static MessageCodec Lines { get; } = new("lines", AnyLine, () => Greeted(AnyLine()));

    /// <summary>
    /// Each direction by what is seen in it: each read is a message (raw) until a line end comes, and then lines are; of what is not text, each read is one.
    /// </summary>
    public static MessageCodec Auto { get; } =
        new("auto", static () => new EvidenceFramer(MaxLine), static () => Greeted(new EvidenceFramer(MaxLine)));

    /// <summary>Each segment is a message, as in raw conversations.</summary>
    public static MessageCodec Segments { get; } = new("segments", static () => new SegmentFramer(), static () => new SegmentFramer());

    private static AnyLineFramer AnyLine() => new(MaxLine);

    private static GreetingFramer Greeted(IFramer rest) => new(Encoding.ASCII.GetBytes(ClassicGreeting), rest);
}
