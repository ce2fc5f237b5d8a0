using System.Text.RegularExpressions;
using Tincan.Bench.Processes;

namespace Tincan.Bench.Reports;

/// <summary>What the figures were made on.</summary>
internal static partial class Machine
{
    /// <summary>The machine and the versions of all programs that take part.</summary>
    public static IReadOnlyDictionary<string, string> Describe()
    {
        var facts = new Dictionary<string, string>
        {
            ["processor"] = $"{Cores.Count} cores, {Processor()}",
            ["kernel"] = File.ReadAllText("/proc/sys/kernel/osrelease").Trim(),
            ["Tincan"] = Programs.Output(Programs.Tincan, "--version").Trim(),
            [".NET"] = Environment.Version.ToString(),
        };
        foreach (var (name, command) in new (string, string[])[]
        {
            ("gcc", ["gcc", "-dumpfullversion"]), ("Go", ["go", "version"]), ("Node", ["node", "--version"]), ("Python", [Programs.Python, "--version"]),
            ("uvloop", [Programs.Python, "-c", "import uvloop; print(uvloop.__version__)"]), ("Redis", ["redis-server", "--version"]), ("socat", ["socat", "-V"]),
            ("HAProxy", ["/usr/sbin/haproxy", "-v"]), ("nginx", ["/usr/sbin/nginx", "-v"]), ("tshark", ["tshark", "--version"]),
        })
        {
            facts[name] = Version().Match(Programs.Output(command)) is { Success: true, Value: var version } ? version : "not installed";
        }

        return facts;
    }

    /// <summary>As a list for a page.</summary>
    public static string Markdown(IReadOnlyDictionary<string, string> machine, int rounds) =>
        string.Concat(machine.Select(static fact => $"- {fact.Key}: {fact.Value}\n").Append($"- rounds: {rounds}\n"));

    private static string Processor() => File.ReadLines("/proc/cpuinfo")
        .FirstOrDefault(static line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown";

    [GeneratedRegex(@"\d+\.[\d.]*\d", RegexOptions.NonBacktracking)]
    private static partial Regex Version();
}
