using Tincan.Framing;
using Tincan.Protocols.Names;
using Tincan.Reloading;
using Tincan.Tests.Support;

namespace Tincan.Tests.Reloading;

/// <summary>Files on a real disk, looked at under a clock that stands still.</summary>
public sealed class ReloaderTests : IDisposable
{
    private const string Old = "rutgers.edu 172.34.4.6 A\n";
    private const string New = "rutgers.edu 10.0.0.1 A\namazon.com 94.5.6.7 A\n";

    private readonly TempFolder _folder = new();
    private readonly FakeClock _clock = new();
    private readonly LogLines _log = new();

    private string Table => _folder["table.txt"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_rewritten_file_is_reloaded_once_it_stops_changing()
    {
        var file = Load();
        using var reloader = new Reloader([file], _log, _clock);

        File.WriteAllText(Table, "amazon.com 94.5.6.7 A\n");
        Look();
        File.WriteAllText(Table, New);
        Look();
        Assert.Equal(1, file.Content.Current.Count);

        Look();
        Assert.Equal(2, file.Content.Current.Count);
        Look(10);
        Assert.Equal([$"Information: {Table} reloaded: 2 records"], _log.Lines);
    }

    [Fact]
    public void A_file_that_is_renamed_over_it_is_read_even_if_it_is_older()
    {
        var file = Load();
        using var reloader = new Reloader([file], _log, _clock);
        File.WriteAllText(_folder["next"], Old.Replace('6', '7'));
        File.SetLastWriteTimeUtc(_folder["next"], File.GetLastWriteTimeUtc(Table).AddDays(-1));

        File.Move(_folder["next"], Table, overwrite: true);
        Look(2);

        Assert.Equal("rutgers.edu 172.34.4.7 A", Find(file, "rutgers.edu"));
    }

    [Fact]
    [Trait("Needs", "Linux")]
    public void A_link_that_leads_elsewhere_is_followed()
    {
        File.WriteAllText(_folder["one"], Old);
        File.WriteAllText(_folder["two"], New);
        File.CreateSymbolicLink(Table, _folder["one"]);
        var file = new ReloadedFile<NameTable>(Table, NameTable.Load, Describe);
        using var reloader = new Reloader([file], _log, _clock);

        File.CreateSymbolicLink(_folder["link"], _folder["two"]);
        File.Move(_folder["link"], Table, overwrite: true);
        Look(2);

        Assert.Equal(2, file.Content.Current.Count);
    }

    [Fact]
    [Trait("Needs", "Linux")]
    public void A_link_to_a_folder_on_the_way_that_leads_elsewhere_is_followed()
    {
        Directory.CreateDirectory(_folder["v1"]);
        Directory.CreateDirectory(_folder["v2"]);
        File.WriteAllText(_folder["v1/table.txt"], Old);
        File.WriteAllText(_folder["v2/table.txt"], New);
        Directory.CreateSymbolicLink(_folder["..data"], "v1");
        File.CreateSymbolicLink(Table, "..data/table.txt");
        var file = new ReloadedFile<NameTable>(Table, NameTable.Load, Describe);
        using var reloader = new Reloader([file], _log, _clock);

        Directory.Delete(_folder["..data"]);
        Directory.CreateSymbolicLink(_folder["..data"], "v2");
        Look(2);

        Assert.Equal(2, file.Content.Current.Count);
    }

    [Fact]
    [Trait("Needs", "Linux")]
    public void A_link_that_leads_out_of_a_linked_folder_is_followed_from_where_the_folder_really_is()
    {
        Directory.CreateDirectory(_folder["real/tables"]);
        File.WriteAllText(_folder["real/names"], Old);
        File.CreateSymbolicLink(_folder["real/tables/table.txt"], "../names");
        Directory.CreateSymbolicLink(_folder["here"], "real/tables");
        var file = new ReloadedFile<NameTable>(_folder["here/table.txt"], NameTable.Load, Describe);
        using var reloader = new Reloader([file], _log, _clock);

        File.WriteAllText(_folder["real/names"], New);
        Look(2);

        Assert.Equal(2, file.Content.Current.Count);
    }

    [Fact]
    public void A_bad_file_leaves_the_old_one_in_use_and_is_reported_once_per_change()
    {
        var file = Load();
        using var reloader = new Reloader([file], _log, _clock);

        File.WriteAllText(Table, "amazon.com 94.5.6.7 A\namazon.org 1.2.3 A\n");
        Look(10);
        var told = $"Error: reload failed: {Table}:2: '1.2.3' is not an IPv4 address; the previous content stays in use";
        Assert.Equal([told], _log.Lines);
        Assert.Equal("rutgers.edu 172.34.4.6 A", Find(file, "rutgers.edu"));

        File.WriteAllText(Table, "amazon.com 94.5.6.7 A\n\namazon.org 1.2.3 A\n");
        Look(10);
        Assert.Equal([told, told.Replace(":2:", ":3:", StringComparison.Ordinal)], _log.Lines);

        File.WriteAllText(Table, New);
        Look(10);
        Assert.Equal(3, _log.Lines.Count);
        Assert.Equal(2, file.Content.Current.Count);
    }

    [Fact]
    public void A_file_that_is_gone_leaves_the_old_one_in_use_until_it_is_back()
    {
        var file = Load();
        using var reloader = new Reloader([file], _log, _clock);

        File.Delete(Table);
        Look(10);
        Assert.StartsWith($"Error: reload failed: {Table}: ", Assert.Single(_log.Lines), StringComparison.Ordinal);
        Assert.Equal(1, file.Content.Current.Count);

        File.WriteAllText(Table, New);
        Look(2);
        Assert.Equal(2, file.Content.Current.Count);
    }

    [Fact]
    public void A_forced_reload_reads_at_once_changed_or_not()
    {
        var file = Load();
        using var reloader = new Reloader([file], _log, _clock);

        File.WriteAllText(Table, New);
        reloader.Reload();
        Assert.Equal(2, file.Content.Current.Count);
        reloader.Reload();

        Look(10);
        Assert.Equal(2, _log.Lines.Count);
    }

    [Fact]
    public void A_bad_file_at_first_is_an_error()
    {
        File.WriteAllText(Table, "nothing\n");
        Assert.Throws<BadFileException>(() => new ReloadedFile<NameTable>(Table, NameTable.Load, Describe));
    }

    [Fact]
    public async Task A_connection_goes_on_and_its_next_question_is_answered_from_the_new_table()
    {
        var file = Load();
        using var reloader = new Reloader([file], _log, _clock);
        await using var bench = new HostBench(new TableServer(file.Content, Edition.Current, new LineOptions { Dialect = Dialect.Lf, Time = _clock }));
        var client = bench.Connect();
        await client.SendTextAsync("rutgers.edu\n");
        Assert.Equal("rutgers.edu 172.34.4.6 A IN\n", await client.ReceiveTextAsync());

        File.WriteAllText(Table, New);
        reloader.Reload();

        await client.SendTextAsync("rutgers.edu\n");
        Assert.Equal("rutgers.edu 10.0.0.1 A IN\n", await client.ReceiveTextAsync());
    }

    private static string Describe(NameTable table) => $"{table.Count} records";

    private static string? Find(ReloadedFile<NameTable> file, string name) =>
        file.Content.Current.TryFind(WireText.Bytes(name), out var record) ? WireText.Text(record) : null;

    private ReloadedFile<NameTable> Load()
    {
        File.WriteAllText(Table, Old);
        return new ReloadedFile<NameTable>(Table, NameTable.Load, Describe);
    }

    private void Look(int times = 1)
    {
        for (var time = 0; time < times; time++)
        {
            _clock.Advance(Reloader.Period);
        }
    }
}
