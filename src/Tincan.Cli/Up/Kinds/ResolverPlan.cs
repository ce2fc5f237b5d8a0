using Tincan.Cli.Commands.Settings;
using Tincan.Cli.Settings;
using Tincan.Framing;
using Tincan.Protocols.Names;
using Tincan.Wires.Tls;

namespace Tincan.Cli.Up.Kinds;

/// <summary>Asks all table servers at once, and passes on the first answer.</summary>
internal sealed record ResolverPlan : EditionPlan
{
    public static ServiceKind Declared { get; } = new ServiceKind<ResolverPlan>(
        "resolver", "Asks all table servers at once, and passes on the first answer.", Ports.Resolver)
        .With(
            "upstreams",
            $"The table servers, a list: each {ServerForm.Right}.",
            SettingForms.Servers,
            static plan => plan.Upstreams.Count > 0 ? plan.Upstreams : null,
            static (plan, servers) => plan with { Upstreams = servers },
            isRequired: true)
        .With(
            "upstream-tls",
            "Speak TLS 1.2 or 1.3 with the table servers: {} believes the system's authorities.",
            TlsClientPlan.Form,
            static plan => plan.UpstreamTls,
            static (plan, tls) => plan with { UpstreamTls = tls })
        .With(
            "deadline",
            "How long all table servers together may be silent. Then 'Name - TIMED OUT'.",
            SettingForms.TimeThatEnds,
            static plan => plan.Deadline,
            static (plan, time) => plan with { Deadline = time })
        .With(
            "upstream-dialect",
            "How table servers are asked. Default: as the client asked.",
            SettingForms.Dialect,
            static plan => plan.UpstreamDialect,
            static (plan, dialect) => plan with { UpstreamDialect = dialect })
        .WithEdition()
        .WithLines()
        .WithTry("tincan resolve HOST PORT rutgers.edu");

    public override ServiceKind Kind => Declared;

    public IReadOnlyList<Said<string>> Upstreams { get; init; } = [];

    public override IReadOnlyList<Said<string>> Servers => Upstreams;

    public TlsClientPlan? UpstreamTls { get; init; }

    public override TlsClientPlan? ServerTls => UpstreamTls;

    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(5);

    public Dialect? UpstreamDialect { get; init; }

    public override ValueTask<Prepared> PrepareAsync(Preparation preparation, CancellationToken cancel) => new(new Prepared(new ResolverServer(new ResolverOptions
    {
        Upstreams = [.. Upstreams.Select(preparation.PlaceOf)],
        Deadline = Deadline,
        Connect = UpstreamTls is null ? PlainWire.Around(preparation.Connector(null, Deadline)) : preparation.Connector(UpstreamTls, Deadline),
        UpstreamDialect = UpstreamDialect,
        Edition = Edition,
        Lines = Lines,
    })));
}
