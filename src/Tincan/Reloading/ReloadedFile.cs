using Microsoft.Extensions.Logging;

namespace Tincan.Reloading;

/// <summary>A file whose content is in use, and is replaced when the file changes. A <see cref="Reloader"/> looks after it.</summary>
public abstract class ReloadedFile
{
    private readonly Lock _turn = new();
    private FileStamp _taken;
    private FileStamp _seen;

    private protected ReloadedFile(string path)
    {
        Path = path;
        _taken = _seen = FileStamp.Of(path);
    }

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>
    /// Takes the content anew, if the file has changed since it was last taken and not since the last look: who is still writing is not disturbed, and
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
            var now = FileStamp.Of(Path);
            var isStill = now == _seen;
            _seen = now;
            if (isStill && now != _taken)
            {
                Take(now, log);
            }
        }
        finally
        {
            _turn.Exit();
        }
    }

    /// <summary>Takes the content anew, changed or not; but for what is no file, and was all read the first time.</summary>
    internal void Reload(ILogger log)
    {
        lock (_turn)
        {
            _seen = FileStamp.Of(Path);
            if (_seen != default || _taken != default)
            {
                Take(_seen, log);
            }
        }
    }

    private protected abstract string Take();

    /// <summary>The stamp is from before the reading: what changes meanwhile is seen by the next look.</summary>
    private void Take(FileStamp stamp, ILogger log)
    {
        _taken = stamp;
        try
        {
            ReloadLog.Taken(log, Path, Take());
        }
        catch (BadFileException bad)
        {
            ReloadLog.Kept(log, bad.Message);
        }
    }
}

/// <summary>A file whose content is in use, and is replaced when the file changes.</summary>
/// <typeparam name="T">What it says.</typeparam>
public sealed class ReloadedFile<T> : ReloadedFile
    where T : class
{
    private readonly Func<string, T> _load;
    private readonly Func<T, string> _describe;

    /// <summary>Loads the file for the first time.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="load">Reads it, whole or not at all.</param>
    /// <param name="describe">Says what it holds in a few words: <c>2 records</c>.</param>
    /// <exception cref="BadFileException">It cannot be used as it is; from here on, that would leave the old content in use.</exception>
    public ReloadedFile(string path, Func<string, T> load, Func<T, string> describe)
        : base(path)
    {
        ArgumentNullException.ThrowIfNull(load);
        _load = load;
        _describe = describe;
        Content = new Swapped<T>(load(path));
    }

    /// <summary>What the file says, or said when it last could be used.</summary>
    public Swapped<T> Content { get; }

    /// <summary>What it holds, in a few words.</summary>
    public string Description => _describe(Content.Current);

    private protected override string Take()
    {
        Content.Swap(_load(Path));
        return Description;
    }
}
