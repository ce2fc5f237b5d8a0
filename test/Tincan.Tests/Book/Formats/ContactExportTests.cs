using Tincan.Protocols.Book;
using Tincan.Protocols.Book.Formats;
using Tincan.Protocols.Book.Stores;

namespace Tincan.Tests.Book.Formats;

/// <summary>What spreadsheets, phones and address books write, as far as a book can use it.</summary>
public sealed class ContactExportTests
{
    [Theory]
    [InlineData("email;name\nluke@gmail.com;Luke Skywalker\n")]
    [InlineData("sep=;\r\nemail;name\r\nluke@gmail.com;Luke Skywalker\r\n")]
    [InlineData("luke@gmail.com;Luke Skywalker\n")]
    [InlineData("email\tname\nluke@gmail.com\tLuke Skywalker\n")]
    [InlineData("name,email\nLuke Skywalker,luke@gmail.com\n")]
    [InlineData("Luke Skywalker,luke@gmail.com\n")]
    [InlineData("Name;E-Mail\r\nLuke Skywalker;mailto:luke@gmail.com\r\n")]
    [InlineData("email,name,,\nluke@gmail.com,Luke Skywalker,,\n,,,\n")]
    [InlineData("E-mail Address,Person\nluke@gmail.com,Luke Skywalker\n")]
    [InlineData("\ufeff\"email\";\"name\"\r\n\"luke@gmail.com\";\"Luke Skywalker\"\r\n")]
    // Google Contacts
    [InlineData("First Name,Middle Name,Last Name,Nickname,Organization Name,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Value\nLuke,,Skywalker,,Rebels,* Home,luke@gmail.com,1\n")]
    [InlineData("Name,Given Name,Family Name,E-mail 1 - Type,E-mail 1 - Value\nLuke Skywalker,Luke,Skywalker,* Home,luke@gmail.com\n")]
    // Outlook
    [InlineData("First Name,Last Name,Company,Mobile Phone,E-mail Address,E-mail Type,E-mail Display Name\nLuke,Skywalker,Rebels,1,luke@gmail.com,SMTP,x\n")]
    // Thunderbird
    [InlineData("First Name,Last Name,Display Name,Nickname,Primary Email,Secondary Email,Screen Name\nL,S,Luke Skywalker,Lu,luke@gmail.com,,\n")]
    [InlineData("Name,Surname,Email\nLuke,Skywalker,luke@gmail.com\n")]
    public void A_table_is_read_by_its_headings_or_by_what_is_in_it(string csv)
    {
        Assert.Equal(["luke@gmail.com=Luke Skywalker"], Shown(new BookCsv(), csv));
        Assert.Equal(1, AddressBook.Read(Encoding.UTF8.GetBytes(csv), "book.csv").Count);
    }

    [Theory]
    [InlineData("a@b;Smith, John\n", "a@b=Smith, John")]
    [InlineData("a@b,Smith; John\n", "a@b=Smith; John")]
    [InlineData("a@b,c@d\n", "a@b=c@d")]
    [InlineData("First Name,Last Name,Email 1,Email 2\nLeia,Organa,a@b ::: c@d,e@f\n", "a@b=Leia Organa|c@d=Leia Organa|e@f=Leia Organa")]
    [InlineData("Name,Phone,Email\nLeia,1,\n,2,a@b\n,,\n", "NoAddress|NoName")]
    public void A_row_gives_an_entry_for_each_address(string csv, string entries) => Assert.Equal(entries.Split('|'), Shown(new BookCsv(), csv));

    [Fact]
    public void A_table_without_names_is_a_bad_file() =>
        Assert.Equal(
            "file:1: no column holds names: none is headed 'name' or 'first name'",
            Assert.Throws<BadFileException>(static () => Shown(new BookCsv(), "email,phone,city\na@b,1,Here\n")).Message);

    [Theory]
    // A phone's export, quoted-printable in two lines; iCloud's groups; FN left empty; a link; a company.
    [InlineData("VERSION:2.1\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:;=5A=6F=C3=AB;;;\nFN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=5A=6F=\n=C3=AB\nEMAIL;HOME:a@b", "a@b=Zo\u00eb")]
    [InlineData("VERSION:2.1\nFN;QUOTED-PRINTABLE;CHARSET=ISO-8859-1:Zo=EB\nEMAIL;INTERNET;PREF:a@b", "a@b=Zo\u00eb")]
    [InlineData("VERSION:3.0\nPRODID:-//Apple Inc.//iCloud Web Address Book//EN\nN:Organa;Leia;;;\nFN:Leia Organa\nitem1.EMAIL;type=INTERNET;type=pref:a@b\nitem1.X-ABLabel:x", "a@b=Leia Organa")]
    [InlineData("VERSION:3.0\nFN:\nN:Organa;Leia;;;\nEMAIL:a@b", "a@b=Leia Organa")]
    [InlineData("VERSION:4.0\nFN:Leia\nEMAIL;VALUE=uri:mailto:a@b", "a@b=Leia")]
    [InlineData("VERSION:3.0\nFN:\nN:;;;;\nORG:Rebels;Fleet\nEMAIL:a@b", "a@b=Rebels")]
    [InlineData("VERSION:3.0\nFN:Leia\nTEL:1", "NoAddress")]
    [InlineData("VERSION:3.0\nFN:\nN:;;;;\nEMAIL:a@b", "NoName")]
    [InlineData("VERSION:3.0\nFN:Leia\nNOTE:\u00ff\nEMAIL:a@b", "a@b=Leia")]
    [InlineData("VERSION:2.1\nFN;QUOTED-PRINTABLE:Le=\nEND:VCARD\nBEGIN:VCARD\nVERSION:2.1\nFN:L\nEMAIL:a@b", "a line that ends with '=' has no next line|a@b=L")]
    [InlineData("VERSION:2.1\nFN;QUOTED-PRINTABLE:L=E\nEMAIL:a@b", "the value of FN is not quoted-printable in UTF-8")]
    [InlineData("VERSION:2.1\nFN;ENCODING=QUOTED-PRINTABLE;CHARSET=X-NONE:L=45\nEMAIL:a@b", "the value of FN is not quoted-printable in X-NONE")]
    public void A_card_is_read_as_phones_and_address_books_write_it(string lines, string entries) =>
        Assert.Equal(entries.Split('|'), Shown(new BookVCard(4), $"BEGIN:VCARD\n{lines}\nEND:VCARD\n"));

    [Theory]
    [InlineData("dn: cn=L,mail=a@b\nobjectclass: person\ngivenName: L\ncn: L\nmail: a@b\nmozillaSecondEmail: c@d\n", "a@b=L|c@d=L")]
    [InlineData("dn: cn=Friends\nobjectclass: groupOfNames\ncn: Friends\nmember: cn=L,mail=a@b\n", "NoAddress")]
    public void A_record_is_read_as_Thunderbird_writes_it(string ldif, string entries) => Assert.Equal(entries.Split('|'), Shown(new BookLdif(), ldif));

    [Fact]
    public void What_is_passed_over_is_counted_and_nothing_is_refused()
    {
        const string Cards = "BEGIN:VCARD\nVERSION:3.0\nFN:A\nEMAIL:a@b\nEMAIL:A@b\nEND:VCARD\nBEGIN:VCARD\nVERSION:3.0\nFN:No\nEND:VCARD\n";
        var refused = new List<Refusal>();
        var import = new BookImport(new BookVCard(3), "contacts.vcf", refused.Add);
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(Cards));

        Assert.Equal([new BookEntry("a@b", "A")], import.Read(file));
        Assert.Empty(refused);
        Assert.Equal(["contacts.vcf: 2 passed over: 1 without an address, 1 repeated"], import.PassedOver.Lines);
    }

    [Fact]
    public void An_address_with_another_name_is_refused()
    {
        var refused = new List<Refusal>();
        var import = new BookImport(new BookCsv(), "book.csv", refused.Add);
        using var file = new MemoryStream("a@b,A\na@b,B\n"u8.ToArray());

        Assert.Single(import.Read(file));
        Assert.Equal([new Refusal(2, "'a@b' is a duplicate: it is in line 1 already, with another name")], refused);
    }

    [Fact]
    public void A_served_table_says_how_many_rows_were_passed_over() =>
        Assert.Equal(
            ["book.csv: 1 passed over: 1 without an address"],
            AddressBook.Read("Name,Phone,Email\nLeia,1,\nLuke,2,a@b\n"u8.ToArray(), "book.csv").Warnings);

    [Fact]
    public async Task A_table_of_contacts_is_not_written_again_as_a_book()
    {
        var path = Path.GetTempFileName();
        try
        {
            const string Contacts = "Name,Phone,Email\nLuke,2,a@b\n";
            await File.WriteAllTextAsync(path, Contacts, TestContext.Current.CancellationToken);
            await using var store = new CsvBookStore(path, TimeProvider.System);

            var error = await Assert.ThrowsAsync<BadFileException>(() => store.RemoveAsync(["a@b"], TestContext.Current.CancellationToken));

            Assert.Contains("columns that a book does not keep", error.Message, StringComparison.Ordinal);
            Assert.Equal(Contacts, await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static List<string> Shown(IBookFormat format, string text)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return [.. format.Read(file, "file").Select(static one => one.Problem ?? one.PassedOver?.ToString() ?? $"{one.Entry!.Email}={one.Entry.Name}")];
    }
}
