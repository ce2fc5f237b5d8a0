using System.ComponentModel;
using System.Diagnostics;
using Tincan.Checks.Targets.Processes;

namespace Tincan.Checks.Targets;

/// <summary>Runs a program as another user, which only root can.</summary>
internal static class OtherUser
{
    /// <summary>Gives a folder with all that is in it to a user.</summary>
    /// <exception cref="TargetException">There is no such user, or we are not root.</exception>
    public static void GiveFolder(string folder, string user)
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            throw new TargetException($"only root on Linux can run a program as '{user}'");
        }

        try
        {
            // What links lead to is not the case's to give away.
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
