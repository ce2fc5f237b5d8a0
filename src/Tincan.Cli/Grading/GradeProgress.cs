using Tincan.Drawing;

namespace Tincan.Cli.Grading;

/// <summary>Progress on standard error: one line that changes on a terminal, otherwise a line for each submission.</summary>
/// <param name="total">How many submissions there are.</param>
/// <param name="done">What happens to them.</param>
internal sealed class GradeProgress(int total, string done)
{
    private readonly bool _isLive = !Console.IsErrorRedirected;
    private readonly long _began = TimeProvider.System.GetTimestamp();
    private readonly List<string> _running = [];
    private readonly Lock _lock = new();
    private int _done;

    public void Begin(string name)
    {
        lock (_lock)
        {
            _running.Add(name);
            Show();
        }
    }

    public void End(GradeResult result, TimeSpan time)
    {
        lock (_lock)
        {
            _running.Remove(result.Name);
            _done++;
            if (_isLive)
            {
                Show();
                return;
            }

            var how = result.Problem is { } problem ? $"not checked to the end: {problem}" : $"{result.Score} of {result.MaxScore} points";
            Stderr.Line($"[{_done}/{total}] {result.Name} {done}: {how}, {Readable.Time(time)}");
        }
    }

    /// <summary>Removes the line that changes.</summary>
    public void Clear()
    {
        if (_isLive)
        {
            Stderr.Part("\r\e[K");
        }
    }

    private void Show()
    {
        if (_isLive)
        {
            var left = _done > 0 ? $", {Readable.Time(TimeProvider.System.GetElapsedTime(_began) / _done * (total - _done))} left" : "";
            var line = $"{_done} of {total} {done}{left}: {Escape.ForTerminal(string.Join(", ", _running))}";
            Stderr.Part($"\r{Columns.Cut(line, Math.Max(LadderOptions.MinWidth, Ansi.Width(isTerminal: true)) - 1, "…")}\e[K");
        }
    }
}
