using System.Diagnostics;
using System.Reflection;

namespace Tincan.Bench.Processes;

/// <summary>Where programs are.</summary>
internal static class Programs
{
    /// <summary>The program that is measured: the one that the environment names (bench/run: the native one), otherwise the portable one.</summary>
    public static string Tincan { get; } = Environment.GetEnvironmentVariable("TINCAN_UNDER_TEST") ?? Metadata("Program");

    /// <summary>This program.</summary>
    public static string Self { get; } = Path.Combine(AppContext.BaseDirectory, "Tincan.Bench");

    /// <summary>Debian's Python. What a version manager puts before it on the path starts more slowly, and has none of Debian's modules.</summary>
    public static string Python => "/usr/bin/python3";

    /// <summary>The folder with the sources of the programs that it is compared with.</summary>
    public static string Peers { get; } = Metadata("Peers");

    public static bool IsInstalled(string program) => Path.IsPathRooted(program) ? Path.Exists(program) : Environment.GetEnvironmentVariable("PATH")!
        .Split(':')
        .Any(folder => File.Exists(Path.Combine(folder, program)));

    /// <summary>What a program writes, or an empty text if it cannot run.</summary>
    public static string Output(params string[] command)
    {
        if (!IsInstalled(command[0]))
        {
            return "";
        }

        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output + error.Result;
    }

    private static string Metadata(string key) => Path.GetFullPath(
        Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(one => one.Key == key).Value!);
}
