using Tincan.Cli.Protocols.Book;
using Tincan.Cli.Protocols.Echo;
using Tincan.Cli.Protocols.Names;
using Tincan.Cli.Protocols.Reverse;
using Tincan.Cli.Protocols.Send;
using Tincan.Cli.Protocols.Talk;
using Tincan.Cli.Protocols.Welcome;
using Tincan.Cli.Services;

namespace Tincan.Cli.Protocols;

/// <summary>All protocols. A new one needs a folder here and a line in this list.</summary>
internal static class ProtocolList
{
    public static IReadOnlyList<Protocol> All { get; } =
    [
        WelcomeProtocol.Declared,
        SendProtocol.Declared,
        ReverseProtocol.Declared,
        EchoProtocol.Declared,
        TalkProtocol.Declared,
        NamesProtocol.Declared,
        BookProtocol.Declared,
    ];

    /// <summary>The services of all protocols.</summary>
    public static IEnumerable<ServiceKind> Services => All.SelectMany(static protocol => protocol.Services);
}
