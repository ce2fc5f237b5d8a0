using Tincan.Settings;

namespace Tincan.Cli.SharedOptions;

/// <summary>How a client connects, and its timeouts.</summary>
internal sealed record ClientPlan
{
    public static IReadOnlyList<Setting<ClientPlan>> Settings { get; } =
    [
        new Setting<ClientPlan, ClientPlan, TimeSpan>("idle-timeout",
            "How long the server may send nothing while the client waits for it. After that the client writes what it has received, and exits with 4.",
            SettingForms.TimeOrNone, static plan => plan.IdleTimeout, static (plan, time) => plan with { IdleTimeout = time }),
        new Setting<ClientPlan, ClientPlan, TimeSpan>("connect-timeout",
            "How long connecting may take, to all addresses of the host together, and how long the TLS handshake after that. After that the client exits with 3.",
            SettingForms.TimeOrNone, static plan => plan.ConnectTimeout, static (plan, time) => plan with { ConnectTimeout = time }),
        TlsClientPlan.Setting<ClientPlan, ClientPlan>("tls", "the server", static plan => plan.Tls, static (plan, tls) => plan with { Tls = tls }),
    ];

    public TimeSpan IdleTimeout { get; init; }

    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    public TlsClientPlan? Tls { get; init; }
}
