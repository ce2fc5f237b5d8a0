using System.Diagnostics;
using Tincan.Files;
using Tincan.Protocols.Book;
using Tincan.Protocols.Book.Formats;
using Tincan.Protocols.Book.Stores;
using Tincan.Tests.Support;

namespace Tincan.Tests.Book.Stores;

public sealed class CsvBookStoreTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_book_is_made_once()
    {
        await using var store = Open();

        Assert.True(await store.InitializeAsync());
        Assert.False(await store.InitializeAsync());
        Assert.Equal("email,name\n", Text());
    }

    [Fact]
    public async Task Entries_are_appended_or_changed_in_place_and_no_change_leaves_the_file_alone()
    {
        await using var store = Open("email,name\na@b,A\nc@d,C\n");
        Assert.Equal(new BookChanges(1, 1, 0, 1), await PutAsync(store, replace: false, ("e@f", "E"), ("A@b", "A")));
        Assert.Equal("email,name\nA@b,A\nc@d,C\ne@f,E\n", Text());
        File.SetLastWriteTimeUtc(_folder["book.csv"], DateTime.UnixEpoch);

        Assert.Equal(new BookChanges(0, 0, 0, 3), await PutAsync(store, replace: false, ("e@f", "E")));
        Assert.Equal(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(_folder["book.csv"]));
    }

    [Fact]
    public async Task A_book_can_be_made_equal_to_entries()
    {
        await using var store = Open("a@b,A\nc@d,C\n");

        Assert.Equal(new BookChanges(1, 0, 1, 1), await PutAsync(store, replace: true, ("e@f", "E"), ("c@d", "C")));
        Assert.Equal("email,name\nc@d,C\ne@f,E\n", Text());
    }

    [Fact]
    public async Task Addresses_are_removed_in_any_case_and_missing_ones_are_reported()
    {
        await using var store = Open("a@b,A\nc@d,C\n");

        Assert.Equal(["x@y"], await store.RemoveAsync(["A@B", "x@y"]));
        Assert.Equal("email,name\nc@d,C\n", Text());
    }

    [Theory]
    [Trait("Needs", "Linux")]
    [InlineData("rw-rw-r--")]
    [InlineData("rw-rw-rw-")]
    [InlineData("rw-r-----")]
    [InlineData("r--r--r--")]
    public async Task Permissions_are_kept_whatever_the_umask_and_of_a_link_the_target_is_replaced(string permissions)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Open("a@b,A\n");
        var mode = ModeOf(permissions);
        File.SetUnixFileMode(_folder["book.csv"], mode);
        File.CreateSymbolicLink(_folder["link.csv"], _folder["book.csv"]);
        await using var store = new CsvBookStore(_folder["link.csv"], TimeProvider.System);

        await PutAsync(store, replace: false, ("c@d", "C"));
        await PutAsync(store, replace: false, ("e@f", "E"));

        Assert.Equal("email,name\na@b,A\nc@d,C\ne@f,E\n", Text());
        Assert.Equal((mode, _folder["book.csv"]), (File.GetUnixFileMode(_folder["book.csv"]), new FileInfo(_folder["link.csv"]).LinkTarget));
        // Who may write the book may lock it.
        Assert.Equal(mode | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder[".book.csv.lock"]));
    }

    [Fact]
    public async Task The_group_is_kept()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "who is not root has perhaps no other group to give");
        await using var store = Open("a@b,A\n");
        using (var given = Process.Start("chgrp", ["12345", _folder["book.csv"]]))
        {
            await given.WaitForExitAsync(TestContext.Current.CancellationToken).InTime();
        }

        await PutAsync(store, replace: false, ("c@d", "C"));

        Assert.All(["book.csv", ".book.csv.lock"], name => Assert.Equal(12345u, FileStatus.Of(_folder[name])!.Value.Group));
    }

    [Fact]
    public async Task To_say_what_would_change_touches_nothing()
    {
        await using var store = Open("a@b,A\nc@d,C\n");

        Assert.Equal(new BookChanges(1, 1, 0, 1), await store.CompareAsync([new("A@b", "A"), new("e@f", "E")], replace: false));
        Assert.Equal(new BookChanges(1, 1, 1, 0), await store.CompareAsync([new("A@b", "A"), new("e@f", "E")], replace: true));
        Assert.Equal("a@b,A\nc@d,C\n", Text());
        Assert.Equal([_folder["book.csv"]], Directory.GetFiles(Path.GetDirectoryName(_folder["book.csv"])!));
    }

    [Theory]
    [InlineData("a@b,A\nx@y\n", "book.csv:2: expected two columns, 'email,name', not 1")]
    [InlineData("a@b,A\nstra\u1e9ee@y,X\nSTRA\u1e9eE@Y,X\n", "book.csv:3: 'STRA\u1e9eE@Y' is in the book already")]
    public async Task No_warnings_about_a_book_with_a_bad_line(string csv, string fault)
    {
        await using var store = Open(csv);

        await using var entries = store.ReadAsync().GetAsyncEnumerator(TestContext.Current.CancellationToken);
        var error = await Assert.ThrowsAsync<BadFileException>(async () => await entries.MoveNextAsync());
        Assert.EndsWith(fault, error.Message, StringComparison.Ordinal);
        Assert.EndsWith(fault, (await Assert.ThrowsAsync<BadFileException>(() => PutAsync(store, replace: false, ("c@d", "C")))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_row_needs_in_CSV_is_no_change()
    {
        await using var store = Open("email,name\n\"a@b\",\"A\"\nc@d,\"Solo, \"\"Han\"\"\"\ne@f,'=1\n");

        Assert.Equal(new BookChanges(0, 0, 0, 3), await PutAsync(store, replace: true, ("a@b", "A"), ("c@d", "Solo, \"Han\""), ("e@f", "=1")));
    }

    [Fact]
    public async Task A_reader_during_a_write_reads_the_whole_old_book()
    {
        await using var store = Open("a@b,A\n");
        await using var reader = File.OpenRead(_folder["book.csv"]);

        await PutAsync(store, replace: true, ("c@d", "C"));

        using var text = new StreamReader(reader);
        Assert.Equal("a@b,A\n", await text.ReadToEndAsync());
    }

    [Fact]
    public async Task A_change_that_fails_leaves_the_book_and_nothing_beside_it()
    {
        Open("a@b,A\n");

        Assert.Throws<InvalidOperationException>(() => AtomicFile.Replace(_folder["book.csv"], static stream =>
        {
            stream.WriteByte(1);
            throw new InvalidOperationException();
        }));
        Assert.Equal("a@b,A\n", Text());
        Assert.Equal([_folder["book.csv"]], Directory.GetFiles(Path.GetDirectoryName(_folder["book.csv"])!));
        await Task.CompletedTask;
    }

    [Fact]
    public async Task Writers_at_the_same_time_lose_nothing()
    {
        await using var store = Open("email,name\n");

        await Task.WhenAll(Enumerable.Range(0, 20).Select(one => Task.Run(() => PutAsync(store, replace: false, ($"a{one}@b", "A"))))).InTime();

        Assert.Equal(20, AddressBook.Load(_folder["book.csv"]).Count);
    }

    [Fact]
    public async Task A_book_that_is_not_there_says_how_to_make_one()
    {
        await using var store = Open();

        var error = await Assert.ThrowsAsync<BadFileException>(() => PutAsync(store, replace: false, ("a@b", "A")));
        Assert.EndsWith("book.csv: there is no such book; 'tincan book init' makes one", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a b@c,A\n", "1 'a b@c' is not an address: it needs something before and after an @, and no blanks")]
    [InlineData("@c,A\n", "1 '@c' is not an address: it needs something before and after an @, and no blanks")]
    [InlineData("a@b,A\nA@B,B\n", "2 'A@B' is a duplicate: it is in line 1 already, with another name")]
    [InlineData("a@b\n", "1 expected two columns, 'email,name', not 1")]
    [InlineData("a@b,\n", "1 the name is empty")]
    [InlineData("a@b,\"x\ny\"\n", "1 the name 'x\\ny' has a control character")]
    [InlineData("a@b,Error 404\n", "1 the name 'Error 404' is a server's error message")]
    [InlineData("a@b,Error 503: Service Unavailable\n", "1 the name 'Error 503: Service Unavailable' is a server's error message")]
    public void What_may_not_be_in_a_book_is_refused_with_its_line(string csv, string refusal)
    {
        var refused = new List<string>();
        using var file = new MemoryStream(Encoding.UTF8.GetBytes($"{csv}last@b,Last\n"));
        var import = new BookImport(new BookCsv(), "file", one => refused.Add($"{one.Line} {one.Why}"));

        Assert.Equal("last@b", import.Read(file).Last().Email);
        Assert.Equal([refusal], refused);
        Assert.Equal(1, import.Refused);
    }

    private CsvBookStore Open(string? text = null)
    {
        if (text is not null)
        {
            File.WriteAllText(_folder["book.csv"], text);
        }

        return new(_folder["book.csv"], TimeProvider.System);
    }

    private static UnixFileMode ModeOf(string permissions) =>
        (UnixFileMode)permissions.Aggregate(0, static (mode, letter) => (mode << 1) | (letter == '-' ? 0 : 1));

    private string Text() => File.ReadAllText(_folder["book.csv"]);

    private static Task<BookChanges> PutAsync(CsvBookStore store, bool replace, params (string Email, string Name)[] entries) =>
        store.MergeAsync([.. entries.Select(static entry => new BookEntry(entry.Email, entry.Name))], replace, static _ => true);
}
