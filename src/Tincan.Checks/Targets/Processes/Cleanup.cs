using System.ComponentModel;
using System.Diagnostics;

namespace Tincan.Checks.Targets.Processes;

/// <summary>
/// A small process that outlives this one, however this one ends (SIGKILL too), and then ends every program under check with all that it has started, and
/// removes the folders of the cases. It reads the names of the folders from a pipe whose other end only this process holds: the end of that pipe is the
/// end of this process.
/// </summary>
internal static class Cleanup
{
    /// <summary>
    /// Signals to the group of a terminal are not for it. Programs are found by a word in their environment; a round that finds none is the last.
    /// </summary>
    private const string Script = """
        trap '' HUP INT QUIT TERM
        mark=$1
        shift $#
        while IFS= read -r folder; do set -- "$@" "$folder"; done
        for round in 1 2 3 4 5 6 7 8 9 10; do
            found=
            for process in /proc/[0-9]*; do
                if grep -qsF "$mark" "$process/environ"; then kill -9 "${process#/proc/}" && found=1; fi
            done
            [ "$found" ] || break
        done
        [ $# = 0 ] || rm -rf -- "$@"
        """;

    private static readonly Lock Gate = new();
    private static StreamWriter? _folders;

    /// <summary>Starts it.</summary>
    /// <param name="mark">What the environment of every program under check has in it.</param>
    /// <returns>Its id; null where it cannot be started: then programs live on if this process is killed.</returns>
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

    /// <summary>Makes the folder of a case, which is removed at the latest when this process has ended.</summary>
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
            // Somebody has ended it.
            _folders = null;
        }

        return folder;
    }
}
