namespace Tincan.Checks.Targets;

/// <summary>The sockets of the processes of a program.</summary>
internal static class FamilySockets
{
    private const string Prefix = "socket:[";

    private static readonly string[] Tables = ["/proc/net/udp", "/proc/net/udp6"];

    /// <summary>The ports that these processes listen on.</summary>
    public static IReadOnlyList<int> ListeningPorts(IEnumerable<int> processes)
    {
        var inodes = Inodes(processes);
        return inodes.Count == 0 || !OperatingSystem.IsLinux() ? [] : [.. (SocketDiagnostics.Listeners() ?? []).Where(socket => inodes.Contains(socket.Inode)).Select(static socket => socket.At.Port).Distinct()];
    }

    /// <summary>The ports where these processes receive UDP datagrams.</summary>
    public static IReadOnlyList<int> DatagramPorts(IEnumerable<int> processes)
    {
        var inodes = Inodes(processes);
        return [.. Tables.SelectMany(Lines).Select(static line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields.Length > 9 && uint.TryParse(fields[9], NumberStyles.None, CultureInfo.InvariantCulture, out var inode) && inodes.Contains(inode))
            .Select(static fields => int.Parse(fields[1].Split(':')[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture))
            .Distinct()];
    }

    /// <summary>What the descriptors of a process are, such as <c>socket:[4711]</c> or a path; null if it has exited, or belongs to another user.</summary>
    public static IReadOnlyList<string>? Opened(int id)
    {
        try
        {
            return [.. Directory.EnumerateFileSystemEntries($"/proc/{id}/fd").Select(static descriptor => new FileInfo(descriptor).LinkTarget).OfType<string>()];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The inode of a socket; null if a descriptor is something else.</summary>
    public static uint? InodeOf(string opened) =>
        opened.StartsWith(Prefix, StringComparison.Ordinal) ? uint.Parse(opened.AsSpan(Prefix.Length, opened.Length - Prefix.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture) : null;

    private static HashSet<uint> Inodes(IEnumerable<int> processes) => [.. processes.SelectMany(static id => Opened(id) ?? []).Select(InodeOf).OfType<uint>()];

    private static IEnumerable<string> Lines(string file) => File.Exists(file) ? File.ReadAllLines(file).Skip(1) : [];
}
