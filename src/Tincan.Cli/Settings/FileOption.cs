namespace Tincan.Cli.Settings;

/// <summary>An option that names a file.</summary>
internal interface IFileOption
{
    /// <summary>The file on the command line; null if there is none.</summary>
    FileUse? Use(ParseResult parsed);
}

/// <summary>An option that names a file. <see cref="FileUse.Check"/> looks at all of them before anything is written.</summary>
/// <typeparam name="T"><see cref="string"/>, or a string that may be null.</typeparam>
/// <param name="name">The option.</param>
/// <param name="isOutput">The file is written.</param>
internal sealed class FileOption<T>(string name, bool isOutput) : Option<T>(name), IFileOption
    where T : class?
{
    /// <summary>Whether a value is a file's name. Default: always.</summary>
    public Func<string, bool> NamesFile { get; init; } = static _ => true;

    public FileUse? Use(ParseResult parsed) =>
        parsed.GetValue(this) is string path && NamesFile(path) ? new FileUse($"{Name} {path}", path, isOutput) : null;
}
