using Tincan.Cli.Commands.Settings;
using Tincan.Cli.Settings;
using Tincan.Framing;
using Tincan.Hosting;
using Tincan.Proxy;

namespace Tincan.Cli.Up.Kinds;

/// <summary>Stands between a client and a server, and passes everything on as it came.</summary>
internal sealed record ProxyPlan : ServicePlan
{
    public static ServiceKind Declared { get; } = new ServiceKind<ProxyPlan>(
        "proxy", "Stands between a client and a server, and passes everything on as it came: segments, half-close, FIN and RST.", Ports.Proxy)
        .With(
            "target",
            $"The server: {ServerForm.Right}.",
            SettingForms.Server,
            static plan => plan.Target,
            static (plan, target) => plan with { Target = target },
            isRequired: true)
        .With(
            "target-tls",
            "Speak TLS 1.2 or 1.3 with the server: {} believes the system's authorities.",
            TlsClientPlan.Form,
            static plan => plan.TargetTls,
            static (plan, tls) => plan with { TargetTls = tls })
        .With(
            "connect-timeout",
            "How long the target may take to answer. Then the client is reset (RST).",
            SettingForms.TimeThatEnds,
            static plan => plan.ConnectTimeout,
            static (plan, time) => plan with { ConnectTimeout = time });

    public override ServiceKind Kind => Declared;

    public Said<string>? Target { get; init; }

    public override IReadOnlyList<Said<string>> Servers => Target is { } target ? [target] : [];

    public TlsClientPlan? TargetTls { get; init; }

    public override TlsClientPlan? ServerTls => TargetTls;

    public override bool PassesOn => true;

    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    public override MessageCodec Codec => MessageCodec.Auto;

    public override HostOptions Defaults { get; } = new()
    {
        IdleTimeout = Timeout.InfiniteTimeSpan,
        MessageTimeout = Timeout.InfiniteTimeSpan,
        WriteTimeout = Timeout.InfiniteTimeSpan,
    };

    public override ValueTask<Prepared> PrepareAsync(Preparation preparation, CancellationToken cancel)
    {
        var (connect, target) = (preparation.Connector(TargetTls, ConnectTimeout), preparation.PlaceOf(Target!.Value));
        return new(new Prepared(new ProxyServer(gone => connect(target, gone))));
    }
}
