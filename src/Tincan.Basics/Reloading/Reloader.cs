using Microsoft.Extensions.Logging;

namespace Tincan.Reloading;

/// <summary>
/// Looks after files that are in use, and lets their content be taken anew when they change. It asks for the files' times twice a second and is not told
/// by the system: notices of changes stop at network drives and bind mounts, follow a file that was renamed away, and miss links that lead elsewhere.
/// </summary>
public sealed class Reloader : IDisposable
{
    /// <summary>Between two looks. A change is taken at the second look that sees it.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMilliseconds(500);

    private readonly IReadOnlyList<ReloadedFile> _files;
    private readonly ILogger _log;
    private readonly ITimer? _timer;

    /// <summary>Begins to look.</summary>
    /// <param name="files">Which files.</param>
    /// <param name="log">Where it is said that a file was read again, or could not be used.</param>
    /// <param name="time">The clock.</param>
    public Reloader(IReadOnlyList<ReloadedFile> files, ILogger log, TimeProvider time)
    {
        _files = files;
        _log = log;
        _timer = files.Count == 0 ? null : time.CreateTimer(static reloader => ((Reloader)reloader!).Look(), this, Period, Period);
    }

    /// <summary>Takes every file anew at once, changed or not.</summary>
    public void Reload()
    {
        foreach (var file in _files)
        {
            file.Reload(_log);
        }
    }

    /// <summary>Looks no more.</summary>
    public void Dispose() => _timer?.Dispose();

    private void Look()
    {
        foreach (var file in _files)
        {
            file.Look(_log);
        }
    }
}
