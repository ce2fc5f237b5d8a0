using Tincan.Settings;

namespace Tincan.Faults;

/// <summary>Writes faults as text, as a person would.</summary>
internal static class FaultText
{
    public static string Write(Fault fault)
    {
        var text = new StringBuilder(fault.Name);
        var separator = ':';
        foreach (var (setting, value) in NonDefaults(fault))
        {
            text.Append(separator).Append(setting.Key).Append('=').Append(IsBare(value) ? value : Quoted(value));
            separator = ',';
        }

        return text.ToString();
    }

    /// <summary>The settings that differ from their defaults.</summary>
    public static IEnumerable<(Setting<Fault> Setting, string Value)> NonDefaults(Fault fault)
    {
        foreach (var setting in fault.Kind.Settings)
        {
            if (setting.Of(fault) is { } value && value != setting.Of(fault.Kind.Default))
            {
                yield return (setting, value);
            }
        }
    }

    /// <summary>Whether the value needs no quotes, in a shell either.</summary>
    private static bool IsBare(string value) => value.All(static letter => char.IsAsciiLetterOrDigit(letter) || ".-/%_+".Contains(letter, StringComparison.Ordinal));

    private static string Quoted(string value) => $"\"{value.Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
