using Microsoft.Extensions.Logging;

namespace Tincan.Reloading;

/// <summary>
/// Reloads files when they change. It polls their times twice a second: the system's notifications (inotify) miss changes on network drives and bind mounts,
/// follow a file that was renamed away, and miss links that were changed.
/// </summary>
public sealed class Reloader : IDisposable
{
    /// <summary>The interval between polls. A file is reloaded by the second poll that sees its change.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMilliseconds(500);

    private readonly IReadOnlyList<ReloadedFile> _files;
    private readonly ILogger _log;
    private readonly ITimer? _timer;

    /// <summary>Begins to poll.</summary>
    /// <param name="files">The files.</param>
    /// <param name="log">The log of reloads and their failures.</param>
    /// <param name="time">The clock.</param>
    public Reloader(IReadOnlyList<ReloadedFile> files, ILogger log, TimeProvider time)
    {
        _files = files;
        _log = log;
        _timer = files.Count == 0 ? null : time.CreateTimer(static reloader => ((Reloader)reloader!).Poll(), this, Period, Period);
    }

    /// <summary>Reloads every file at once, whether or not it has changed.</summary>
    public void Reload()
    {
        foreach (var file in _files)
        {
            file.Reload(_log);
        }
    }

    /// <summary>Stops polling.</summary>
    public void Dispose() => _timer?.Dispose();

    private void Poll()
    {
        foreach (var file in _files)
        {
            file.Poll(_log);
        }
    }
}
