using Tincan.Cli.Services;
using Tincan.Cli.Terminal;

namespace Tincan.Cli.Protocols.Send;

/// <summary>Sends one line, and receives everything that comes back.</summary>
internal static class SendProtocol
{
    public static Protocol Declared { get; } = new()
    {
        Client = LazyCommand.Of<SendCommand>,
        Suites = [new("send.client")],
        Demo = SendDemo.Part,
    };
}
