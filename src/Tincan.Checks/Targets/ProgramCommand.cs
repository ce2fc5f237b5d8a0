namespace Tincan.Checks.Targets;

/// <summary>The command line of a program, with what has to stand before it: another user, limits.</summary>
internal sealed class ProgramCommand(ProgramOptions options)
{
    /// <summary>The words before the program's own.</summary>
    public IReadOnlyList<string> Wrapper { get; } = [.. OtherUser.Wrapper(options.User), .. Limits(options)];

    /// <summary>Whether a placeholder is on the command line.</summary>
    public bool Takes(string placeholder) => options.CommandLine.Any(word => word.Contains($"{{{placeholder}}}", StringComparison.Ordinal));

    /// <summary>All words, for a run.</summary>
    /// <param name="launch">The run.</param>
    /// <param name="address">Where the program listens or connects to.</param>
    /// <exception cref="TargetException">The system has no other users or limits for it.</exception>
    public string[] Words(Launch launch, HostPort address)
    {
        if (Wrapper is [var wrapper, ..] && !OperatingSystem.IsLinux())
        {
            throw new TargetException($"a user or a limit of its own for the program ({wrapper}) needs Linux");
        }

        string[] words = [.. options.CommandLine.Select(word => Resolve(ReplacePlaceholders(word, launch, address), launch))];
        if (Path.GetFileName(words[0]) != words[0])
        {
            words[0] = Path.GetFullPath(words[0], launch.Folder);
        }

        return [.. Wrapper, .. words];
    }

    /// <summary>The words that limit what a program may use.</summary>
    private static string[] Limits(ProgramOptions options) => options is { MemoryLimit: null, ProcessLimit: null } ? [] :
    [
        "prlimit",
        .. options.MemoryLimit is { } memory ? [$"--data={memory}"] : Array.Empty<string>(),
        .. options.ProcessLimit is { } processes ? [$"--nproc={processes}"] : Array.Empty<string>(),
        "--",
    ];

    /// <summary>An argument may name a file in the current directory that the folder of the case does not have.</summary>
    private static string Resolve(string word, Launch launch) =>
        word.Length > 0 && word != launch.OutputFile && Path.Exists(word) && !Path.Exists(Path.GetFullPath(word, launch.Folder)) ? Path.GetFullPath(word) : word;

    private static string ReplacePlaceholders(string word, Launch launch, HostPort address)
    {
        word = word
            .Replace("{host}", address.Host, StringComparison.Ordinal)
            .Replace("{port}", address.Port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{dir}", launch.Folder, StringComparison.Ordinal);
        for (var table = 0; table < launch.TableAddresses.Count; table++)
        {
            word = word
                .Replace($"{{ts{table + 1}_host}}", launch.TableAddresses[table].Host, StringComparison.Ordinal)
                .Replace($"{{ts{table + 1}_port}}", launch.TableAddresses[table].Port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        }

        return launch.Assignment.Parameters.Aggregate(word, (text, parameter) => text.Replace($"{{{parameter.Name}}}", launch.Options.ValueOf(parameter), StringComparison.Ordinal));
    }
}
