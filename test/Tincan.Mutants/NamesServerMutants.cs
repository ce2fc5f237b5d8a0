using Tincan.Checks.Pages;
using Tincan.Checks.Targets;
using Tincan.Hosting;
using Tincan.Mutants.Programs;

namespace Tincan.Mutants;

/// <summary>Table servers with one bug each.</summary>
internal static class NamesServerMutants
{
    private static readonly string[] Clients = ["next-client", "after-reset", "not-utf8", "concurrent"];
    private static readonly string[] Asked = [.. Clients, "own-answers", "starts-again"];
    private static readonly string[] Hits = ["hit", "any-case", "table-spelling", "hit-after-miss", "many-names", "ahead", "blank-line", "end-word", "comments", "last-record", "last-line"];
    private static readonly string[] Misses = ["miss", "hit-after-miss", "whole-name", "ahead", "blank-line"];

    /// <summary>The file with the program's table.</summary>
    public const string TableFile = "PROJ2-DNSTS1.txt";

    public static IReadOnlyList<Mutant> All { get; } =
    [
        New("answers-misses", "sends an answer for an unknown name", static (table, name) => Find(table, name) ?? $"{name} - Error:HOST NOT FOUND", Misses),
        New("without-in", "sends the record without IN", static (table, name) => Find(table, name)?.Replace(" IN", "", StringComparison.Ordinal), [.. Hits, .. Asked]),
        New("exact-case", "compares names case-sensitively", static (table, name) => Record(table.FirstOrDefault(line => NameOf(line) == name)), "any-case", "table-spelling", "ahead"),
        New("as-asked", "answers with the client's spelling of the name", static (table, name) => Find(table, name) is { } found ? name + found[name.Length..] : null, "any-case", "table-spelling", "ahead"),
        New("small-letters", "answers in lower case", static (table, name) => Find(table, name) is { } found ? NameOf(found).ToLowerInvariant() + found[name.Length..] : null, "table-spelling", "ahead"),
        New("any-part", "matches part of a name", static (table, name) => name.Length == 0 ? null : Record(table.FirstOrDefault(line => NameOf(line).Contains(name, StringComparison.OrdinalIgnoreCase))), "whole-name"),
        New("no-www", "ignores www. at the start of a name", static (table, name) => Find(table, name) ?? Find(table, name.Replace("www.", "", StringComparison.Ordinal)), "whole-name"),
        New("comments-too", "stops reading the table at a comment", static (table, name) => Find([.. table.TakeWhile(static line => line.Split(' ').Length == 3)], name), "comments"),
        Make("cuts-records", "removes the last character of each table line, even if it is no newline", static launch => Classroom(Cut(File.ReadAllText(TablePath(launch))), Find), "last-record"),
        Of("one-recv", "assumes that one recv returns exactly one name", static server => server with { Reads = Reads.AllAsOneLine }, [.. Hits.Except(["comments", "last-record", "end-word"])]),
        Of("loses-last-line", "does not answer a last name that has no line end", static server => server with { AnswersIncompleteLine = false }, "last-line"),
        Of("closes-after-one", "closes the connection after the first answer", static server => server with { MaxAnswers = 1 }, [.. Hits.Except(["hit", "any-case", "table-spelling", "last-record"]), "miss", "whole-name"]),
        Of("stays", "does not close when the client has sent FIN", static server => server with { StaysOpen = true }, "closes"),
        Make("ends-at-words", "closes the connection on the words quit and bye", static launch => Classroom(launch, Find) with { QuitWords = ["quit", "bye"] }, "end-word"),
        Make("ends-at-blank-line", "closes the connection on a blank line", static launch => Classroom(launch, Find) with { QuitWords = [""] }, "blank-line"),
        Make("one-client", "calls accept only once", static launch => new OneClientServer(Classroom(launch, Find)), Clients),
        Make("last-client", "sends every answer to the client that connected last", static launch => Classroom(launch, Find) with { Latest = new LatestConnection() }, "own-answers"),
        Mutant.Of(PageSuite.OfLibrary("names.server"), "no-reuse", "does not set SO_REUSEADDR", new HostedServer(static launch => Classroom(launch, Find)) { NeedsFreePort = true }, "starts-again"),
        Make("dies-of-reset", "crashes when a client resets its connection", static launch => new FragileServer(Classroom(launch, Find)), "after-reset"),
        Make("dies-of-bad-text", "crashes on a name that is not UTF-8", static launch => new FragileServer(Classroom(launch, Find) with { FailsToDecode = true }), "after-reset", "not-utf8"),
    ];

    private static Mutant New(string name, string bug, Func<IReadOnlyList<string>, string, string?> find, params string[] caughtBy) =>
        Make(name, bug, launch => Classroom(launch, find), caughtBy);

    private static Mutant Of(string name, string bug, Func<ClassroomServer, ClassroomServer> change, params string[] caughtBy) =>
        Make(name, bug, launch => change(Classroom(launch, Find)), caughtBy);

    private static Mutant Make(string name, string bug, Func<Launch, IServer> make, params string[] caughtBy) =>
        Mutant.Of(PageSuite.OfLibrary("names.server"), name, bug, new HostedServer(make), caughtBy);

    private static ClassroomServer Classroom(Launch launch, Func<IReadOnlyList<string>, string, string?> find) => Classroom(File.ReadAllLines(TablePath(launch), Encoding.UTF8), find);

    private static ClassroomServer Classroom(IReadOnlyList<string> table, Func<IReadOnlyList<string>, string, string?> find) => new() { Answer = name => find(table, name) };

    private static string TablePath(Launch launch) => Path.Combine(launch.Folder, TableFile);

    /// <summary>The lines, each without its last character, which may be a newline.</summary>
    private static string[] Cut(string table) => table.Split('\n') is [.. var lines, var last] ? [.. lines, last.Length > 0 ? last[..^1] : last] : [];

    private static string? Find(IReadOnlyList<string> table, string name) =>
        name.Length == 0 ? null : Record(table.FirstOrDefault(line => NameOf(line).Equals(name, StringComparison.OrdinalIgnoreCase)));

    private static string? Record(string? line) => line is null ? null : $"{line} IN";

    private static string NameOf(string line) => line.Split(' ')[0];
}
