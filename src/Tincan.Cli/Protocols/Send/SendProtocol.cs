using Tincan.Cli.Services;

namespace Tincan.Cli.Protocols.Send;

/// <summary>One line out, everything back.</summary>
internal static class SendProtocol
{
    public static Protocol Declared { get; } = new() { Client = static () => new SendCommand(), Suites = ["send.client"] };
}
