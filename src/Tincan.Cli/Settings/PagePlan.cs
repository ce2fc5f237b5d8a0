using Tincan.Settings;

namespace Tincan.Cli.Settings;

/// <summary>The live page.</summary>
internal sealed record PagePlan
{
    public static IReadOnlyList<Setting<PagePlan>> Settings { get; } =
    [
        new Setting<PagePlan, PagePlan, int>("port", "The page's port on 127.0.0.1; 0 lets the system choose.",
            SettingForms.Number(0, ushort.MaxValue), static page => page.Port, static (page, port) => page with { Port = port }),
    ];

    public int Port { get; init; }
}
