using System.Text;
using Tincan.Book;
using Tincan.Framing;
using Tincan.Welcome;

namespace Tincan.Recording;

/// <summary>Where messages end, for a viewer: makes a framer for each direction of a connection.</summary>
/// <param name="Name">How the codec is called on a command line.</param>
/// <param name="ToServer">Finds messages of the client.</param>
/// <param name="ToClient">Finds messages of the server.</param>
public sealed record MessageCodec(string Name, Func<IFramer> ToServer, Func<IFramer> ToClient)
{
    private const int MaxLine = 1024 * 1024;

    /// <summary>
    /// Lines, whichever terminator each ends with; the classic greeting, which has none, is a message of its own. Other lines without a
    /// terminator (raw) have no end that bytes could show.
    /// </summary>
    public static MessageCodec Lines { get; } = new(
        "lines",
        () => new AnyLineFramer(MaxLine),
        () => new GreetingFramer(Encoding.ASCII.GetBytes(WelcomeServer.ClassicGreeting), new AnyLineFramer(MaxLine)));

    /// <summary>Queries and responses of an address book.</summary>
    public static MessageCodec Book { get; } =
        new("book", () => new BookFramer(BookMessage.Query), () => new BookFramer(BookMessage.Response));

    /// <summary>All codecs, by the names that a command line uses.</summary>
    public static IReadOnlyList<MessageCodec> All { get; } = [Lines, Book];
}
