using Tincan.Checks.Cases;
using Tincan.Checks.Parameters;
using Tincan.Checks.Plays;
using Tincan.Checks.Probing;
using Tincan.Checks.Contexts;

namespace Tincan.Checks.Suites;

/// <summary>The requirements on a table server.</summary>
public static class NamesServerSuite
{
    /// <summary>The file that the program reads its table from.</summary>
    internal const string TableFile = "PROJ2-DNSTS1.txt";

    private const string Name = "names.server";

    private const string Rutgers = "rutgers.edu 172.34.4.6 A";

    /// <summary>The suite.</summary>
    public static Suite Suite { get; } = new(Name,
        Side.Server,
        $"A table server: knows the names in {TableFile}, and says nothing about others.",
        MessageCodec.Lines,
        [
            new("names.server.hit", Level.Must,
                "A name of the table is answered with 'Name IP A IN', with single blanks.",
                "This is what the program is for; the resolver passes the answer on as it is.",
                "Send the table's line, a blank and IN, and the line end.",
                static context => AskAsync(context, ("rutgers.edu", Rutgers))) { Points = 2 },
            new("names.server.any-case", Level.Must,
                "A name is found in whichever case the client spells it.",
                "Names have no case: RUTGERS.EDU and rutgers.edu are one.",
                "Compare both names in small letters.",
                static context => AskAsync(context, ("RUTGERS.edu", Rutgers))),
            new("names.server.table-spelling", Level.Must,
                "The answer has the name as the table spells it, not as the client or small letters do.",
                "The expected output of the assignment has GOOGLE.com for the query google.com.",
                "Keep the table's own line beside the name that you compare, and send that.",
                static context => AskAsync(context, ("google.com", "GOOGLE.com 46.1.3.7 A"))),
            new("names.server.miss", Level.Must,
                "About a name that is not in the table the server says nothing at all, and keeps the connection.",
                "The resolver takes the first answer that comes: 'not found' would win over another server's hit.",
                "Where the name is missing do not send, not even an empty line; go on to the next recv.",
                static context => AskAsync(context, ("nothinghere.com", null))) { Points = 2 },
            new("names.server.hit-after-miss", Level.Must,
                "A name that comes after a miss, on the same connection, is answered.",
                "Resolvers keep one connection for all their questions.",
                "Do not close the connection, or leave the loop, when a name is missing.",
                static context => AskAsync(context, ("nothinghere.com", null), ("rutgers.edu", Rutgers))),
            new("names.server.whole-name", Level.Must,
                "Only the whole name is found: no part of it, and none with or without 'www.' in front.",
                "www.google.com and google.com may have different addresses, or only one of them any.",
                "Compare with ==, not with startswith or in; take nothing off the name.",
                static context => AskAsync(context, ("www.google.com", null), ("princeton.edu", null), ("rutgers", null), ("rutgers.edu.org", null))),
            new("names.server.many-names", Level.Must,
                "Each name of a connection is answered, one after another, for as long as they come.",
                "A resolver asks hundreds of names on one connection.",
                "Receive in a loop until recv returns nothing; do not close after the first answer.",
                static context => AskAsync(context, ("rutgers.edu", Rutgers), ("amazon.com", "amazon.com 94.5.6.7 A"), ("www.princeton.edu", "www.princeton.edu 128.1.1.4 A"))),
            new("names.server.ahead", Level.Must,
                "Names that come in one segment are answered one by one, in order.",
                "TCP keeps no edges between sends: what a client sent name by name may arrive together.",
                "Keep what recv returns in a buffer, and take out one line after another.",
                AheadAsync) { SpeaksAhead = true, NeedsLineEnds = true, Points = 2 },
            new("names.server.blank-line", Level.Should,
                "A blank line is a name that is not in the table: nothing is said, and the connection is kept.",
                "Files have blank lines, and a resolver may pass them on.",
                "Do not take an empty line for the end: only recv that returns nothing is the end.",
                static context => AskAsync(context, ("", null), ("rutgers.edu", Rutgers))) { NeedsLineEnds = true },
            new("names.server.end-word", Level.Should,
                "Words such as EOF, done and quit are names like all others.",
                "Some clients send one before they close, and to all others it means nothing.",
                "End when recv returns nothing, not when a word comes.",
                EndWordAsync) { CanBurn = false },
            new("names.server.comments", Level.Should,
                "Blank lines and lines that begin with # in the table are ignored.",
                "People explain and group what is in a table.",
                "Where you read the table, skip a line that is empty or begins with #.",
                CommentsAsync) { CanBurn = false },
            new("names.server.last-record", Level.Must,
                "A last line of the table without a newline is a record like every other.",
                "Many editors end a file without a newline; the answers have to be the same.",
                "Take the newline off where you read the table, and only if there is one: line[:-1] takes the last character of a line without one.",
                LastRecordAsync) { CanBurn = false },
            new("names.server.last-line", Level.Must,
                "A last name without line end is answered when the client finishes.",
                "A file whose last line has no newline is normal; that name must not be lost.",
                "When recv returns nothing, answer what is left in the buffer before you close.",
                LastLineAsync) { CanBurn = false, NeedsLineEnds = true },
            ServerCases.Closes(Name, BeginAsync),
            ServerCases.NextClient(Name, AskOneAsync),
            ServerCases.AfterReset(Name, BeginAsync, AskOneAsync),
            ServerCases.NotUtf8(Name, GreetedPeer.ConnectAsync, AskOneAsync),
            ServerCases.OwnAnswers(Name, GreetedPeer.ConnectAsync, static async (context, peer) =>
            {
                await peer.SayAsync("rutgers.edu");
                await peer.HearAsync(NamesParameters.HitOf(context.Options, Rutgers));
            }, static context => GreetingParameter.Of(context.Options)),
            ServerCases.StartsAgain(Name, static async context =>
            {
                var peer = await GreetedPeer.ConnectAsync(context);
                await peer.SayAsync("rutgers.edu");
                await peer.SkipLineAsync(NamesParameters.HitOf(context.Options, Rutgers));
                return peer;
            }, AskOneAsync),
            ServerCases.Concurrent(Name, Level.Should, BeginAsync, AskOneAsync),
        ])
    {
        Parameters =
        [
            NamesParameters.Edition with { Cases = ["names.server.hit"] },
            NamesParameters.Hit with { Cases = ["names.server.hit"] },
            NamesParameters.Padding with { Cases = ["names.server.hit"] },
            GreetingParameter.Greeting with { Cases = ["names.server.hit"] },
        ],
        Probe = NamesServerProbe.RunAsync,
        Files = new Dictionary<string, byte[]>(StringComparer.Ordinal)
        {
            [TableFile] = "amazon.com 94.5.6.7 A\nrutgers.edu 172.34.4.6 A\nwww.princeton.edu 128.1.1.4 A\nGOOGLE.com 46.1.3.7 A\n"u8.ToArray(),
        },
    };

    /// <summary>Asks names, each with the record of the table; null where no answer comes.</summary>
    private static async Task AskAsync(CaseContext context, params (string Name, string? Record)[] questions)
    {
        await using var peer = await GreetedPeer.ConnectAsync(context);
        foreach (var (name, record) in questions)
        {
            await peer.SayAsync(name);
            await (record is null ? peer.HearNothingAsync() : peer.HearAsync(NamesParameters.HitOf(context.Options, record)));
        }

        await peer.HearNothingAsync();
    }

    private static Task AskOneAsync(CaseContext context) => AskAsync(context, ("rutgers.edu", Rutgers));

    private static async Task AheadAsync(CaseContext context)
    {
        await using var peer = await GreetedPeer.ConnectAsync(context);
        await peer.SayTogetherAsync("rutgers.edu", "nothinghere.com", "amazon.com", "google.com");
        await peer.HearAsync(NamesParameters.HitOf(context.Options, Rutgers));
        await peer.HearAsync(NamesParameters.HitOf(context.Options, "amazon.com 94.5.6.7 A"));
        await peer.HearAsync(NamesParameters.HitOf(context.Options, "GOOGLE.com 46.1.3.7 A"));
    }

    /// <summary>
    /// A known name is asked for after each word, so that it is clear which one ended it, and twice before them: a server that answers one name only ends at no
    /// word. What is said to a name that is not in the table is for other cases.
    /// </summary>
    private static async Task EndWordAsync(CaseContext context)
    {
        await using var peer = await GreetedPeer.ConnectAsync(context);
        await AskKnownAsync();
        await AskKnownAsync();
        foreach (var word in context.EndWords)
        {
            await peer.SayAsync(word);
            await peer.CollectAsync(context.Options.Quiet);
            await AskKnownAsync();
        }

        async Task AskKnownAsync()
        {
            await peer.SayAsync("rutgers.edu");
            await peer.HearAsync(NamesParameters.HitOf(context.Options, Rutgers));
        }
    }

    private static async Task CommentsAsync(CaseContext context)
    {
        context.Write(TableFile, "# Universities\n\nrutgers.edu 172.34.4.6 A\n\n# Shops\namazon.com 94.5.6.7 A\n"u8);
        await AskAsync(context, ("rutgers.edu", Rutgers), ("amazon.com", "amazon.com 94.5.6.7 A"));
    }

    private static async Task LastRecordAsync(CaseContext context)
    {
        context.Write(TableFile, "amazon.com 94.5.6.7 A\nrutgers.edu 172.34.4.6 A"u8);
        await AskAsync(context, ("rutgers.edu", Rutgers));
    }

    private static async Task LastLineAsync(CaseContext context)
    {
        await using var peer = await GreetedPeer.ConnectAsync(context);
        await peer.SayUnfinishedAsync("rutgers.edu", "amazon.com");
        await peer.FinishAsync();
        await peer.HearAsync(NamesParameters.HitOf(context.Options, "amazon.com 94.5.6.7 A"));
        await peer.HearAsync(NamesParameters.HitOf(context.Options, Rutgers));
    }

    private static async Task<Peer> BeginAsync(CaseContext context)
    {
        var peer = await GreetedPeer.ConnectAsync(context);
        await peer.SayAsync("nothinghere.com");
        return peer;
    }
}
