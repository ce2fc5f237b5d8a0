namespace Tincan.Cli.Terminal;

/// <summary>A command with file arguments that are not an <c>IFileOption</c>.</summary>
internal interface IUsesFiles
{
    /// <summary>The files, as named on the command line.</summary>
    IEnumerable<FileUse> Files(System.CommandLine.ParseResult parsed);
}

/// <summary>A file that a command will read or write.</summary>
/// <param name="What">How errors name it: <c>-o out.txt</c>.</param>
/// <param name="Path">Its path; <c>-</c> is a standard stream.</param>
/// <param name="IsOutput">Whether it is written.</param>
internal sealed record FileUse(string What, string Path, bool IsOutput)
{
    /// <summary>An input that is an argument of the command.</summary>
    public static FileUse Input(string path) => new($"the input {path}", path, IsOutput: false);

    /// <summary>
    /// Makes sure that an output is neither an input nor another output. Standard streams are included, because the shell may have opened the same file
    /// for them.
    /// </summary>
    /// <param name="files">All files of the command. None may be open for writing yet.</param>
    /// <exception cref="UsageException">An output is an input or another output.</exception>
    public static void Check(IEnumerable<FileUse> files)
    {
        var named = files.Where(static file => file.Path != "-").Select(static file => (file.What, file.IsOutput, Identity: FileIdentity.Of(file.Path))).ToList();
        if (named.Count == 0)
        {
            return;
        }

        var (input, output, error) = (FileIdentity.OfStream(0), FileIdentity.OfStream(1), FileIdentity.OfStream(2));
        named.Add(("standard input", false, input));
        named.Add(("standard output", true, output));
        if (error != output)
        {
            named.Add(("standard error", true, error));
        }

        foreach (var written in named.Where(static file => file is { IsOutput: true, Identity: not null }))
        {
            if (named.Find(other => other != written && other.Identity == written.Identity) is { What: { } same })
            {
                throw new UsageException($"{written.What} and {same} are the same file: choose another file for the output");
            }
        }
    }
}
