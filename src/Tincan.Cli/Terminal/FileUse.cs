namespace Tincan.Cli.Terminal;

/// <summary>A command that reads or writes files which no <c>IFileOption</c> names.</summary>
internal interface INamesFiles
{
    /// <summary>The files, as they were written.</summary>
    IEnumerable<FileUse> Files(System.CommandLine.ParseResult parsed);
}

/// <summary>A file that is going to be read or written.</summary>
/// <param name="What">What a person calls it: <c>-o out.txt</c>.</param>
/// <param name="Path">Its name; <c>-</c> is a standard stream.</param>
/// <param name="IsOutput">It is written.</param>
internal sealed record FileUse(string What, string Path, bool IsOutput)
{
    /// <summary>A file that is read, and that the command line names without an option.</summary>
    public static FileUse Input(string path) => new($"the input {path}", path, IsOutput: false);

    /// <summary>
    /// Makes sure that nothing is written into a file that is read, or that something else is written into. Standard streams count: the shell may have
    /// opened the same file for them.
    /// </summary>
    /// <param name="files">All files that are going to be used. None may be open for writing yet.</param>
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
                throw new UsageException($"{written.What} and {same} are the same file: an output needs a file of its own");
            }
        }
    }
}
