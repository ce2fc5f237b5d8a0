using System.Diagnostics;

namespace Tincan.Bench.Processes;

/// <summary>Programs that are compiled when they are first needed, into a folder beside this program.</summary>
internal static class Compiled
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "peers");

    /// <summary>The compiler for a source that is not installed; otherwise null.</summary>
    public static string? Missing(string source) => Compiler(source) is var compiler && Programs.IsInstalled(compiler) ? null : compiler;

    /// <summary>The program of a source: server.c, load.c, server.go.</summary>
    public static string Get(string source)
    {
        var (path, program) = (Path.Combine(Programs.Peers, source), Path.Combine(Folder, source.Replace('.', '-')));
        if (File.GetLastWriteTimeUtc(program) > File.GetLastWriteTimeUtc(path))
        {
            return program;
        }

        Directory.CreateDirectory(Folder);
        string[] flags = Compiler(source) == "go" ? ["build"] : ["-O2", "-Wall", "-Wextra"];
        using var compiler = Process.Start(Compiler(source), [.. flags, "-o", program, path]);
        compiler.WaitForExit();
        return compiler.ExitCode == 0 ? program : throw new BenchException($"{path} could not be compiled");
    }

    private static string Compiler(string source) => source.EndsWith(".go", StringComparison.Ordinal) ? "go" : "gcc";
}
