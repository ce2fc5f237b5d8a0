using Tincan.Protocols.Names;
using Tincan.Tests.Support;

namespace Tincan.Tests.Names;

public sealed class NameTableTests
{
    [Theory]
    [InlineData("rutgers.edu 172.34.4.6 A\nGOOGLE.com 46.1.3.7 A\n")]
    [InlineData("rutgers.edu 172.34.4.6 A\nGOOGLE.com 46.1.3.7 A")]
    [InlineData("rutgers.edu 172.34.4.6 A\r\nGOOGLE.com 46.1.3.7 A\r\n")]
    [InlineData("\ufeffrutgers.edu 172.34.4.6 A\nGOOGLE.com 46.1.3.7 A\n")]
    [InlineData("# a comment\n\n  \nrutgers.edu 172.34.4.6 A\n\t# another\n \tGOOGLE.com 46.1.3.7 A \t\n\n")]
    public void Records_are_read_and_comments_blank_lines_and_outer_blanks_are_not(string text)
    {
        var table = Parse(text);

        Assert.Equal(2, table.Count);
        Assert.Equal("rutgers.edu 172.34.4.6 A", Find(table, "rutgers.edu"));
        Assert.Equal("GOOGLE.com 46.1.3.7 A", Find(table, "GOOGLE.com"));
    }

    [Theory]
    [InlineData("google.com", "GOOGLE.com 46.1.3.7 A")]
    [InlineData("gOoGlE.cOm", "GOOGLE.com 46.1.3.7 A")]
    [InlineData("www.google.com", null)]
    [InlineData("google.co", null)]
    [InlineData("google.com.", null)]
    [InlineData("google.com ", null)]
    [InlineData("", null)]
    [InlineData("g\u00d6\u00d6gle", null)]
    [InlineData("@oogle.com", null)]
    public void A_name_is_found_whole_and_without_regard_to_case_as_the_table_spells_it(string name, string? record) =>
        Assert.Equal(record, Find(Parse("GOOGLE.com 46.1.3.7 A\ng\u00f6\u00f6gle 1.1.1.1 A\n`oogle.com 1.1.1.1 A\n"), name));

    [Theory]
    [InlineData("a 1.2.3.4", "expected three words with single blanks, 'NAME IPv4 A', not 'a 1.2.3.4'")]
    [InlineData("a", "expected three words with single blanks, 'NAME IPv4 A', not 'a'")]
    [InlineData("a  1.2.3.4 A", "expected three words with single blanks, 'NAME IPv4 A', not 'a  1.2.3.4 A'")]
    [InlineData("a 1.2.3.4 A IN", "expected three words with single blanks, 'NAME IPv4 A', not 'a 1.2.3.4 A IN'")]
    [InlineData("a\t1.2.3.4 x A", "expected three words with single blanks, 'NAME IPv4 A', not 'a\\t1.2.3.4 x A'")]
    [InlineData("a 1.2.3.256 A", "'1.2.3.256' is not an IPv4 address")]
    [InlineData("a 1.2.3 A", "'1.2.3' is not an IPv4 address")]
    [InlineData("a 01.2.3.4 A", "'01.2.3.4' is not an IPv4 address")]
    [InlineData("a 0x1.2.3.4 A", "'0x1.2.3.4' is not an IPv4 address")]
    [InlineData("a ::1 A", "'::1' is not an IPv4 address")]
    [InlineData("a \u001b[2J A", "'\\x1B[2J' is not an IPv4 address")]
    [InlineData("a 1.2.3.4 AAAA", "the type must be A, not 'AAAA'")]
    [InlineData("a 1.2.3.4 a", "the type must be A, not 'a'")]
    [InlineData("FIRST.com 1.2.3.4 A", "'FIRST.com' is on line 1 already")]
    [InlineData("\u001b[2J 1.1.1.1 A\n\u001b[2J 1.1.1.1 A", "'\\x1B[2J' is on line 3 already", 4)]
    public void A_bad_line_is_an_error_that_names_file_line_and_fault(string bad, string fault, int line = 3)
    {
        var error = Assert.Throws<BadFileException>(() => Parse($"first.com 1.1.1.1 A\n\n{bad}\nlast.com 1.1.1.1 A\n"));

        Assert.Equal($"table.txt:{line}: {fault}", error.Message);
    }

    [Fact]
    public void Of_a_long_line_an_error_shows_the_beginning() => Assert.Equal(
        $"table.txt:1: expected three words with single blanks, 'NAME IPv4 A', not '{new string('x', 300)}…'",
        Assert.Throws<BadFileException>(static () => Parse(new string('x', 301))).Message);

    [Fact]
    public void A_line_that_is_not_UTF8_is_an_error_too()
    {
        var error = Assert.Throws<BadFileException>(() => NameTable.Parse([.. "a"u8, 0xFF, .. " 1.2.3.4 A"u8], "table.txt"));

        Assert.Equal("table.txt:1: not UTF-8: byte 0xFF ('ÿ' in Windows-1252): save the file as UTF-8 (in 'a\\xFF 1.2.3.4 A')", error.Message);
    }

    [Fact]
    public void Among_many_names_each_is_found_and_those_that_begin_longer_ones_are_known()
    {
        const string labels = "ab.c-";
        var random = new Random(1);
        var names = Enumerable.Range(0, 5_000)
            .Select(_ => new string(random.GetItems<char>(labels, random.Next(1, 9))))
            .DistinctBy(static name => name.ToUpperInvariant())
            .ToList();

        var table = Parse(string.Concat(names.Select(static (name, number) => $"{name} 10.0.{number / 256}.{number % 256} A\n")));

        Assert.Equal(names.Count, table.Count);
        Assert.All(names, (name, number) => Assert.Equal($"{name} 10.0.{number / 256}.{number % 256} A", Find(table, name.ToUpperInvariant())));
        Assert.Equal(
            names.Where(name => names.Exists(longer => longer.Length > name.Length && longer.StartsWith(name, StringComparison.OrdinalIgnoreCase))),
            names.Where(name => table.IsBeginning(Encoding.UTF8.GetBytes(name))));
    }

    [Fact]
    public void A_file_is_loaded_and_one_that_is_missing_is_named()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["table.txt"], "a 1.2.3.4 A\n");

        Assert.Equal(1, NameTable.Load(folder["table.txt"]).Count);
        var error = Assert.Throws<BadFileException>(() => NameTable.Load(folder["missing.txt"]));
        Assert.StartsWith(folder["missing.txt"] + ": ", error.Message, StringComparison.Ordinal);
    }

    internal static NameTable Parse(string text) => NameTable.Parse(Encoding.UTF8.GetBytes(text), "table.txt");

    private static string? Find(NameTable table, string name) =>
        table.TryFind(Encoding.UTF8.GetBytes(name), out var record) ? Encoding.UTF8.GetString(record) : null;
}
