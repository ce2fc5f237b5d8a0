using Tincan.Cli.Services;
using Tincan.Protocols.Names;
using Tincan.Wires.Tls;

namespace Tincan.Cli.Protocols.Names;

/// <summary>A resolver, which asks all table servers at once and passes on the first answer.</summary>
internal sealed record ResolverPlan : EditionPlan
{
    public static ServiceKind Declared { get; } = new ServiceKind<ResolverPlan>("resolver", "Ask all table servers at once and pass on the first answer.", 50011)
    {
        Try = "tincan resolve HOST PORT rutgers.edu",
        Usual = ["deadline"],
        Examples =
        [
            ("tincan serve resolver --upstream localhost:50010 --upstream localhost:50020", "on 127.0.0.1:50011"),
            ("tincan serve resolver --upstream localhost:50010 --deadline 1s", "wait at most one second for an answer"),
        ],
    }
        .WithRequired("upstreams", "The table servers to ask.",
            new ListForm<Located<string>>(SettingForms.Server), static plan => plan.Upstreams.Count > 0 ? plan.Upstreams : null,
            static (plan, servers) => plan with { Upstreams = servers }, option: "--upstream")
        .With("deadline", "How long to wait for an answer from any table server. After that the answer is 'Name - TIMED OUT'.",
            SettingForms.TimeOrNone, static plan => plan.Deadline, static (plan, time) => plan with { Deadline = time })
        .With("upstream-dialect", "How lines to the table servers end. Default: the client's dialect.",
            SettingForms.Dialect, static plan => plan.UpstreamDialect, static (plan, dialect) => plan with { UpstreamDialect = dialect })
        .With(TlsClientPlan.Setting<ServicePlan, ResolverPlan>(
            "upstream-tls", "the table servers", static plan => plan.UpstreamTls, static (plan, tls) => plan with { UpstreamTls = tls }))
        .With(EditionSetting)
        .With(LineSettings);

    public override ServiceKind Kind => Declared;

    public IReadOnlyList<Located<string>> Upstreams { get; init; } = [];

    public override IReadOnlyList<Located<string>> Servers => Upstreams;

    public TlsClientPlan? UpstreamTls { get; init; }

    public override TlsClientPlan? ServerTls => UpstreamTls;

    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(5);

    public Dialect? UpstreamDialect { get; init; }

    public override string HintWhenAskingItself => "a resolver asks table servers, or other resolvers";

    public override ValueTask<Prepared> PrepareAsync(Preparation preparation, CancellationToken cancel) => new(new Prepared(new ResolverServer(new ResolverOptions
    {
        Upstreams = [.. Upstreams.Select(preparation.AddressOf)],
        Deadline = Deadline,
        Connect = UpstreamTls is null ? TlsClient.WithoutTls(preparation.Connector(null, Deadline)) : preparation.Connector(UpstreamTls, Deadline),
        UpstreamDialect = UpstreamDialect,
        Edition = Edition,
        Lines = Lines,
    })));
}
