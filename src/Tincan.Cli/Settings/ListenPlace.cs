using System.Diagnostics.CodeAnalysis;
using Tincan.Wires;

namespace Tincan.Cli.Settings;

/// <summary>Where to listen, as people write it.</summary>
internal static class ListenPlace
{
    /// <summary>Reads where to listen: <c>host:port</c>, a port alone, which means loopback, or <c>unix:path</c>.</summary>
    public static bool TryParse(
        string text, [NotNullWhen(true)] out WireAddress? value, [NotNullWhen(false)] out string? problem) =>
        WireAddress.TryParse(text.Contains(':', StringComparison.Ordinal) ? text : $":{text}", out value, out problem);
}
