using Tincan.Checks.Targets;
using Tincan.Checks.Suites;
using Tincan.Hosting;
using Tincan.Mutants.Programs;
using Tincan.Protocols.Book;

namespace Tincan.Mutants;

/// <summary>Servers of an address book with a bug each.</summary>
internal static class BookServerMutants
{
    private static readonly string NotFound = Encoding.ASCII.GetString(BookMessage.NotFound);

    private static readonly string[] Clients = ["next-client", "after-reset", "concurrent"];

    /// <summary>Whole queries, which come again with the bytes cut.</summary>
    private static readonly string[] Perturbed =
    [
        "found", "missing", "whole-address", "any-case", "name-in-utf8", "address-in-utf8", "long-address", "empty-address", "quoted-name", "many-queries", "ahead",
    ];

    public static IReadOnlyList<Mutant> All { get; } =
    [
        New("one-recv", "takes what one recv returns for a message", static book => book with { OneRecv = true }, [.. Perturbed, "not-utf8"]),
        New("header-in-one-recv", "gives up on a header in two pieces, and leaves the connection open", static book => book with { HeaderInOneRecv = true }, [.. Perturbed, "unknown-type", "half-header"]),
        New("signed-length", "reads the length as a signed byte", static book => book with { SignedLength = true }, "long-address"),
        New("signed-name", "cannot write a length over 127", static book => book with { MaxName = 127 }, "long-name"),
        New("wrong-byte-order", "sends the length before the type", static book => book with { SwapsHeader = true }, [.. Perturbed, .. Clients, "long-name", "starts-again", "no-header", "unknown-type", "half-header", "not-utf8"]),
        New("any-bytes", "looks up what is not UTF-8 like any other address", static book => book with { TakesAnyBytes = true }, "not-utf8"),
        New("writes-characters", "tells how many characters a name has", static book => book with { WritesCharacters = true }, "name-in-utf8"),
        New("reads-characters", "waits for so many characters", static book => book with { ReadsCharacters = true }, "address-in-utf8"),
        New("needs-text", "waits for text even if there is none", static book => book with { NeedsText = true }, "empty-address"),
        New("one-shot", "answers one query and closes", static book => book with { MaxAnswers = 1 }, "many-queries", "ahead"),
        New("silent-on-unknown", "closes without a word when it does not understand", static book => book with { IsSilentOnUnknown = true }, "unknown-type", "half-header", "not-utf8"),
        New("resets-on-unknown", "closes over what it has not read (RST)", static book => book with { ResetsOnUnknown = true }, "unknown-type-closes", "half-header", "not-utf8"),
        New("waits-for-text", "waits for the rest of an address after the end", static book => book with { Stays = (false, true) }, "short-text"),
        New("stays", "keeps the connection when the client has finished", static book => book with { Stays = (true, false) }, "closes"),
        Looks("any-part", "finds a part of an address", static (book, address) => address.Length == 0 ? null : book.FirstOrDefault(row => row[0].Contains(address, StringComparison.OrdinalIgnoreCase)), "whole-address"),
        Looks("exact-case", "finds an address only in the book's case", static (book, address) => book.FirstOrDefault(row => row[0] == address), "any-case"),
        Make("skips-first-line", "takes the first line of a book for its header", static launch => Classroom(launch, Find, Fields, static lines => lines[1..]), "no-header"),
        Make("no-csv", "splits the book's lines at commas", static launch => Classroom(launch, Find, static line => line.Split(','), Records), "quoted-name"),
        Looks("no-missing", "answers a blank name for an address that is not in the book", static (book, address) => Find(book, address) ?? ["", ""], "missing", "whole-address", "long-address", "empty-address", "many-queries", "ahead"),
        Make("one-client", "serves the first client only", static launch => new OneClientServer(Classroom(launch)), [.. Clients, "whole-address", "quoted-name"]),
        Mutant.Of(BookServerSuite.Suite, "no-reuse", "does not set SO_REUSEADDR", new HostedServer(Classroom) { NeedsFreePort = true }, "starts-again"),
        Make("dies-of-reset", "ends when a client breaks off", static launch => new FragileServer(Classroom(launch)), "after-reset"),
    ];

    private static Mutant New(string name, string bug, Func<ClassroomBook, ClassroomBook> change, params string[] caughtBy) =>
        Make(name, bug, launch => change(Classroom(launch)), caughtBy);

    private static Mutant Looks(string name, string bug, Func<IReadOnlyList<string[]>, string, string[]?> find, params string[] caughtBy) =>
        Make(name, bug, launch => Classroom(launch, find, Fields, Records), caughtBy);

    private static Mutant Make(string name, string bug, Func<Launch, IServer> make, params string[] caughtBy) =>
        Mutant.Of(BookServerSuite.Suite, name, bug, new HostedServer(make), caughtBy);

    private static ClassroomBook Classroom(Launch launch) => Classroom(launch, Find, Fields, Records);

    private static ClassroomBook Classroom(Launch launch, Func<IReadOnlyList<string[]>, string, string[]?> find, Func<string, string[]> fields, Func<string[], string[]> records)
    {
        var lines = File.ReadAllLines(Path.Combine(launch.Folder, BookServerSuite.BookFile), Encoding.UTF8);
        List<string[]> book = [.. records(lines).Select(fields)];
        return new ClassroomBook { Answer = address => find(book, address)?[1] ?? NotFound };
    }

    private static string[] Records(string[] lines) => lines[0] == "email,name" ? lines[1..] : lines;

    private static string[]? Find(IReadOnlyList<string[]> book, string address) =>
        book.FirstOrDefault(row => row[0].Equals(address, StringComparison.OrdinalIgnoreCase));

    /// <summary>The two fields of a line; only the second may be quoted.</summary>
    private static string[] Fields(string line)
    {
        var fields = line.Split(',', 2);
        return fields[1].StartsWith('"') ? [fields[0], fields[1][1..^1].Replace("\"\"", "\"", StringComparison.Ordinal)] : fields;
    }
}
