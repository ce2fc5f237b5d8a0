using System.CommandLine;
using Tincan.Protocols.Names;

namespace Tincan.Cli.Settings;

/// <summary>The option of the servers whose strings differ between editions of the assignment.</summary>
internal static class Editions
{
    public const string Meaning = "Whose strings: 'Name IP A IN' and 'Name - TIMED OUT', or 2020's 'Name IP A' and 'Name - Error:HOST NOT FOUND'.";

    public static (string Word, Edition Value)[] Words { get; } = [("current", Edition.Current), ("2020", Edition.Of2020)];

    public static Option<Edition> Option() => Opt.OneOf("--edition", Edition.Current, Meaning, Words);
}
