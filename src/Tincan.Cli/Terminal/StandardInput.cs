using System.Runtime.InteropServices;

namespace Tincan.Cli.Terminal;

/// <summary>Standard input. A closed one (<c>&lt;&amp;-</c>) is an empty one.</summary>
/// <remarks>
/// When a program is started without a descriptor 0, the first file the runtime opens gets that number, and reading "standard input" would read, and wait on, a
/// pipe of the runtime's own. Descriptors that a program inherits never have FD_CLOEXEC (exec would have closed them); the runtime's always do.
/// </remarks>
internal static class StandardInput
{
    private const int Number = 0;
    private const int GetFlags = 1;
    private const int CloseOnExec = 1;

    private static readonly bool IsClosed = !OperatingSystem.IsWindows() && Control(Number, GetFlags) is var flags && (flags < 0 || (flags & CloseOnExec) != 0);

    /// <summary>A person types.</summary>
    public static bool IsTerminal => !IsClosed && !Console.IsInputRedirected;

    /// <summary>Its bytes.</summary>
    public static Stream Open() => IsClosed ? Stream.Null : Console.OpenStandardInput();

    [DllImport("libc", EntryPoint = "fcntl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Control(int descriptor, int command);
}
