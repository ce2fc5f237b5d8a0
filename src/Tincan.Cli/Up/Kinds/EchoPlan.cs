using Tincan.Cli.Commands.Settings;
using Tincan.Protocols.Echo;

namespace Tincan.Cli.Up.Kinds;

/// <summary>Sends back exactly what comes.</summary>
internal sealed record EchoPlan : ServicePlan
{
    public static ServiceKind Declared { get; } = new ServiceKind<EchoPlan>("echo", "Sends back exactly what comes.", Ports.Echo);

    public override ServiceKind Kind => Declared;

    public override ValueTask<Prepared> PrepareAsync(Preparation preparation, CancellationToken cancel) => new(new Prepared(new EchoServer()));
}
