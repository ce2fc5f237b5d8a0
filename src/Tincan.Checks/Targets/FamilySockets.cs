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

    private static HashSet<uint> Inodes(IEnumerable<int> processes)
    {
        var found = new HashSet<uint>();
        foreach (var id in processes)
        {
            try
            {
                foreach (var descriptor in Directory.EnumerateFileSystemEntries($"/proc/{id}/fd"))
                {
                    if (new FileInfo(descriptor).LinkTarget is { } target && target.StartsWith(Prefix, StringComparison.Ordinal))
                    {
                        found.Add(uint.Parse(target.AsSpan(Prefix.Length, target.Length - Prefix.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture));
                    }
                }
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // The process has exited, or has closed the descriptor.
            }
        }

        return found;
    }

    private static IEnumerable<string> Lines(string file) => File.Exists(file) ? File.ReadAllLines(file).Skip(1) : [];
}
