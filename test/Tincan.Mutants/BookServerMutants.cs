using Tincan.Checks.Pages;
using Tincan.Checks.Targets;
using Tincan.Hosting;
using Tincan.Mutants.Programs;
using Tincan.Protocols.Book;

namespace Tincan.Mutants;

/// <summary>Address book servers with one bug each.</summary>
internal static class BookServerMutants
{
    private static readonly string NotFound = Encoding.ASCII.GetString(BookMessage.NotFound);

    private static readonly string[] Clients = ["next-client", "after-reset", "concurrent"];

    /// <summary>Cases with complete queries, which run again with the bytes split.</summary>
    private static readonly string[] Perturbed =
    [
        "found", "missing", "whole-address", "any-case", "name-in-utf8", "address-in-utf8", "long-address", "empty-address", "quoted-name", "many-queries", "ahead",
    ];

    public static IReadOnlyList<Mutant> All { get; } =
    [
        New("one-recv", "assumes that one recv returns exactly one message", static book => book with { OneRecv = true }, [.. Perturbed, "not-utf8", "long-name", "no-header"]),
        New("header-in-one-recv", "stops when the header arrives in two reads, and leaves the connection open", static book => book with { HeaderInOneRecv = true }, [.. Perturbed, "unknown-type", "half-header", "long-name", "no-header", "unknown-type-closes"]),
        New("signed-length", "reads the length as a signed byte", static book => book with { SignedLength = true }, "long-address"),
        New("signed-name", "crashes on a length over 127", static book => book with { MaxName = 127 }, "long-name"),
        New("wrong-byte-order", "sends the length before the type", static book => book with { SwapsHeader = true }, [.. Perturbed, .. Clients, "long-name", "starts-again", "no-header", "unknown-type", "half-header", "not-utf8"]),
        New("any-bytes", "looks up addresses that are not valid UTF-8", static book => book with { TakesAnyBytes = true }, "not-utf8"),
        New("writes-characters", "sends the length in characters, not in bytes", static book => book with { WritesCharacters = true }, "name-in-utf8"),
        New("reads-characters", "reads the length as a number of characters", static book => book with { ReadsCharacters = true }, "address-in-utf8"),
        New("needs-text", "waits for text even if the length is 0", static book => book with { NeedsText = true }, "empty-address"),
        New("one-shot", "closes the connection after one answer", static book => book with { MaxAnswers = 1 }, "many-queries", "ahead"),
        New("silent-on-unknown", "closes without an answer to an unknown message", static book => book with { IsSilentOnUnknown = true }, "unknown-type", "half-header", "not-utf8"),
        New("resets-on-unknown", "closes with unread bytes, which sends RST", static book => book with { ResetsOnUnknown = true }, "unknown-type-closes", "half-header", "not-utf8"),
        New("waits-for-text", "does not close when the client sends FIN inside an address", static book => book with { StaysOpen = (false, true) }, "short-text"),
        New("stays", "does not close when the client has sent FIN", static book => book with { StaysOpen = (true, false) }, "closes"),
        Looks("any-part", "matches part of an address", static (book, address) => address.Length == 0 ? null : book.FirstOrDefault(row => row[0].Contains(address, StringComparison.OrdinalIgnoreCase)), "whole-address"),
        Looks("exact-case", "compares addresses case-sensitively", static (book, address) => book.FirstOrDefault(row => row[0] == address), "any-case"),
        Make("skips-first-line", "always skips the first line of the book", static launch => Classroom(launch, Find, Fields, static lines => lines[1..]), "no-header"),
        Make("no-csv", "splits lines at commas without regard to quotes", static launch => Classroom(launch, Find, static line => line.Split(','), Records), "quoted-name"),
        Looks("no-missing", "sends an empty name for an unknown address", static (book, address) => Find(book, address) ?? ["", ""], "missing", "whole-address", "long-address", "empty-address", "many-queries", "ahead"),
        Make("one-client", "calls accept only once", static launch => new OneClientServer(Classroom(launch)), [.. Clients, "whole-address", "quoted-name"]),
        Mutant.Of(PageSuite.OfLibrary("book.server"), "no-reuse", "does not set SO_REUSEADDR", new HostedServer(Classroom) { NeedsFreePort = true }, "starts-again"),
        Make("dies-of-reset", "crashes when a client resets its connection", static launch => new FragileServer(Classroom(launch)), "after-reset"),
    ];

    private static Mutant New(string name, string bug, Func<ClassroomBook, ClassroomBook> change, params string[] caughtBy) =>
        Make(name, bug, launch => change(Classroom(launch)), caughtBy);

    private static Mutant Looks(string name, string bug, Func<IReadOnlyList<string[]>, string, string[]?> find, params string[] caughtBy) =>
        Make(name, bug, launch => Classroom(launch, find, Fields, Records), caughtBy);

    private static Mutant Make(string name, string bug, Func<Launch, IServer> make, params string[] caughtBy) =>
        Mutant.Of(PageSuite.OfLibrary("book.server"), name, bug, new HostedServer(make), caughtBy);

    private static ClassroomBook Classroom(Launch launch) => Classroom(launch, Find, Fields, Records);

    private static ClassroomBook Classroom(Launch launch, Func<IReadOnlyList<string[]>, string, string[]?> find, Func<string, string[]> fields, Func<string[], string[]> records)
    {
        var lines = File.ReadAllLines(Path.Combine(launch.Folder, "book.csv"), Encoding.UTF8);
        List<string[]> book = [.. records(lines).Select(fields)];
        return new ClassroomBook { Answer = address => find(book, address)?[1] ?? NotFound };
    }

    private static string[] Records(string[] lines) => lines[0] == "email,name" ? lines[1..] : lines;

    private static string[]? Find(IReadOnlyList<string[]> book, string address) =>
        book.FirstOrDefault(row => row[0].Equals(address, StringComparison.OrdinalIgnoreCase));

    /// <summary>The two fields of a line. Only the second one may be quoted.</summary>
    private static string[] Fields(string line)
    {
        var fields = line.Split(',', 2);
        return fields[1].StartsWith('"') ? [fields[0], fields[1][1..^1].Replace("\"\"", "\"", StringComparison.Ordinal)] : fields;
    }
}
