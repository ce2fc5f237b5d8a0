using Microsoft.Extensions.Logging;

namespace Tincan.Reloading;

/// <summary>
/// A file whose content is in use, and is replaced when the file changes; or several that belong together, of which all are taken anew when one changes.
/// A <see cref="Reloader"/> looks after it. What is no regular file, such as a pipe, is read once and never opened again.
/// </summary>
public abstract class ReloadedFile
{
    private readonly Lock _turn = new();
    private readonly IReadOnlyList<string> _paths;
    private FileStamp[] _taken;
    private FileStamp[] _seen;

    private protected ReloadedFile(IReadOnlyList<string> paths)
    {
        ArgumentOutOfRangeException.ThrowIfZero(paths.Count, nameof(paths));
        _paths = paths;
        _taken = _seen = Stamps();
    }

    /// <summary>Where it is, or the first of those that belong together.</summary>
    public string Path => _paths[0];

    /// <summary>
    /// Takes the content anew, if a file has changed since it was last taken and none since the last look: who is still writing is not disturbed, and
    /// half of a file is not taken for the whole.
    /// </summary>
    internal void Look(ILogger log)
    {
        if (!_turn.TryEnter())
        {
            // It is being read; the next look is soon.
            return;
        }

        try
        {
            var now = Stamps();
            var isStill = now.SequenceEqual(_seen);
            _seen = now;
            if (isStill && !now.SequenceEqual(_taken))
            {
                Take(now, log);
            }
        }
        finally
        {
            _turn.Exit();
        }
    }

    /// <summary>Takes the content anew, changed or not; but for pipes, which were all read the first time.</summary>
    internal void Reload(ILogger log)
    {
        lock (_turn)
        {
            _seen = Stamps();
            if (_seen.Any(static stamp => stamp.Kind != FileKind.Other))
            {
                Take(_seen, log);
            }
        }
    }

    private protected abstract string Take();

    /// <summary>The stamps are from before the reading: what changes meanwhile is seen by the next look.</summary>
    private void Take(FileStamp[] stamps, ILogger log)
    {
        _taken = stamps;
        try
        {
            var other = Array.FindIndex(stamps, static stamp => stamp.Kind == FileKind.Other);
            if (other >= 0)
            {
                throw new BadFileException(_paths[other], 0, "it is no regular file, and only those are read again");
            }

            ReloadLog.Taken(log, Path, Take());
        }
        catch (BadFileException bad)
        {
            ReloadLog.Kept(log, bad.Message);
        }
    }

    private FileStamp[] Stamps() => [.. _paths.Select(FileStamp.Of)];
}

/// <summary>A file whose content is in use, and is replaced when the file changes.</summary>
/// <typeparam name="T">What it says.</typeparam>
public sealed class ReloadedFile<T> : ReloadedFile
    where T : class
{
    private readonly Func<T> _load;
    private readonly Func<T, string> _describe;

    /// <summary>Loads the file for the first time.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="load">Reads it, whole or not at all.</param>
    /// <param name="describe">Says what it holds in a few words: <c>2 records</c>.</param>
    /// <exception cref="BadFileException">It cannot be used as it is; from here on, that would leave the old content in use.</exception>
    public ReloadedFile(string path, Func<string, T> load, Func<T, string> describe)
        : this([path], Of(path, load), describe)
    {
    }

    /// <summary>Loads files that belong together, such as a certificate and its key, for the first time.</summary>
    /// <param name="paths">Where they are, at least one; the first is the one that the log names.</param>
    /// <param name="load">Reads them, all or none.</param>
    /// <param name="describe">Says what they hold in a few words.</param>
    /// <exception cref="BadFileException">They cannot be used as they are; from here on, that would leave the old content in use.</exception>
    public ReloadedFile(IReadOnlyList<string> paths, Func<T> load, Func<T, string> describe)
        : base(paths)
    {
        _load = load;
        _describe = describe;
        Content = new Snapshot<T>(load());
    }

    /// <summary>What the file says, or said when it last could be used.</summary>
    public Snapshot<T> Content { get; }

    /// <summary>What it holds, in a few words.</summary>
    public string Description => _describe(Content.Current);

    private protected override string Take()
    {
        Content.Swap(_load());
        return Description;
    }

    private static Func<T> Of(string path, Func<string, T> load) => () => load(path);
}
