using FsCheck;
using FsCheck.Fluent;
using Tincan.Protocols.Book;
using Tincan.Protocols.Book.Formats;
using Tincan.Tests.Support;

namespace Tincan.Tests.Book.Formats;

public sealed class BookFormatTests
{
    private static readonly string[] Pieces =
    [
        "a", "Z", " ", ",", ";", ":", "\\", "\"", "'", "=", "+", "-", "@", "<", ">", "#", "\\n", "\u00eb", "\u65e5", "\U0001F600", "BEGIN:VCARD", "=cmd|x", "\t",
    ];

    public static TheoryData<string> Formats => [.. BookFormats.All.Select(static format => format.Name)];

    [Theory]
    [MemberData(nameof(Formats))]
    public void What_is_exported_is_imported_just_so(string name) =>
        Properties.Check(
            Gen.NonEmptyListOf(Gen.Zip(Text(), Text())).ToArbitrary(),
            pairs =>
            {
                var entries = pairs.Select(static (pair, at) => new BookEntry($"{pair.Item1.Replace(" ", "", StringComparison.Ordinal)}{at}@b", $"{pair.Item2}".Trim()))
                    .Where(static entry => entry.Problem is null).ToList();

                Assert.Equal(entries, Read(Named(name), Written(Named(name), entries)).Select(static written => written.Entry));
            });

    [Theory]
    [InlineData("csv", "email,name\n'+a@b,'=1+1\nc@d,\"Solo, \"\"Han\"\"\"\n")]
    [InlineData("vcard3", "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:=1+1\r\nN:=1+1;;;;\r\nEMAIL;TYPE=INTERNET:+a@b\r\nEND:VCARD\r\nBEGIN:VCARD\r\nVERSION:3.0\r\nFN:Solo\\, \"Han\"\r\nN:Solo\\, \"Han\";;;;\r\nEMAIL;TYPE=INTERNET:c@d\r\nEND:VCARD\r\n")]
    [InlineData("vcard4", "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:=1+1\r\nEMAIL:+a@b\r\nEND:VCARD\r\nBEGIN:VCARD\r\nVERSION:4.0\r\nFN:Solo\\, \"Han\"\r\nEMAIL:c@d\r\nEND:VCARD\r\n")]
    [InlineData("ldif", "version: 1\n\ndn: mail=\\+a@b\nobjectClass: inetOrgPerson\nmail: +a@b\ncn: =1+1\nsn: =1+1\n\ndn: mail=c@d\nobjectClass: inetOrgPerson\nmail: c@d\ncn: Solo, \"Han\"\nsn: Solo, \"Han\"\n")]
    public void A_file_reads_so(string format, string text) =>
        Assert.Equal(text, Written(Named(format), [new("+a@b", "=1+1"), new("c@d", "Solo, \"Han\"")]));

    [Theory]
    [InlineData("=1", "'=1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@x", "'@x")]
    [InlineData("'=1", "''=1")]
    [InlineData("'x", "'x")]
    [InlineData("x=1", "x=1")]
    public void A_cell_that_a_spreadsheet_would_run_has_an_apostrophe_and_comes_back_without(string name, string cell)
    {
        var csv = Written(new BookCsv(), [new("a@b", name)]);

        Assert.Equal($"email,name\na@b,{cell}\n", csv);
        Assert.Equal(name, Read(new BookCsv(), csv).Single().Entry!.Name);
    }

    [Theory]
    [InlineData("vcard3", 75)]
    [InlineData("vcard4", 75)]
    [InlineData("ldif", 76)]
    public void Long_lines_are_folded_and_no_character_is_cut(string format, int bytes)
    {
        var name = string.Concat(Enumerable.Repeat("\u65e5\u672c\u8a9e", 28));
        var text = Written(Named(format), [new("a@b", name)]);

        Assert.All(text.Split('\n'), line => Assert.InRange(Encoding.UTF8.GetByteCount(line.TrimEnd('\r')), 0, bytes));
        Assert.Equal(name, Read(Named(format), text).Single().Entry!.Name);
    }

    [Theory]
    [InlineData(" x", "IHg=")]
    [InlineData(":x", "Ong=")]
    [InlineData("<x", "PHg=")]
    [InlineData("x ", "eCA=")]
    [InlineData("\u00eb", "w6s=")]
    public void In_LDIF_what_is_no_SAFE_STRING_is_base64(string name, string base64) =>
        Assert.Contains($"\ncn:: {base64}\n", Written(new BookLdif(), [new("a@b", name)]), StringComparison.Ordinal);

    [Theory]
    [InlineData("mail: a@b\ncn: A", "1 a@b=A")]
    [InlineData("version: 1\n# all\n# of\n  them\n\ndn: x\nmail: a@b\nmail: c@d\ncn: A\ndisplayName: Anna\n", "7 a@b=Anna|8 c@d=Anna")]
    [InlineData("dn: x\r\nmail:: YUBi\r\ncn;lang-en: An\r\n na\r\n", "2 a@b=Anna")]
    [InlineData("givenName: Luke\nsn: Skywalker\nMAIL: a@b", "3 a@b=Luke Skywalker")]
    [InlineData("dn: x\ncn: A\n", "1 NoAddress")]
    [InlineData("mail:< file:///etc/passwd\ncn: A", "1 the value lies elsewhere (a URL); nothing is fetched")]
    [InlineData("mail:: ###\ncn: A", "1 the value is not base64")]
    [InlineData("mail:: /w==\ncn: A", "1 the value is not UTF-8")]
    [InlineData("dn: x\nchangetype: delete\n", "1 the record is a change ('delete'), not an entry")]
    [InlineData("no colon\n\nmail: a@b\ncn: A", "1 expected 'attribute: value'|3 a@b=A")]
    public void LDIF_is_read(string ldif, string entries) => Assert.Equal(entries, Shown(new BookLdif(), ldif));

    [Theory]
    [InlineData("BEGIN:VCARD\nVERSION:3.0\nFN:A\nEMAIL:a@b\nEND:VCARD", "4 a@b=A")]
    [InlineData("begin:vcard\r\nversion:4.0\r\nfn:An\r\n\tna\\, B\r\nwork.email;type=\"x:y;z\":a@b\r\nEMAIL:c@d\r\nend:vcard\r\n", "5 a@b=Anna, B|6 c@d=Anna, B")]
    [InlineData("BEGIN:VCARD\nVERSION:3.0\nN:Organa;Leia;;Princess;\nEMAIL:a@b\nEND:VCARD", "4 a@b=Princess Leia Organa")]
    [InlineData("BEGIN:VCARD\nVERSION:3.0\nN:Or\\;ga;L\\\\;;;\nEMAIL:a@b\nEND:VCARD", "4 a@b=L\\ Or;ga")]
    [InlineData("BEGIN:VCARD\nVERSION:3.0\nN:Or\u0001ga;L\0;\\\\;;\nEMAIL:a@b\nEND:VCARD", "4 a@b=L\0 \\ Or\u0001ga")]
    [InlineData("BEGIN:VCARD\nVERSION:1.0\nFN:A\nEMAIL:a@b\nEND:VCARD", "1 the card is of version '1.0'; versions 2.1, 3.0 and 4.0 are read")]
    [InlineData("BEGIN:VCARD\nVERSION:3.0\nFN:A\nEND:VCARD", "1 NoAddress")]
    [InlineData("BEGIN:VCARD\nVERSION:3.0\nFN:A\nBEGIN:VCARD\nVERSION:3.0\nFN:B\nEMAIL:b@b\nEND:VCARD", "1 the card has no end ('END:VCARD')|7 b@b=B")]
    [InlineData("BEGIN:VCARD\nVERSION:3.0\nFN;ENCODING=b:QQ==\nEMAIL:a@b\nEND:VCARD", "4 a@b=A")]
    public void A_vCard_is_read(string card, string entries) => Assert.Equal(entries, Shown(new BookVCard(4), card));

    [Fact]
    public void What_is_no_vCard_at_all_is_a_bad_file() =>
        Assert.Equal("file:2: expected 'BEGIN:VCARD'", Assert.Throws<BadFileException>(static () => Shown(new BookVCard(4), "\nhello")).Message);

    [Theory]
    [InlineData("ldif", "mail: a@b\ncn: A\n\nmail: c@d\ncn: Zo\u00eb\n\nmail: e@f\ncn: E\n", "1 a@b=A|5 not UTF-8: byte 0xEB ('\u00eb' in Windows-1252): save the file as UTF-8|7 e@f=E")]
    [InlineData("ldif", "# Zo\u00eb\nmail: a@b\ncn: A\n", "2 a@b=A")]
    [InlineData("ldif", "mail: \u00ff@b\ncn: A\n", "1 not UTF-8: byte 0xFF ('\u00ff' in Windows-1252): save the file as UTF-8")]
    [InlineData("ldif", "mail: a@b\ncn: A\n\n\u00ff", "1 a@b=A|4 not UTF-8: byte 0xFF ('\u00ff' in Windows-1252): save the file as UTF-8")]
    [InlineData("vcard4", "BEGIN:VCARD\nVERSION:4.0\nFN:Zo\u00eb\nEMAIL:a@b\nEND:VCARD\nBEGIN:VCARD\nVERSION:4.0\nFN:C\nEMAIL:c@d\nEND:VCARD\n", "3 not UTF-8: byte 0xEB ('\u00eb' in Windows-1252): save the file as UTF-8|9 c@d=C")]
    [InlineData("vcard4", "BEGIN:VCARD\nVERSION:3.0\nFN:Zo\u00c3\n \u00ab\nEMAIL:a@b\nEND:VCARD\n", "5 a@b=Zo\u00eb")]
    [InlineData("ldif", "cn: \u00e6\r\n \u0097\r\n \u00a5\r\nmail: a@b\r\n", "4 a@b=\u65e5")]
    public void Bytes_are_put_together_before_they_are_text_and_what_is_no_UTF8_is_refused_with_its_line(string format, string latin1, string entries)
    {
        using var file = new MemoryStream(Encoding.Latin1.GetBytes(latin1));

        Assert.Equal(entries, Shown(Named(format).Read(file, "file")));
    }

    [Theory]
    [InlineData("ldif", "mail: a{0}@b\ncn: A\n\n", "mail: x@y\ncn: \u00ff\n\n", 2)]
    [InlineData("vcard4", "BEGIN:VCARD\nVERSION:4.0\nFN:A\nEMAIL:a{0}@b\nEND:VCARD\n", "BEGIN:VCARD\nVERSION:4.0\nFN:\u00ff\nEMAIL:x@y\nEND:VCARD\n", 3)]
    public void The_number_of_a_line_that_is_not_UTF8_is_right_however_late_it_comes(string format, string entry, string bad, int line)
    {
        const int Before = 5_000;
        var good = string.Concat(Enumerable.Range(0, Before).Select(one => string.Format(CultureInfo.InvariantCulture, entry, one)));
        using var file = new MemoryStream(Encoding.Latin1.GetBytes($"{good}{bad}{good}"));

        var read = Named(format).Read(file, "file").ToList();

        Assert.Equal(2 * Before, read.Count(static written => written.Problem is null));
        Assert.Equal(good.Count(static c => c == '\n') + line, Assert.Single(read, static written => written.Problem is not null).Line);
    }

    [Theory]
    [InlineData("\ufeffmail: a@b\ncn: A\n", "1 a@b=A")]
    [InlineData("mail: a@b\ncn: \ufeffA", "1 a@b=\ufeffA")]
    public void A_byte_order_mark_is_one_only_at_the_beginning(string ldif, string entries) => Assert.Equal(entries, Shown(new BookLdif(), ldif));

    [Fact]
    public void Lines_are_found_wherever_reading_stops()
    {
        var name = new string('x', 200_000);
        foreach (var at in Enumerable.Range(65_500, 60))
        {
            var ldif = $"mail: a@b\r\ncn: {name[..at]}\r\n {name[at..]}\r\n\r\nmail: c@d\r\ncn: C";

            Assert.Equal([new BookEntry("a@b", name), new BookEntry("c@d", "C")], Read(new BookLdif(), ldif).Select(static written => written.Entry));
        }
    }

    [Theory]
    [InlineData("vcard4", "BEGIN:VCARD\nFN:", 2)]
    [InlineData("ldif", "mail: a@b\ncn: ", 2)]
    [InlineData("ldif", "mail: a@b\ncn: a\n ", 3)]
    public void A_line_without_an_end_is_not_buffered_forever(string format, string begins, int line)
    {
        using var file = new EndlessStream(Encoding.UTF8.GetBytes(begins), (byte)'x');

        var error = Assert.Throws<BadFileException>(() => Named(format).Read(file, "file").Count());

        Assert.Equal($"file:{line}: a line is longer than the limit of 16777216 bytes", error.Message);
        Assert.InRange(file.Given, 16 * 1024 * 1024, 33 * 1024 * 1024);
    }

    [Theory]
    [InlineData("a@b\nmail: c@d", "A")]
    [InlineData("a@b", "A\ncn: B")]
    [InlineData("a@b", "A\r\nEND:VCARD")]
    [InlineData("a@b", "A\r=1+1")]
    [InlineData("a@b", "\t=1+1")]
    [InlineData("a@b", "A\u001b[2J")]
    public void What_would_begin_a_line_of_its_own_or_drive_a_terminal_is_no_entry(string email, string name) =>
        Assert.NotNull(new BookEntry(email, name).Problem);

    [Theory]
    [InlineData("cn: A\nmail: a@b\njpegPhoto:< file:///etc/passwd\n", "2 a@b=A")]
    [InlineData("mail: a@b\ncn:< file:///etc/passwd\n", "2 the value lies elsewhere (a URL); nothing is fetched")]
    [InlineData("mail: a@b\ncn;lang-en:< http://127.0.0.1/x\n", "2 the value lies elsewhere (a URL); nothing is fetched")]
    [InlineData("mail: a@b\ncn: url:file:///etc/passwd\n", "1 a@b=url:file:///etc/passwd")]
    public void In_LDIF_a_URL_is_never_followed(string ldif, string entries) => Assert.Equal(entries, Shown(new BookLdif(), ldif));

    [Theory]
    [InlineData("PHOTO;VALUE=uri:file:///etc/passwd\nFN:A", "5 a@b=A")]
    [InlineData("FN;VALUE=uri:file:///etc/passwd", "4 a@b=file:///etc/passwd")]
    public void In_a_vCard_a_URL_is_never_followed(string lines, string entries) =>
        Assert.Equal(entries, Shown(new BookVCard(4), $"BEGIN:VCARD\nVERSION:4.0\n{lines}\nEMAIL:a@b\nEND:VCARD"));

    [Theory]
    [InlineData("a.csv", "csv")]
    [InlineData("A.VCF", "vcard4")]
    [InlineData("a.ldif", "ldif")]
    [InlineData("a.txt", null)]
    [InlineData("-", null)]
    public void The_name_of_a_file_says_what_it_is(string file, string? format) => Assert.Equal(format, BookFormats.OfFile(file)?.Name);

    private static Gen<string> Text() => Gen.ListOf(Gen.Elements(Pieces)).Select(static pieces => string.Concat(pieces));

    private static IBookFormat Named(string name) => BookFormats.All.Single(format => format.Name == name);

    private static string Written(IBookFormat format, IEnumerable<BookEntry> entries)
    {
        using var output = new StringWriter();
        format.WriteStart(output);
        foreach (var entry in entries)
        {
            format.Write(entry, output);
        }

        return output.ToString();
    }

    private static List<WrittenEntry> Read(IBookFormat format, string text)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return [.. format.Read(file, "file")];
    }

    private static string Shown(IBookFormat format, string text) => Shown(Read(format, text));

    private static string Shown(IEnumerable<WrittenEntry> entries) => string.Join('|', entries
        .Select(static written => $"{written.Line} {written.Problem ?? written.PassedOver?.ToString() ?? $"{written.Entry!.Email}={written.Entry.Name}"}"));
}
