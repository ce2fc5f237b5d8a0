using System.ComponentModel;
using System.Diagnostics;
using Tincan.Cli.Commands.Check;

namespace Tincan.Cli.Grading;

/// <summary>
/// Checks a submission in a process of its own, <c>tincan check</c>: whatever a program does to its check, or leaves over, the other submissions do not notice.
/// </summary>
/// <param name="plan">How.</param>
/// <param name="scratch">A folder for temporary files.</param>
/// <param name="slot">The number of this check among those that run at the same time, from 0.</param>
internal sealed class SubmissionCheck(GradePlan plan, string scratch, int slot)
{
    /// <summary>How much of a process's output is kept.</summary>
    private const int MaxOutput = 4 * 1024 * 1024;

    /// <summary>The exit codes of a check that has written its report.</summary>
    private static readonly int[] Checked = [ExitCode.Fine, ExitCode.Failed, ExitCode.CouldNotRun];

    /// <summary>The words that start this program.</summary>
    private static readonly string[] Self = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
        ? [Environment.ProcessPath!, Environment.GetCommandLineArgs()[0]]
        : [Environment.ProcessPath!];

    private readonly string _folder = Path.Combine(scratch, $"{slot}");

    /// <summary>The folder of the reports.</summary>
    public string Reports => Path.Combine(_folder, "reports");

    /// <summary>The folder that the check and the program use for temporary files.</summary>
    private string Temporary => Path.Combine(_folder, "tmp");

    /// <summary>Checks a submission. Its reports are in <see cref="Reports"/> afterwards.</summary>
    /// <param name="submission">The submission.</param>
    /// <param name="source">Its hash.</param>
    /// <param name="earlier">The report of an earlier check: only cases that did not pass in it run. Empty for all.</param>
    /// <param name="cancel">Cancels the check.</param>
    public async Task<GradeResult> RunAsync(Submission submission, string source, string earlier, CancellationToken cancel)
    {
        Prepare();
        var folder = submission.IsAnonymous ? Path.Combine(_folder, submission.Name) : submission.Folder;
        if (submission.IsAnonymous)
        {
            // Reports name the folder of the program.
            File.CreateSymbolicLink(folder, Path.GetFullPath(submission.Folder));
        }

        string[] repeat = [];
        string[] build = submission.Build is { } command ? [CheckTargetOptions.BuildName, command] : [];
        if (earlier.Length > 0)
        {
            repeat = ["--failed-in", Path.Combine(_folder, "earlier.json")];
            await File.WriteAllTextAsync(repeat[1], earlier, cancel);
        }

        var result = new GradeResult(submission.Name, plan.Hash, source) { Suite = plan.Suite };
        var (code, output, error) = await RunAsync(
        [
            "check", plan.Suite, "--workdir", folder, .. build, .. plan.CheckOptions, .. repeat, .. plan.Sandbox.CheckOptions(slot, plan.Limits),
            "--json", Report("check.json"), "--gradescope", Report("results.json"), "--grade", Report("grade.json"),
            "--", .. submission.Command,
        ], cancel);
        await File.WriteAllTextAsync(Report("verdict.txt"), output, CancellationToken.None);
        return code is { } known && Checked.Contains(known) && new FileInfo(Report("grade.json")) is { Exists: true, Length: > 0 }
            ? result
            : result with { Problem = Describe(code, error) };

        string Report(string name) => Path.Combine(Reports, name);
    }

    /// <summary>Deletes the temporary files.</summary>
    public void CleanUp()
    {
        try
        {
            Directory.Delete(_folder, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Something still writes there. The system's own cleanup will delete it.
        }
    }

    private void Prepare()
    {
        CleanUp();
        Directory.CreateDirectory(Reports);
        Directory.CreateDirectory(Temporary);
        if (!OperatingSystem.IsWindows())
        {
            const UnixFileMode All = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
            const UnixFileMode Enter = UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
            File.SetUnixFileMode(_folder, All | Enter);
            File.SetUnixFileMode(Reports, All);

            // As /tmp: a program that runs as another user has its temporary files there.
            File.SetUnixFileMode(Temporary, All | Enter | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.StickyBit);
        }
    }

    /// <summary>Runs this program.</summary>
    /// <returns>Its exit code, or null if it took too long; its standard output, and its standard error.</returns>
    private async Task<(int? Code, string Output, string Error)> RunAsync(string[] arguments, CancellationToken cancel)
    {
        string[] words = [.. Self, .. arguments];
        words = [.. plan.Sandbox.Prefix(Temporary, [_folder, AppContext.BaseDirectory, Environment.CurrentDirectory, .. words]), .. words];
        var how = new ProcessStartInfo(words[0], words[1..])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        how.Environment[OperatingSystem.IsWindows() ? "TMP" : "TMPDIR"] = Temporary;
        using var process = Process.Start(how)!;
        process.StandardInput.Close();
        var (output, error) = (ReadAsync(process.StandardOutput), ReadAsync(process.StandardError));
        using var limit = new CancellationTokenSource(plan.Timeout, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            await process.WaitForExitAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            Kill(process);
            await process.WaitForExitAsync(CancellationToken.None);
            cancel.ThrowIfCancellationRequested();
            return (null, await output, await error);
        }

        return (process.ExitCode, await output, await error);
    }

    private string Describe(int? code, string error)
    {
        const string Name = "tincan: ";
        var last = error.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? "";
        return code switch
        {
            null => $"the check took more than {TimeText.Write(plan.Timeout)} and was killed",
            _ when last.StartsWith(Name, StringComparison.Ordinal) => last[Name.Length..],
            > 128 => $"the check was killed (signal {code - 128})",
            _ => $"the check ended with exit code {code}{(last.Length > 0 ? $": {last}" : "")}",
        };
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception error) when (error is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has exited.
        }
    }

    /// <summary>Reads to the end, and keeps the beginning.</summary>
    private static async Task<string> ReadAsync(StreamReader from)
    {
        var text = new StringBuilder();
        var buffer = new char[16 * 1024];
        while (await from.ReadAsync(buffer) is var count and > 0)
        {
            text.Append(buffer, 0, Math.Min(count, MaxOutput - text.Length));
        }

        return text.ToString();
    }
}
