using Microsoft.Extensions.Logging;

namespace Tincan.Reloading;

/// <summary>
/// A file that a <see cref="Reloader"/> reloads when it changes; or several files that belong together, which are all reloaded when one changes. Anything but
/// a regular file, such as a pipe, is read only once.
/// </summary>
public abstract class ReloadedFile
{
    private readonly Lock _reloading = new();
    private readonly IReadOnlyList<string> _paths;
    private FileStamp?[] _loaded;
    private FileStamp?[] _seen;

    private protected ReloadedFile(IReadOnlyList<string> paths)
    {
        ArgumentOutOfRangeException.ThrowIfZero(paths.Count, nameof(paths));
        _paths = paths;
        _loaded = _seen = Stamps();
    }

    /// <summary>The path; of several files, the first.</summary>
    public string Path => _paths[0];

    /// <summary>
    /// Reloads the content if a file has changed since it was loaded, and none has since the last poll: otherwise a half-written file might be read.
    /// </summary>
    internal void Poll(ILogger log)
    {
        if (!_reloading.TryEnter())
        {
            // It is being reloaded.
            return;
        }

        try
        {
            var now = Stamps();
            var isStable = now.SequenceEqual(_seen);
            _seen = now;
            if (isStable && !now.SequenceEqual(_loaded))
            {
                Load(now, log);
            }
        }
        finally
        {
            _reloading.Exit();
        }
    }

    /// <summary>Reloads the content, whether or not it has changed, unless all files are pipes.</summary>
    internal void Reload(ILogger log)
    {
        lock (_reloading)
        {
            _seen = Stamps();
            if (_seen.Any(static stamp => stamp is not { IsRegular: false }))
            {
                Load(_seen, log);
            }
        }
    }

    /// <summary>Loads the content, and describes it.</summary>
    private protected abstract string Load();

    /// <summary>The stamps are from before the load, so that the next poll sees what changes meanwhile.</summary>
    private void Load(FileStamp?[] stamps, ILogger log)
    {
        _loaded = stamps;
        try
        {
            var other = Array.FindIndex(stamps, static stamp => stamp is { IsRegular: false });
            if (other >= 0)
            {
                throw new BadFileException(_paths[other], 0, "not a regular file: only those can be reloaded");
            }

            ReloadLog.Reloaded(log, Path, Load());
        }
        catch (BadFileException bad)
        {
            ReloadLog.Failed(log, bad.Message);
        }
    }

    private FileStamp?[] Stamps() => [.. _paths.Select(FileStamp.Of)];
}

/// <summary>A reloaded file and its current content.</summary>
/// <typeparam name="T">The content.</typeparam>
public sealed class ReloadedFile<T> : ReloadedFile
    where T : class
{
    private readonly Func<T> _load;
    private readonly Func<T, string> _describe;

    /// <summary>Loads the file for the first time.</summary>
    /// <param name="path">The path.</param>
    /// <param name="load">Loads the content.</param>
    /// <param name="describe">Describes the content in a few words: <c>2 records</c>.</param>
    /// <exception cref="BadFileException">The file is unreadable or invalid. When it is reloaded, that leaves the old content in use.</exception>
    public ReloadedFile(string path, Func<string, T> load, Func<T, string> describe)
        : this([path], Of(path, load), describe)
    {
    }

    /// <summary>Loads files that belong together, such as a certificate and its key, for the first time.</summary>
    /// <param name="paths">The paths, at least one. The log names the first.</param>
    /// <param name="load">Loads the content.</param>
    /// <param name="describe">Describes the content in a few words.</param>
    /// <exception cref="BadFileException">A file is unreadable or invalid. When they are reloaded, that leaves the old content in use.</exception>
    public ReloadedFile(IReadOnlyList<string> paths, Func<T> load, Func<T, string> describe)
        : base(paths)
    {
        _load = load;
        _describe = describe;
        Content = new Snapshot<T>(load());
    }

    /// <summary>The content that was last loaded.</summary>
    public Snapshot<T> Content { get; }

    /// <summary>The content in a few words.</summary>
    public string Description => _describe(Content.Current);

    private protected override string Load()
    {
        Content.Replace(_load());
        return Description;
    }

    private static Func<T> Of(string path, Func<string, T> load) => () => load(path);
}
