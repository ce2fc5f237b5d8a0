using System.Globalization;

namespace Tincan.Cli.Settings;

/// <summary>Regular expressions of JSON schema for numbers in texts, which have bounds though a schema cannot compare texts.</summary>
internal static class NumberPattern
{
    /// <summary>A port: 0 to 65535.</summary>
    public static string Port => $"({Below(ushort.MaxValue)}|0*{ushort.MaxValue})";

    /// <summary>Whole numbers below a bound, with zeros before them; no digit at all counts, too.</summary>
    public static string Below(long bound)
    {
        var digits = bound.ToString(CultureInfo.InvariantCulture);
        var sameLength = Enumerable.Range(0, digits.Length)
            .Where(place => digits[place] > '0')
            .Select(place => $"{digits[..place]}[0-{(char)(digits[place] - 1)}]{Any(digits.Length - place - 1)}");
        return $"0*([0-9]{{0,{digits.Length - 1}}}|{string.Join('|', sameLength)})";
    }

    private static string Any(int digits) => digits switch
    {
        0 => "",
        1 => "[0-9]",
        _ => $"[0-9]{{{digits}}}",
    };
}
