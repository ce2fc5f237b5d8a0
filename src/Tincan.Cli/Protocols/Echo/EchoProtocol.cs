using Tincan.Cli.Services;
using Tincan.Protocols.Echo;

namespace Tincan.Cli.Protocols.Echo;

/// <summary>Sends back exactly what it receives.</summary>
internal static class EchoProtocol
{
    public static Protocol Declared { get; } = new()
    {
        Services = [EchoPlan.Declared],
        Samples = [new EchoPlan { Name = "echo" }],
        Suites = ["echo.server"],
        Demo = EchoDemo.Part,
    };
}

/// <inheritdoc cref="EchoProtocol"/>
internal sealed record EchoPlan : ServicePlan
{
    public static ServiceKind Declared { get; } = new ServiceKind<EchoPlan>("echo", "Send back exactly what is received.", 50008)
    {
        Examples =
        [
            ("tincan serve echo", "on 127.0.0.1:50008"),
            ("tincan serve echo --listen [::1]:7007 --idle-timeout 5m", "on IPv6 loopback, with a longer timeout"),
        ],
    };

    public override ServiceKind Kind => Declared;

    public override ValueTask<Prepared> PrepareAsync(Preparation preparation, CancellationToken cancel) => new(new Prepared(new EchoServer()));
}
