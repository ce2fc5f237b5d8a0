using System.Text.RegularExpressions;

namespace Tincan.Cli.Settings;

/// <summary>A service's name: one word, which cannot be mistaken for an address.</summary>
internal static partial class ServiceName
{
    public const string Pattern = "^[A-Za-z][A-Za-z0-9-]*$";

    public const string Right = "letters, digits and dashes, a letter first";

    public static bool IsName(string text) => Names().IsMatch(text);

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9-]*\\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Names();
}
