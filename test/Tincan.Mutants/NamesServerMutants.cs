using Tincan.Checks.Targets;
using Tincan.Checks.Suites;
using Tincan.Hosting;
using Tincan.Mutants.Programs;

namespace Tincan.Mutants;

/// <summary>Table servers with a bug each.</summary>
internal static class NamesServerMutants
{
    private static readonly string[] Clients = ["next-client", "after-reset", "not-utf8", "concurrent"];
    private static readonly string[] Asked = [.. Clients, "own-answers", "starts-again"];
    private static readonly string[] Hits = ["hit", "any-case", "table-spelling", "hit-after-miss", "many-names", "ahead", "blank-line", "end-word", "comments", "last-record", "last-line"];
    private static readonly string[] Misses = ["miss", "hit-after-miss", "whole-name", "ahead", "blank-line"];

    public static IReadOnlyList<Mutant> All { get; } =
    [
        New("answers-misses", "says that a name is not found", static (table, name) => Find(table, name) ?? $"{name} - Error:HOST NOT FOUND", [.. Misses, "closes"]),
        New("without-in", "forgets IN behind the record", static (table, name) => Find(table, name)?.Replace(" IN", "", StringComparison.Ordinal), [.. Hits, .. Asked]),
        New("exact-case", "finds a name only in the table's case", static (table, name) => Record(table.FirstOrDefault(line => NameOf(line) == name)), "any-case", "table-spelling", "ahead"),
        New("as-asked", "spells the name as the client did", static (table, name) => Find(table, name) is { } found ? name + found[name.Length..] : null, "any-case", "table-spelling", "ahead"),
        New("small-letters", "makes small letters of the table", static (table, name) => Find(table, name) is { } found ? NameOf(found).ToLowerInvariant() + found[name.Length..] : null, "table-spelling", "ahead"),
        New("any-part", "finds a part of a name", static (table, name) => name.Length == 0 ? null : Record(table.FirstOrDefault(line => NameOf(line).Contains(name, StringComparison.OrdinalIgnoreCase))), "whole-name"),
        New("no-www", "takes www. off", static (table, name) => Find(table, name) ?? Find(table, name.Replace("www.", "", StringComparison.Ordinal)), "whole-name"),
        New("comments-too", "stops to read its table at the first line that is no record", static (table, name) => Find([.. table.TakeWhile(static line => line.Split(' ').Length == 3)], name), "comments"),
        Make("cuts-records", "takes the last character off each line of its table, newline or not", static launch => Classroom(Cut(File.ReadAllText(Place(launch))), Find), "last-record"),
        Of("one-recv", "takes what one recv returns for one name", static server => server with { Takes = Takes.AllForOne }, [.. Hits.Except(["comments", "last-record", "end-word"])]),
        Of("loses-last-line", "does not answer a last name without line end", static server => server with { AnswersRest = false }, "last-line"),
        Of("closes-after-one", "closes after the first name", static server => server with { MaxAnswers = 1 }, [.. Hits, "miss", "whole-name", "starts-again", .. Clients]),
        Of("stays", "keeps the connection when the client has finished", static server => server with { Stays = true }, "closes"),
        Make("ends-at-words", "closes when quit or bye comes", static launch => Classroom(launch, Find) with { EndWords = ["quit", "bye"] }, "end-word"),
        Make("ends-at-blank-line", "closes when a blank line comes", static launch => Classroom(launch, Find) with { EndWords = [""] }, "blank-line"),
        Make("one-client", "serves the first client only", static launch => new OneClientServer(Classroom(launch, Find)), Clients),
        Make("last-client", "sends to the client that connected last", static launch => Classroom(launch, Find) with { Last = new LatestConnection() }, "own-answers"),
        Mutant.Of(NamesServerSuite.Suite, "no-reuse", "does not set SO_REUSEADDR", new HostedServer(static launch => Classroom(launch, Find)) { NeedsFreePort = true }, "starts-again"),
        Make("dies-of-reset", "ends when a client breaks off", static launch => new FragileServer(Classroom(launch, Find)), "after-reset"),
        Make("dies-of-bad-text", "ends when a name cannot be decoded", static launch => new FragileServer(Classroom(launch, Find) with { FailsToDecode = true }), "after-reset", "not-utf8"),
    ];

    private static Mutant New(string name, string bug, Func<IReadOnlyList<string>, string, string?> find, params string[] caughtBy) =>
        Make(name, bug, launch => Classroom(launch, find), caughtBy);

    private static Mutant Of(string name, string bug, Func<ClassroomServer, ClassroomServer> change, params string[] caughtBy) =>
        Make(name, bug, launch => change(Classroom(launch, Find)), caughtBy);

    private static Mutant Make(string name, string bug, Func<Launch, IServer> make, params string[] caughtBy) =>
        Mutant.Of(NamesServerSuite.Suite, name, bug, new HostedServer(make), caughtBy);

    private static ClassroomServer Classroom(Launch launch, Func<IReadOnlyList<string>, string, string?> find) => Classroom(File.ReadAllLines(Place(launch), Encoding.UTF8), find);

    private static ClassroomServer Classroom(IReadOnlyList<string> table, Func<IReadOnlyList<string>, string, string?> find) => new() { Answer = name => find(table, name) };

    private static string Place(Launch launch) => Path.Combine(launch.Folder, NamesServerSuite.TableFile);

    /// <summary>The lines, each without its last character: its newline, if it has one.</summary>
    private static string[] Cut(string table) => table.Split('\n') is [.. var lines, var last] ? [.. lines, last.Length > 0 ? last[..^1] : last] : [];

    private static string? Find(IReadOnlyList<string> table, string name) =>
        name.Length == 0 ? null : Record(table.FirstOrDefault(line => NameOf(line).Equals(name, StringComparison.OrdinalIgnoreCase)));

    private static string? Record(string? line) => line is null ? null : $"{line} IN";

    private static string NameOf(string line) => line.Split(' ')[0];
}
