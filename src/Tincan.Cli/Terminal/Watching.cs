using Tincan.Recording;
using Tincan.Drawing;

namespace Tincan.Cli.Terminal;

/// <summary>What sees the conversations of this run. Nothing at all, if nothing was asked for: then there is no recorder.</summary>
internal sealed class Watching : IAsyncDisposable
{
    private RecordingWriter? _file;
    private LiveLadder? _ladder;

    /// <summary>Knows of everything that happens; null if nobody wants to know.</summary>
    public Recorder? Recorder { get; private set; }

    /// <summary>Whether standard error belongs to a ladder, so that nothing should be drawn there that moves.</summary>
    public bool IsLadderShown => _ladder is not null;

    /// <summary>Records into a file.</summary>
    /// <exception cref="UsageException">The file cannot be written.</exception>
    public void RecordTo(string path)
    {
        var file = OutputFile.Create(path, bufferSize: 0);
        var recorder = Begin();
        _file = new RecordingWriter(file, recorder.Began, "tincan", problem => Say.Error($"{path}: {problem}"));
        recorder.Add(_file);
    }

    /// <summary>Draws a ladder on standard error as it happens.</summary>
    public void ShowLadder()
    {
        var isTerminal = !Console.IsErrorRedirected;
        var recorder = Begin();
        var options = new LadderOptions { Width = Ansi.Width(isTerminal), Style = Ansi.Style(isTerminal) };
        _ladder = new LiveLadder(Console.Error, () => recorder.Elapsed, options);
        recorder.Add(_ladder);
    }

    /// <summary>Lets one more viewer know of everything.</summary>
    public void Show(IEventSink viewer) => Begin().Add(viewer);

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
                Say.Error($"{_file.Dropped} events are missing from the recording");
            }
        }
    }

    /// <summary>The recorder, now that somebody wants to know.</summary>
    public Recorder Begin() => Recorder ??= new Recorder();
}
