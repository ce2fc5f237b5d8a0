using CsvHelper;

namespace Tincan.Protocols.Book.Formats;

/// <summary>Finds the columns with addresses and names, by the headings of common address books and spreadsheets.</summary>
/// <remarks>
/// Seen in exports of Google Contacts (<c>E-mail 1 - Value</c>), Outlook (<c>E-mail Address</c>, <c>E-mail 2 Address</c>) and Thunderbird
/// (<c>Primary Email</c>, <c>Secondary Email</c>). Case, digits and everything but letters are ignored.
/// </remarks>
internal sealed class CsvColumns(int[] mailColumns, int[][] nameColumns)
{
    private static readonly HashSet<string> Mail = new(StringComparer.OrdinalIgnoreCase)
    {
        "email", "emails", "mail", "emailaddress", "emailvalue", "emailadresse", "primaryemail", "secondaryemail", "homeemail", "workemail", "otheremail",
        "businessemail", "personalemail", "mailaddress",
    };

    private static readonly string[] Whole = ["displayname", "fullname", "contactname", "fileas"];

    /// <summary>The parts of a name in spoken order. A <c>Name</c> column next to a family name is the given name.</summary>
    private static readonly string[][] Parts =
    [
        ["nameprefix"], ["firstname", "givenname", "name"], ["middlename", "additionalname"], ["lastname", "familyname", "surname"], ["namesuffix", "suffix"],
    ];

    private static readonly string[] Other = ["nickname", "organizationname", "organization", "company", "companyname"];

    /// <summary>Whether the only columns are an address and a name, which a book keeps.</summary>
    public bool IsBook { get; private init; }

    /// <summary>The columns of a table without a heading: an address and a name, in the order that the first row shows.</summary>
    /// <param name="first">The first row.</param>
    public static CsvColumns Unnamed(IReadOnlyList<string> first) =>
        first.Count == 2 && IsAddress(first[1]) && !first[0].Contains('@', StringComparison.Ordinal) ? Pair(1) : Pair(0);

    /// <summary>The columns by their headings; null if the first row is not a heading.</summary>
    /// <param name="first">The first row.</param>
    public static CsvColumns? Headed(IReadOnlyList<string> first)
    {
        var headings = first.Select(Letters).ToList();
        var mails = Enumerable.Range(0, first.Count).Where(at => Mail.Contains(headings[at])).ToArray();
        if (mails.Length == 0 || first.Any(static cell => cell.Contains('@', StringComparison.Ordinal)))
        {
            return null;
        }

        if (first.Count == 2)
        {
            return Pair(mails[0]);
        }

        int[][] names =
        [
            .. Whole.SelectMany(Of).Select(static at => new[] { at }),
            [.. Parts.Select(part => part.SelectMany(Of).Append(-1).First()).Where(static at => at >= 0)],
            .. Other.SelectMany(Of).Select(static at => new[] { at }),
        ];
        return new(mails, [.. names.Where(static name => name.Length > 0)]);

        IEnumerable<int> Of(string heading) => headings.IndexOf(heading) is >= 0 and var at ? [at] : [];
    }

    /// <summary>Whether there is no column with names.</summary>
    public bool HasNoNames => nameColumns.Length == 0;

    /// <summary>Whether a cell is certainly an address.</summary>
    public static bool IsAddress(string cell) =>
        cell.IndexOf('@', StringComparison.Ordinal) > 0 && cell.AsSpan().IndexOfAny(";,\t ") < 0;

    /// <summary>Whether a row is a plain entry, and was taken.</summary>
    /// <param name="row">The row.</param>
    /// <param name="plain">Takes it.</param>
    public bool IsPlain(CsvReader row, IPlainEntries plain)
    {
        if (!IsBook || row.FieldCount != 2)
        {
            return false;
        }

        var email = row.GetSpan(mailColumns[0]);
        var name = row.GetSpan(nameColumns[0][0]);
        return IsPlain(email) && IsPlain(name) && !email.Contains((byte)':') && plain.TryTake(email, name);
    }

    private static bool IsPlain(ReadOnlySpan<byte> cell) =>
        cell.Length <= BookMessage.MaxSignedText
        && cell is [> (byte)' ' and not (byte)'\'', ..] and [.., > (byte)' ']
        && cell.IndexOfAnyExceptInRange((byte)' ', (byte)'~') < 0;

    /// <summary>The entries of a row.</summary>
    /// <param name="line">The line, from 1.</param>
    /// <param name="cells">Returns a cell, trimmed; empty if it is missing.</param>
    /// <param name="count">The number of cells.</param>
    public IEnumerable<WrittenEntry> Entries(int line, Func<int, string> cells, int count)
    {
        // A spreadsheet writes as many cells for each row as the longest row has.
        var used = count;
        while (used > 0 && cells(used - 1).Length == 0)
        {
            used--;
        }

        if (used == 0)
        {
            return [];
        }

        if (IsBook)
        {
            return used > 2 || count < 2
                ? [WrittenEntry.Bad(line, $"expected two columns, 'email,name', not {used}")]
                : [WrittenEntry.Of(line, cells(mailColumns[0]), cells(nameColumns[0][0]))];
        }

        var mails = mailColumns.SelectMany(at => cells(at).Split(" ::: ", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).ToList();
        var name = nameColumns.Select(way => string.Join(' ', way.Select(cells).Where(static part => part.Length > 0))).FirstOrDefault(static name => name.Length > 0);
        return WrittenEntry.OfContact(line, [.. mails.Select(mail => (line, mail))], name);
    }

    private static CsvColumns Pair(int mail) => new([mail], [[1 - mail]]) { IsBook = true };

    private static string Letters(string heading) => string.Concat(heading.Where(char.IsLetter)).ToLowerInvariant();
}
