using Tincan.Cli.Services;
using Tincan.Protocols.Names;
using Tincan.Settings;

namespace Tincan.Cli.Protocols.Names;

/// <summary>A service whose answers differ between editions of the assignment.</summary>
internal abstract record EditionPlan : LineServicePlan
{
    public static Setting<ServicePlan> EditionSetting { get; } = new Setting<ServicePlan, EditionPlan, Edition>("edition",
        "Edition of the assignment, which sets the answers. current: 'Name IP A IN' and 'Name - TIMED OUT'; 2020: 'Name IP A' and 'Name - Error:HOST NOT FOUND'.",
        SettingForms.Word(("current", Edition.Current), ("2020", Edition.Of2020)), static plan => plan.Edition,
        static (plan, edition) => plan with { Edition = edition });

    public Edition Edition { get; init; } = Edition.Current;
}
