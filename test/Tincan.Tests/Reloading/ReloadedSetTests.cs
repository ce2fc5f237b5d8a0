using Tincan.Reloading;
using Tincan.Tests.Support;

namespace Tincan.Tests.Reloading;

/// <summary>Two files that belong together: <c>lock 1</c> fits <c>key 1</c> only.</summary>
public sealed class ReloadedSetTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeClock _clock = new();
    private readonly LogLines _log = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Both_are_taken_when_one_has_changed_and_both_are_still()
    {
        var set = Load();
        using var reloader = new Reloader([set], _log, _clock);

        Write("lock", "22");
        Look();
        Write("key", "22");
        Look();
        Assert.Equal("1", set.Content.Current);
        Look();
        Assert.Equal("22", set.Content.Current);
        Look(10);
        Assert.Equal([$"Information: {_folder["lock"]} reloaded: number 22"], _log.Lines);
    }

    [Fact]
    public void While_they_do_not_fit_the_old_ones_stay_in_use_and_that_is_reported_once_per_change()
    {
        var set = Load();
        using var reloader = new Reloader([set], _log, _clock);

        Write("key", "22");
        Look(10);
        Assert.Equal([$"Error: reload failed: {_folder["key"]}: it does not fit; the previous content stays in use"], _log.Lines);
        Assert.Equal("1", set.Content.Current);

        Write("lock", "22");
        Look(10);
        Assert.Equal(2, _log.Lines.Count);
        Assert.Equal("22", set.Content.Current);
    }

    [Fact]
    public void A_forced_reload_reads_all_at_once_changed_or_not()
    {
        var set = Load();
        using var reloader = new Reloader([set], _log, _clock);

        reloader.Reload();

        Assert.Equal([$"Information: {_folder["lock"]} reloaded: number 1"], _log.Lines);
    }

    [Fact]
    public void A_set_has_at_least_one_file() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReloadedFile<string>([], static () => "", static _ => ""));

    private ReloadedFile<string> Load()
    {
        Write("lock", "1");
        Write("key", "1");
        return new ReloadedFile<string>([_folder["lock"], _folder["key"]], Read, static number => $"number {number}");
    }

    private string Read()
    {
        var number = File.ReadAllText(_folder["lock"]);
        return File.ReadAllText(_folder["key"]) == number ? number : throw new BadFileException(_folder["key"], 0, "it does not fit");
    }

    private void Write(string name, string number) => File.WriteAllText(_folder[name], number);

    private void Look(int times = 1)
    {
        for (var time = 0; time < times; time++)
        {
            _clock.Advance(Reloader.Period);
        }
    }
}
