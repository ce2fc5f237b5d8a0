using Tincan.Cli.Services;
using Tincan.Framing.Framings;
using Tincan.Hosting;
using Tincan.Proxy;

namespace Tincan.Cli.Proxy;

/// <summary>A proxy between a client and a server, which passes everything on unchanged.</summary>
internal sealed record ProxyPlan : ServicePlan
{
    /// <summary>The hint for a client and a server with the same hard-coded port.</summary>
    private const string WayOut = "if client and server both have that port hard-coded, see 'The same port hard-coded in both' in docs/watching.md";

    public static ServiceKind Declared { get; } = new ServiceKind<ProxyPlan>(
        "proxy", "Pass everything between a client and a server on unchanged: reads, half-close, FIN and RST.", 5000)
        .WithRequired("target", "The server to connect to.",
            SettingForms.Server, static plan => plan.Target, static (plan, target) => plan with { Target = target })
        .With("connect-timeout", "How long connecting to the target may take; then the TLS handshake may take as long again. If either takes longer, the client is reset (RST).",
            SettingForms.TimeOrNone, static plan => plan.ConnectTimeout, static (plan, time) => plan with { ConnectTimeout = time })
        .With(TlsClientPlan.Setting<ServicePlan, ProxyPlan>(
            "target-tls", "the target", static plan => plan.TargetTls, static (plan, tls) => plan with { TargetTls = tls }));

    public override ServiceKind Kind => Declared;

    public Located<string>? Target { get; init; }

    public override IReadOnlyList<Located<string>> Servers => Target is { } target ? [target] : [];

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

    /// <summary>If the proxy's port is also its target's port, the server probably has it.</summary>
    public override string? HintWhenInUse =>
        Address is HostPort listen && TargetAddress is HostPort target && listen.Port == target.Port
            ? $"a server that listens on all addresses also has port {listen.Port} of {listen.Host}; {WayOut}"
            : null;

    public override string HintWhenAskingItself => TargetAddress is HostPort { Port: var port }
        ? $"choose another port or address for the proxy, for instance 'tincan proxy 127.0.0.2:{port} 127.0.0.1:{port}'; {WayOut}"
        : "choose another path for the proxy";

    private WireAddress? TargetAddress => WireAddress.TryParse(Target!.Value.Value, out var target, out _) ? target : null;

    public override ValueTask<Prepared> PrepareAsync(Preparation preparation, CancellationToken cancel)
    {
        var (connect, target) = (preparation.Connector(TargetTls, ConnectTimeout), preparation.AddressOf(Target!.Value));
        return new(new Prepared(new ProxyServer(gone => connect(target, gone))) { Codec = FramingPair.GuessedCodec() });
    }
}
