using Tincan.Cli.Settings;
using Tincan.Settings;

namespace Tincan.Cli.SharedOptions;

/// <summary>How a client connects, and how long it waits.</summary>
internal sealed record ClientPlan
{
    public static IReadOnlyList<Setting<ClientPlan>> Settings { get; } =
    [
        new Setting<ClientPlan, ClientPlan, TimeSpan>("idle-timeout",
            "How long the server may keep the client waiting. Then what has arrived is written, and exit 4.",
            SettingForms.TimeOrNone, static plan => plan.IdleTimeout, static (plan, time) => plan with { IdleTimeout = time }),
        new Setting<ClientPlan, ClientPlan, TimeSpan>("connect-timeout",
            "How long all addresses of the host together may take to answer, and the TLS handshake after that. Then exit 3.",
            SettingForms.TimeOrNone, static plan => plan.ConnectTimeout, static (plan, time) => plan with { ConnectTimeout = time }),
        TlsClientPlan.Setting<ClientPlan, ClientPlan>("tls", "the server", static plan => plan.Tls, static (plan, tls) => plan with { Tls = tls }),
    ];

    public TimeSpan IdleTimeout { get; init; }

    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    public TlsClientPlan? Tls { get; init; }
}
