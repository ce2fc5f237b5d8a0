using System.ComponentModel;
using System.Diagnostics;
using Tincan.Checks.Targets.Processes;

namespace Tincan.Checks.Targets;

/// <summary>Runs a program as another user, which only root can do.</summary>
internal static class OtherUser
{
    /// <summary>The words that run a program as a user; a number need not be in the list of users.</summary>
    public static string[] Wrapper(string? user) => user switch
    {
        null => [],
        _ when user.All(char.IsAsciiDigit) => ["setpriv", $"--reuid={user}", $"--regid={user}", "--clear-groups", "--"],
        _ => ["runuser", "-u", user, "--"],
    };

    /// <summary>Changes the owner of a folder and everything in it.</summary>
    /// <exception cref="TargetException">The user does not exist, or this process does not run as root.</exception>
    public static void GiveFolder(string folder, string user)
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            throw new TargetException($"only root on Linux can run a program as '{user}'");
        }

        try
        {
            // The -h option: the targets of symbolic links belong to the user of the check.
            using var chown = ProcessFamily.Start(new ProcessStartInfo("chown", ["-R", "-h", "--", user, folder]) { UseShellExecute = false, RedirectStandardError = true });
            var problem = chown.Process.StandardError.ReadToEnd().Trim();
            chown.Process.WaitForExit();
            if (chown.Process.ExitCode != 0)
            {
                throw new TargetException($"the program cannot be run as '{user}': {Escape.ForTerminal(problem)}");
            }
        }
        catch (Win32Exception error)
        {
            throw new TargetException($"the program cannot be run as '{user}': {error.Message}");
        }
    }
}
