using Tincan.Cli.Protocols;
using Tincan.Cli.Services;
using Tincan.Cli.Settings;

namespace Tincan.Cli.Up;

/// <summary>What runs without a file: a service of each protocol, on its well-known port of loopback, from the samples.</summary>
internal static class BuiltInRoster
{
    public static ServiceGroup Plan => new()
    {
        Folder = Path.Combine(AppContext.BaseDirectory, "samples"),
        Page = new PagePlan(),
        Services = [.. ProtocolList.All.SelectMany(static protocol => protocol.Samples)],
    };
}
