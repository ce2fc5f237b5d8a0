using System.ComponentModel;
using System.Diagnostics;
using Tincan.Checks.Targets.Processes;

namespace Tincan.Checks.Targets;

/// <summary>Builds a program, once, in a copy of its folder. The copy is deleted when this process ends.</summary>
/// <param name="options">The program.</param>
internal sealed class ProgramBuild(ProgramOptions options)
{
    private static readonly TimeSpan MaxTime = TimeSpan.FromMinutes(2);

    private readonly Lock _lock = new();
    private Task<string?>? _folder;

    /// <summary>The folder of the program; null if it has none.</summary>
    /// <exception cref="TargetException">It cannot be built.</exception>
    public Task<string?> FolderAsync()
    {
        lock (_lock)
        {
            return _folder ??= options.Build is null ? Task.FromResult(options.WorkFolder) : RunAsync(options.Build);
        }
    }

    private async Task<string?> RunAsync(string command)
    {
        var folder = Cleanup.MakeFolder().FullName;
        TargetFolder.Copy(options.WorkFolder!, folder, output: null);
        if (options.User is { } user)
        {
            OtherUser.GiveFolder(folder, user);
        }

        string[] words = [.. new ProgramCommand(options).Wrapper, "/bin/sh", "-c", command];
        var output = new ProgramOutput();
        try
        {
            using var family = ProcessFamily.Start(new ProcessStartInfo(words[0], words[1..])
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = folder,
            });
            family.Process.StandardInput.Close();
            var reading = Task.WhenAll(output.ReadAsync(family.Process.StandardOutput.BaseStream, false), output.ReadAsync(family.Process.StandardError.BaseStream, false));
            var hasEnded = await family.Process.WaitForExitAsync().EndsWithinAsync(MaxTime, TimeProvider.System);
            var code = hasEnded ? family.Process.ExitCode : 0;
            await family.KillAsync();
            await reading.EndsWithinAsync(TimeSpan.FromSeconds(1), TimeProvider.System);
            return !hasEnded ? throw new TargetException($"the build took more than {MaxTime.TotalMinutes:0} minutes")
                : code != 0 ? throw new TargetException($"the build failed ({new ProgramExit(code, []).Description}){Reason(output.Text)}")
                : folder;
        }
        catch (Win32Exception error)
        {
            throw new TargetException($"the build could not be started: {error.Message}");
        }
    }

    /// <summary>The first line about an error, otherwise the last line.</summary>
    private static string Reason(string output)
    {
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return (lines.FirstOrDefault(static line => line.Contains("error", StringComparison.OrdinalIgnoreCase)) ?? lines.LastOrDefault()) is { } line ? $": {Escape.ForTerminal(line)}" : "";
    }
}
