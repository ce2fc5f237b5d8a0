using Tincan.Reloading;
using Tincan.Tests.Support;

namespace Tincan.Tests.Reloading;

/// <summary>What can be read only once, and waits for its writer when it is opened: nobody writes these pipes.</summary>
[Trait("Needs", "Linux")]
public sealed class PipeTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeClock _clock = new();
    private readonly LogLines _log = new();
    private int _loads;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_was_read_from_a_pipe_stays_and_the_pipe_is_never_opened_again()
    {
        await MakePipeAsync("pipe");
        using var reloader = new Reloader([Load("pipe")], _log, _clock);

        Look();
        reloader.Reload();

        Assert.Equal(1, _loads);
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public async Task A_pipe_in_place_of_a_file_is_reported_once_and_not_opened()
    {
        File.WriteAllText(_folder["file"], "one");
        using var reloader = new Reloader([Load("file")], _log, _clock);

        await MakePipeAsync("pipe");
        File.Move(_folder["pipe"], _folder["file"], overwrite: true);
        Look();
        reloader.Reload();

        Assert.Equal([Told("file")], _log.Lines);
        File.Delete(_folder["file"]);
        File.WriteAllText(_folder["file"], "two");
        Look();
        Assert.Equal((2, 2), (_loads, _log.Lines.Count));
    }

    [Fact]
    public async Task Files_that_belong_together_are_not_reloaded_when_one_of_them_is_a_pipe()
    {
        await MakePipeAsync("key");
        File.WriteAllText(_folder["lock"], "one");
        using var reloader = new Reloader([Load("lock", "key")], _log, _clock);

        File.WriteAllText(_folder["lock"], "second");
        Look();
        Assert.Equal([Told("key")], _log.Lines);

        reloader.Reload();
        Assert.Equal((1, 2), (_loads, _log.Lines.Count));
    }

    private string Told(string name) =>
        $"Error: reload failed: {_folder[name]}: not a regular file: only those can be reloaded; the previous content stays in use";

    private Task<string> MakePipeAsync(string name) => Tool.RunAsync("mkfifo", _folder[name]);

    /// <summary>Does not really read, so that a test fails instead of waiting for a writer.</summary>
    private ReloadedFile<string> Load(params string[] names) =>
        new([.. names.Select(name => _folder[name])], () => $"{++_loads}", static text => text);

    private void Look()
    {
        for (var time = 0; time < 4; time++)
        {
            _clock.Advance(Reloader.Period);
        }
    }
}
