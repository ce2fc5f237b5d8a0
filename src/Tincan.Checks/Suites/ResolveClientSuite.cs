using Tincan.Checks.Cases;
using Tincan.Checks.Parameters;
using Tincan.Checks.Probing;
using static Tincan.Checks.Plays.ResolveClientPlay;

namespace Tincan.Checks.Suites;

/// <summary>The requirements on the client of a resolver.</summary>
internal static class ResolveClientSuite
{
    public static Suite Suite { get; } = new(
        "resolve.client",
        Side.Client,
        "A client that asks a resolver for each name of a file, and writes the answers.",
        MessageCodec.Lines,
        [
            new(
                "resolve.client.one-name",
                Level.Must,
                "The client sends the name of its input, and writes the answer as a line of its own.",
                "This is what the program is for.",
                "Send the name with its line end, receive until the answer's line end, and write what came.",
                static context => AskAsync(context, "rutgers.edu\n", One)) { Points = 2 },
            new(
                "resolve.client.many-names",
                Level.Must,
                "Each name is sent, found or not, and the answers are written in the order of the names.",
                "A name that nobody knows does not end the run; the answer to each name has its line.",
                "Send, receive and write in a loop over the lines of the file.",
                static context => AskAsync(context, "www.princeton.edu\nrutgers.edu\nnothinghere.com\ngoogle.com\nwww.google.com\n", Sample)) { Points = 2 },
            new(
                "resolve.client.as-it-came",
                Level.Must,
                "The answer is written as it came, in the table's spelling.",
                "The table server spells the name, and the client passes it on.",
                "Write what was received; do not put the answer together from the name that was asked for.",
                static context => AskAsync(context, "google.com\n", Other)),
            new(
                "resolve.client.miss",
                Level.Must,
                "The answer ' - TIMED OUT' is written like any other.",
                "A name without a line in the result shifts all that follow.",
                "Write what was received, whatever it is.",
                static context => AskAsync(context, "nothinghere.com\nrutgers.edu\n", Sample[2], One)),
            new(
                "resolve.client.spelling",
                Level.Must,
                "A name is sent as the input spells it.",
                "The resolver repeats the client's spelling when it times out.",
                "Do not call lower() on a name; table servers compare without case by themselves.",
                static context => AskAsync(context, "NothingHere.COM\n", ("NothingHere.COM", "NothingHere.COM - TIMED OUT"))),
            new(
                "resolve.client.waits",
                Level.Must,
                "The client waits for an answer that comes after the resolver's deadline.",
                "A resolver takes all of its deadline before it says TIMED OUT.",
                "Set no timeout on the socket, or one well over 5 s.",
                WaitsAsync) { CanBurn = false },
            new(
                "resolve.client.blank-line",
                Level.Must,
                "A blank line of the input is skipped, or sent and answered; the names behind it are resolved.",
                "A blank line at the end of the file is normal, and must not hang the client.",
                "Skip lines that are empty.",
                static context => AskAsync(context, "rutgers.edu\n\ngoogle.com\n", One, Other)),
            new(
                "resolve.client.last-line",
                Level.Must,
                "A last name without newline behind it is resolved like any other.",
                "A file whose last line has no newline is normal; that name must not be lost.",
                "Take off a newline only if there is one: line[:-1] takes the last character of such a line.",
                static context => AskAsync(context, "google.com\nrutgers.edu", Other, One)),
            ClientCases.LastAnswer("resolve.client", LastAnswerAsync),
            new(
                "resolve.client.crlf-input",
                Level.Must,
                "Names of a file whose lines end with CR LF are sent without the CR.",
                "Files from Windows end their lines so; no table knows a name that ends with CR.",
                "Take off '\\r' behind the name as well as '\\n'.",
                static context => AskAsync(context, "rutgers.edu\r\ngoogle.com\r\n", One, Other)),
            new(
                "resolve.client.file-form",
                Level.Must,
                "An output file holds the answers of this run and nothing else, one a line, each with a newline after it, the last one too.",
                "A file is compared with the expected one byte by byte. What is written to standard output instead is not judged here.",
                "Write the answer and one newline for each name, and write messages for people to standard output.",
                FileFormAsync) { CanBurn = false },
            new(
                "resolve.client.one-connection",
                Level.Should,
                "All names are asked for on one connection.",
                "A connection a name costs a round trip each, and some resolvers accept only once.",
                "Connect once, before the loop over the names.",
                OneConnectionAsync) { CanBurn = false },
            new(
                "resolve.client.closed-after-each",
                Level.Should,
                "With a resolver that closes behind each answer, the client asks for the next name on a new connection.",
                "Some resolvers answer one name and close.",
                "Connect for each name, or connect again when the resolver has closed.",
                ClosedAfterEachAsync) { CanBurn = false },
            new(
                "resolve.client.closes",
                Level.Must,
                "Behind the last answer the client closes by itself (FIN), and ends with exit code 0 if all names were found.",
                "A resolver waits for the next name for as long as its client stays.",
                "Close the socket and leave when the file is at its end.",
                static async context => await (await AnswerAsync(context, "rutgers.edu\n", One)).EndsWellAsync()) { CanBurn = false },
            ClientCases.EarlyClose("resolve.client", OwedAsync),
            ClientCases.EarlyCloseFails("resolve.client", OwedAsync),
            ClientCases.Refused("resolve.client", "rutgers.edu\n"),
        ])
    {
        InputFile = "PROJ2-HNS.txt",
        OutputFile = "RESOLVED.txt",
        Parameters = [NamesParameters.Edition, NamesParameters.Hit, NamesParameters.Miss, NamesParameters.Padding with { Cases = ["resolve.client.one-name"] }],
        Probe = ResolveClientProbe.RunAsync,
    };
}
