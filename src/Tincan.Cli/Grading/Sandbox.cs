using System.ComponentModel;
using System.Diagnostics;

namespace Tincan.Cli.Grading;

/// <summary>What separates a check from the others and from the machine: namespaces, a user, limits, as far as the machine offers them.</summary>
internal sealed record Sandbox
{
    /// <summary>The first of the users that programs run as. No user has such a number, so their processes are counted apart.</summary>
    private const int FirstUser = 63_000;

    /// <summary>Defaults for programs of students.</summary>
    private const int Memory = 2048;
    private const int Processes = 256;

    /// <summary>A session of its own: Linux shares the cores fairly among sessions, so a program that starts hundreds of processes slows down itself.</summary>
    private static readonly string[] Session = ["setsid", "--wait"];

    /// <summary>In a network namespace, loopback is down at first.</summary>
    private const string LoopbackUp = "ip link set lo up && ";

    /// <summary>
    /// Puts the folder $1 in the place of /tmp, and an empty one in that of /dev/shm, but with the files and folders in either that follow until an empty word.
    /// Any of them may be below /dev/shm, so it is covered last.
    /// </summary>
    private const string OwnTmp = """
        t=$1 s=$1/.shm; shift
        mkdir -p "$s" && mount -t tmpfs -o mode=1777 tmpfs "$s" || exit 125
        while [ "$1" ]; do
            case $1 in /tmp/*) to=$t${1#/tmp} ;; *) to=$s${1#/dev/shm} ;; esac
            if [ -d "$1" ]; then mkdir -p "$to"; else mkdir -p "$(dirname "$to")"; : >>"$to"; fi
            mount --rbind "$1" "$to" || exit 125
            shift
        done
        shift
        mount --rbind "$t" /tmp && umount -R "$s" || exit 125
        if [ -d /dev/shm ]; then mount --move /tmp/.shm /dev/shm; else umount -R /tmp/.shm; fi || exit 125
        export TMPDIR=/tmp

        """;

    private const string Run = "exec \"$@\"";

    private IReadOnlyList<string> Namespaces { get; init; } = [];

    private IReadOnlyList<string> OwnSession { get; init; } = [];

    private bool HasMounts { get; init; }

    /// <summary>What this machine does not offer, in words.</summary>
    public IReadOnlyList<string> Missing { get; private init; } = [];

    /// <summary>Whether each check has ports of its own.</summary>
    public bool HasOwnPorts { get; private init; }

    private bool HasUsers { get; init; }

    private bool HasLimits { get; init; }

    /// <summary>Finds out what this machine offers.</summary>
    /// <param name="wanted">Whether to separate checks at all.</param>
    public static Sandbox Find(bool wanted)
    {
        if (!wanted)
        {
            return new Sandbox();
        }

        var isRoot = Environment.IsPrivilegedProcess;
        string[] user = isRoot ? [] : ["--user", "--map-root-user"];
        string[] processes = ["--pid", "--fork", "--kill-child", "--mount-proc"];
        var hasProcesses = Works("unshare", [.. user, .. processes, "true"]);
        var hasNetwork = Works("unshare", [.. user, "--net", "sh", "-c", LoopbackUp + Run, "sh", "true"]);
        var hasMounts = Works("unshare", [.. user, "--mount", "mount", "--rbind", "/tmp", "/tmp"]);
        var hasUsers = isRoot && Works("setpriv", [$"--reuid={FirstUser}", $"--regid={FirstUser}", "--clear-groups", "true"]);
        var hasLimits = Works("prlimit", ["--data=1000000000", "true"]);
        string[] flags = [.. hasNetwork ? ["--net"] : Array.Empty<string>(), .. hasMounts ? ["--mount"] : Array.Empty<string>(), .. hasProcesses ? processes : []];
        return new Sandbox
        {
            Namespaces = flags.Length == 0 ? [] : ["unshare", .. user, .. flags],
            OwnSession = Works(Session[0], ["true"]) ? Session : [],
            HasMounts = hasMounts,
            HasOwnPorts = hasNetwork,
            HasUsers = hasUsers,
            HasLimits = hasLimits,
            Missing =
            [
                .. Lacks(hasNetwork, "a network of its own (unshare --net, ip): programs reach the network, and programs with the same hard-coded port disturb each other; use --jobs 1 for these"),
                .. Lacks(hasProcesses, "processes of its own (unshare --pid): a program can end other processes of its user"),
                .. Lacks(hasMounts, "a /tmp of its own (unshare --mount): what a program leaves there, the next ones find"),
                .. Lacks(hasUsers, isRoot ? "a user of its own (setpriv)" : "a user of its own (that takes root): a program can write what you can write"),
                .. Lacks(hasLimits, "limits of memory (prlimit)"),
            ],
        };

        static string[] Lacks(bool has, string what) => has ? [] : [what];
    }

    /// <summary>Words before the command of a check.</summary>
    /// <param name="temporary">The folder for its temporary files.</param>
    /// <param name="needed">Words that may name files that the check or its program needs.</param>
    public IReadOnlyList<string> Prefix(string temporary, IEnumerable<string> needed)
    {
        List<string> kept = [];
        foreach (var path in needed.Where(Path.Exists).Select(static path => Path.GetFullPath(path).TrimEnd('/')).Where(IsCovered)
            .Select(static path => File.Exists(path) && Path.GetDirectoryName(path) is { } folder && IsCovered(folder) ? folder : path).Distinct().OrderBy(static path => path.Length))
        {
            // A file may need those beside it.
            if (!kept.Exists(above => path.StartsWith($"{above}/", StringComparison.Ordinal)))
            {
                kept.Add(path);
            }
        }

        return
        [
            .. Namespaces,
            .. HasOwnPorts || HasMounts ? ["sh", "-c", $"{(HasOwnPorts ? LoopbackUp : "")}{(HasMounts ? $"{{\n{OwnTmp}}}\n" : "")}{Run}", "sh"] : Array.Empty<string>(),
            .. HasMounts ? [temporary, .. kept, ""] : Array.Empty<string>(),
            .. OwnSession,
        ];
    }

    private static bool IsCovered(string path) => path.StartsWith("/tmp/", StringComparison.Ordinal) || path.StartsWith("/dev/shm/", StringComparison.Ordinal);

    /// <summary>The options of a check that are about its program.</summary>
    /// <param name="slot">Its number among those that run at the same time, from 0.</param>
    /// <param name="given">What the user has chosen.</param>
    public IReadOnlyList<string> CheckOptions(int slot, GivenLimits given) =>
    [
        .. HasUsers && given.User is null ? ["--as-user", $"{FirstUser + slot}"] : Array.Empty<string>(),
        .. HasLimits && !given.Memory ? ["--memory", $"{Memory}"] : Array.Empty<string>(),
        .. HasLimits && HasUsers && given.User is null && !given.Processes ? ["--processes", $"{Processes}"] : Array.Empty<string>(),
    ];

    private static bool Works(string program, string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            process.StandardInput.Close();
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Exception error) when (error is Win32Exception or IOException or PlatformNotSupportedException)
        {
            return false;
        }
    }
}

/// <summary>What the user has chosen for the programs; what is missing has a default.</summary>
/// <param name="User">The user; null for none.</param>
/// <param name="Memory">Whether the memory is limited.</param>
/// <param name="Processes">Whether the number of processes is limited.</param>
internal sealed record GivenLimits(string? User, bool Memory, bool Processes);
