using Tincan.Cli.Services;

namespace Tincan.Cli.Protocols.Send;

/// <summary>Sends one line, and receives everything that comes back.</summary>
internal static class SendProtocol
{
    public static Protocol Declared { get; } = new()
    {
        Client = LazyCommand.Of<SendCommand>,
        Suites = ["send.client"],
        Demo = SendDemo.Part,
    };
}
