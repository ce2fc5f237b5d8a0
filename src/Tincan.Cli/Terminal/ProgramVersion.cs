using System.CommandLine.Invocation;
using System.Reflection;

namespace Tincan.Cli.Terminal;

/// <summary>Writes the version, the commit, the runtime, and whether this is native code.</summary>
internal sealed class ProgramVersion : SynchronousCommandLineAction
{
    private static readonly string[] Informational =
        (typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "").Split('+');

    /// <summary>The version.</summary>
    public static string Number => Informational[0];

    /// <summary>The beginning of the commit's hash, in brackets; empty if it was not built from a repository.</summary>
    private static string Commit => Informational is [_, { Length: >= 10 } hash] ? $" ({hash[..10]})" : "";

    public override int Invoke(ParseResult parseResult)
    {
        var code = RuntimeFeature.IsDynamicCodeCompiled ? "just-in-time compiled" : "native";
        parseResult.InvocationConfiguration.Output.WriteLine($"tincan {Number}{Commit}, {RuntimeInformation.FrameworkDescription}, {code}, {RuntimeInformation.RuntimeIdentifier}");
        return ExitCode.Fine;
    }
}
