using Tincan.Protocols.Book;
using Tincan.Protocols.Book.Formats;
using Tincan.Tests.Support;

namespace Tincan.Tests.Book.Formats;

public sealed class AddressBookTests
{
    [Theory]
    [InlineData("luke@gmail.com,Luke Skywalker\nleia@gmail.com,Leia Organa\n")]
    [InlineData("luke@gmail.com,Luke Skywalker\r\nleia@gmail.com,Leia Organa")]
    [InlineData("email,name\nluke@gmail.com,Luke Skywalker\nleia@gmail.com,Leia Organa\n")]
    [InlineData("Email,Name\r\n\r\nluke@gmail.com,Luke Skywalker\r\n\r\nleia@gmail.com,Leia Organa\r\n\r\n")]
    [InlineData("\ufeffemail,name\nluke@gmail.com,Luke Skywalker\nleia@gmail.com,Leia Organa\n")]
    [InlineData("\ufeffluke@gmail.com,Luke Skywalker\nleia@gmail.com,Leia Organa\n")]
    [InlineData("\"luke@gmail.com\",\"Luke Skywalker\"\n leia@gmail.com , Leia Organa \n")]
    public void A_book_is_read_with_or_without_its_header(string csv)
    {
        var book = Read(csv);

        Assert.Equal(2, book.Count);
        Assert.Equal("Luke Skywalker", Find(book, "luke@gmail.com"));
        Assert.Equal("Leia Organa", Find(book, "leia@gmail.com"));
        Assert.Empty(book.Warnings);
    }

    [Theory]
    [InlineData("a@b,\"Skywalker, Luke\"", "Skywalker, Luke")]
    [InlineData("a@b,\"The \"\"Kid\"\"\"", "The \"Kid\"")]
    [InlineData("a@b,\"two\nlines\"", "two\nlines")]
    [InlineData("a@b,Zoë 日本 😀", "Zoë 日本 😀")]
    public void Quotes_protect_what_is_in_them(string csv, string name) => Assert.Equal(name, Find(Read(csv), "a@b"));

    [Fact]
    public void A_header_counts_only_in_the_first_row() =>
        Assert.Equal("name", Find(Read("a@b,A\nemail,name\n"), "email"));

    [Fact]
    public void An_empty_book_is_a_book() => Assert.Equal([0, 0], [Read("").Count, Read("email,name\n").Count]);

    [Theory]
    [InlineData("luke@gmail.com", "Luke")]
    [InlineData("LUKE@Gmail.COM", "Luke")]
    [InlineData("luke@gmail.co", null)]
    [InlineData("uke@gmail.com", null)]
    [InlineData("", null)]
    public void The_whole_address_is_compared_without_case(string email, string? name) =>
        Assert.Equal(name, Find(Read("luke@gmail.com,Luke\n"), email));

    [Fact]
    public void By_exact_case_addresses_that_differ_in_case_are_different()
    {
        var book = Read("luke@gmail.com,one\nLuke@gmail.com,two\n", exactCase: true);

        Assert.Equal(("one", "two", null), (Find(book, "luke@gmail.com"), Find(book, "Luke@gmail.com"), Find(book, "LUKE@gmail.com")));
    }

    [Theory]
    [InlineData("a@b,A\nx@y\n", 2, "expected two columns, 'email,name', not 1")]
    [InlineData("a@b,A\n\nx@y,X,Y\n", 3, "expected two columns, 'email,name', not 3")]
    [InlineData("a@b,\"A\nB\"\nx@y,\n", 3, "the name is empty")]
    [InlineData(",A\n", 1, "the address is empty")]
    [InlineData("a@b,A\nA@B,B\n", 2, "'A@B' is in the book already")]
    [InlineData("a\u001b@b,A\na\u001b@b,B\n", 2, "'a\\x1B@b' is in the book already")]
    public void A_bad_row_is_an_error_that_names_file_line_and_fault(string csv, int line, string fault) =>
        Assert.Equal($"book.csv:{line}: {fault}", Assert.Throws<BadFileException>(() => Read(csv)).Message);

    [Theory]
    [InlineData("a@b,A\nx@y,\"X\n")]
    [InlineData("a@b,A\nx@y,\"X\"Y\n")]
    public void Quotes_that_do_not_match_are_an_error(string csv) =>
        Assert.StartsWith("book.csv:2: not RFC 4180: ", Assert.Throws<BadFileException>(() => Read(csv)).Message, StringComparison.Ordinal);

    [Fact]
    public void Bytes_that_are_not_UTF8_are_an_error()
    {
        var error = Assert.Throws<BadFileException>(() => AddressBook.Read([.. "a@b,A\nx@y,"u8, 0xE9, (byte)'\n'], "book.csv"));

        Assert.Equal("book.csv:2: not UTF-8: byte 0xE9 ('\u00e9' in Windows-1252): save the file as UTF-8", error.Message);
    }

    /// <summary>A file is checked in chunks of 256 KiB: in one of these its first one ends within a character.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("x")]
    public void A_long_file_is_read_and_checked_to_its_end(string first)
    {
        var csv = $"{first}@b,A\n" + string.Concat(Enumerable.Range(0, 2_000).Select(static one => $"{one}@b,{NameOf(200)}\n"));

        Assert.Equal(2_001, Read(csv).Count);
        var error = Assert.Throws<BadFileException>(() => AddressBook.Read([.. Encoding.UTF8.GetBytes(csv), 0xC3], "book.csv"));
        Assert.StartsWith("book.csv:2002: not UTF-8: byte 0xC3", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(127, false)]
    [InlineData(128, true)]
    [InlineData(255, true)]
    public void A_name_over_127_bytes_is_warned_about(int bytes, bool warned)
    {
        var book = Read($"x@y,X\na@b,{NameOf(bytes)}\n");

        Assert.Equal(
            warned ? [$"book.csv:2: the name has {bytes} bytes; programs with a signed length byte take at most 127"] : [], book.Warnings);
        Assert.Equal(NameOf(bytes), Find(book, "a@b"));
    }

    [Fact]
    public void Of_many_warnings_the_first_are_shown_and_the_rest_counted()
    {
        var warnings = Read(string.Concat(Enumerable.Range(0, 123).Select(static one => $"a{one}@b,{NameOf(200)}\n"))).Warnings;

        Assert.Equal(21, warnings.Count);
        Assert.StartsWith("book.csv:20: the name has 200 bytes", warnings[19], StringComparison.Ordinal);
        Assert.Equal("and 103 more: 123 names in all have more than 127 bytes", warnings[20]);
    }

    [Fact]
    public void Over_255_bytes_neither_a_name_nor_an_address_can_be_in_a_book()
    {
        Assert.Equal(
            "book.csv:1: the name has 256 bytes; the wire carries at most 255",
            Assert.Throws<BadFileException>(static () => Read($"a@b,{NameOf(256)}\n")).Message);
        Assert.Equal(
            "book.csv:1: the address has 256 bytes; the wire carries at most 255",
            Assert.Throws<BadFileException>(static () => Read($"{NameOf(256)},A\n")).Message);
        Assert.Equal("A", Find(Read($"{NameOf(255)},A\n"), NameOf(255)));
    }

    [Fact]
    public void A_file_is_loaded_and_one_that_is_missing_is_named()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["book.csv"], "a@b,A\n");

        Assert.Equal(1, AddressBook.Load(folder["book.csv"]).Count);
        var error = Assert.Throws<BadFileException>(() => AddressBook.Load(folder["missing.csv"]));
        Assert.StartsWith(folder["missing.csv"] + ": ", error.Message, StringComparison.Ordinal);
    }

    internal static AddressBook Read(string csv, bool exactCase = false) => AddressBook.Read(Encoding.UTF8.GetBytes(csv), "book.csv", exactCase);

    /// <summary>A text of so many bytes, half as many characters.</summary>
    private static string NameOf(int bytes) => new string('ë', bytes / 2) + (bytes % 2 == 0 ? "" : "x");

    private static string? Find(AddressBook book, string email) =>
        book.Find(Encoding.UTF8.GetBytes(email), out var response) == LookupOutcome.Found ? Encoding.UTF8.GetString(response.Span[BookMessage.HeaderSize..]) : null;
}
