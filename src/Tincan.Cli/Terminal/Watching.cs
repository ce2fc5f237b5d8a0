using Tincan.Drawing;
using Tincan.Recording;

namespace Tincan.Cli.Terminal;

/// <summary>The recording, the ladder and the live page of this run. If it has none of them, there is no recorder.</summary>
internal sealed class Watching : IAsyncDisposable
{
    private RecordingWriter? _file;
    private LiveLadder? _ladder;

    /// <summary>The recorder; null if nothing is recorded or shown.</summary>
    public Recorder? Recorder { get; private set; }

    /// <summary>Whether a ladder is drawn on standard error, so that a progress bar would disturb it.</summary>
    public bool IsLadderShown => _ladder is not null;

    /// <summary>Starts recording to a file.</summary>
    /// <exception cref="UsageException">The file cannot be written.</exception>
    public void RecordTo(string path)
    {
        var file = OutputFile.Create(path, bufferSize: 0);
        var recorder = Begin();
        _file = new RecordingWriter(file, recorder.Began, "tincan", problem => Stderr.Error($"{path}: {problem}"));
        recorder.Add(_file);
    }

    /// <summary>Starts drawing a live ladder on standard error.</summary>
    public void ShowLadder()
    {
        var isTerminal = !Console.IsErrorRedirected;
        var recorder = Begin();
        var options = new LadderOptions { Width = Ansi.Width(isTerminal), Style = Ansi.Style(isTerminal) };
        _ladder = new LiveLadder(Console.Error, () => recorder.Elapsed, options);
        recorder.Add(_ladder);
    }

    public async ValueTask DisposeAsync()
    {
        if (_ladder is not null)
        {
            await _ladder.DisposeAsync();
        }

        if (_file is not null)
        {
            await _file.DisposeAsync();
            if (_file.Dropped > 0)
            {
                Stderr.Error($"{Readable.Count(_file.Dropped, "event")} {(_file.Dropped == 1 ? "is" : "are")} missing from the recording");
            }
        }
    }

    /// <summary>Returns the recorder, and creates it if there is none yet.</summary>
    public Recorder Begin() => Recorder ??= new Recorder();
}
