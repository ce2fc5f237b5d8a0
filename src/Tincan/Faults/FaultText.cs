using Tincan.Settings;

namespace Tincan.Faults;

/// <summary>Writes faults as text, as a person would.</summary>
internal static class FaultText
{
    public static string Write(Fault fault) =>
        fault.Name + string.Concat(NonDefaults(fault).Select(static (one, at) => $"{(at == 0 ? ':' : ',')}{one.Setting.Key}={(IsBare(one.Value) ? one.Value : Quoted(one.Value))}"));

    /// <summary>The settings that differ from their defaults.</summary>
    public static IEnumerable<(Setting<Fault> Setting, string Value)> NonDefaults(Fault fault) =>
        from setting in fault.Kind.Settings
        let value = setting.Of(fault)
        where value is not null && value != setting.Of(fault.Kind.Default)
        select (setting, value);

    /// <summary>Whether the value needs no quotes, in a shell either.</summary>
    private static bool IsBare(string value) => value.All(static letter => char.IsAsciiLetterOrDigit(letter) || ".-/%_+".Contains(letter, StringComparison.Ordinal));

    private static string Quoted(string value) => $"\"{value.Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
