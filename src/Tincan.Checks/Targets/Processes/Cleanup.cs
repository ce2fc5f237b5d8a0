using System.ComponentModel;
using System.Diagnostics;

namespace Tincan.Checks.Targets.Processes;

/// <summary>
/// A small process that outlives this one, even if this one is killed (SIGKILL). It then kills all programs under check with everything they have started, and
/// deletes the folders of the cases. It reads the names of the folders from a pipe. The pipe ends when this process ends.
/// </summary>
internal static class Cleanup
{
    /// <summary>Ignores signals to the process group of the terminal. Finds programs by a variable in their environment, until a round finds none.</summary>
    private const string Script = """
        trap '' HUP INT QUIT TERM
        mark=$1
        shift $#
        while IFS= read -r folder; do set -- "$@" "$folder"; done
        for round in 1 2 3 4 5 6 7 8 9 10; do
            found=
            for process in $(grep -lsF "$mark" /proc/[0-9]*/environ); do
                process=${process%/environ}
                kill -9 "${process#/proc/}" && found=1
            done
            [ "$found" ] || break
        done
        [ $# = 0 ] || rm -rf -- "$@"
        """;

    private static readonly Lock Gate = new();
    private static StreamWriter? _folders;

    /// <summary>Starts the process.</summary>
    /// <param name="mark">Text in the environment of every program under check.</param>
    /// <returns>The id of the process; null if it cannot be started. In that case programs survive if this process is killed.</returns>
    public static int? Start(string mark)
    {
        try
        {
            var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", Script, "tincan-cleanup", mark])
            {
                UseShellExecute = false,
                WorkingDirectory = "/",
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            _folders = process.StandardInput;
            _folders.AutoFlush = true;
            return process.Id;
        }
        catch (Exception error) when (error is Win32Exception or IOException)
        {
            return null;
        }
    }

    /// <summary>Creates the folder of a case. It is deleted at the latest when this process ends.</summary>
    public static DirectoryInfo MakeFolder()
    {
        var folder = Directory.CreateTempSubdirectory("tincan-check-");
        try
        {
            lock (Gate)
            {
                _folders?.WriteLine(folder.FullName);
            }
        }
        catch (IOException)
        {
            // The cleanup process was killed.
            _folders = null;
        }

        return folder;
    }
}
