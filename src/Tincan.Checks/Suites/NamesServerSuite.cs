using Tincan.Checks.Cases;
using Tincan.Checks.Contexts;
using Tincan.Checks.Parameters;
using Tincan.Checks.Plays;
using Tincan.Checks.Probing;

namespace Tincan.Checks.Suites;

/// <summary>The requirements for a table server.</summary>
public static class NamesServerSuite
{
    /// <summary>The file with the program's table.</summary>
    internal const string TableFile = "PROJ2-DNSTS1.txt";

    private const string Name = "names.server";

    private const string Rutgers = "rutgers.edu 172.34.4.6 A";

    /// <summary>The suite.</summary>
    public static Suite Suite { get; } = new(Name,
        Side.Server,
        $"A table server: it answers the names in {TableFile}, and sends nothing for others.",
        MessageCodec.Lines,
        [
            new("names.server.hit", Level.Must,
                "The server answers a name in the table with 'Name IP A IN', separated by single spaces.",
                "This is what the program is for; the resolver passes the answer on as it is.",
                "Send the table's line, a space, IN, and the line end.",
                static context => AskAsync(context, ("rutgers.edu", Rutgers))) { Points = 2 },
            new("names.server.any-case", Level.Must,
                "Upper and lower case make no difference in a name.",
                "RUTGERS.EDU and rutgers.edu are the same name.",
                "Convert both names to lower case before you compare them.",
                static context => AskAsync(context, ("RUTGERS.edu", Rutgers))),
            new("names.server.table-spelling", Level.Must,
                "The answer has the name as the table spells it, not as the client does or in lower case.",
                "The expected output of the assignment has GOOGLE.com for the query google.com.",
                "Keep the table's original line together with the lower-case name, and send that line.",
                static context => AskAsync(context, ("google.com", "GOOGLE.com 46.1.3.7 A"))),
            new("names.server.miss", Level.Must,
                "For a name that is not in the table the server sends nothing, and keeps the connection open.",
                "The resolver takes the first answer that comes: 'not found' would win over another server's hit.",
                "If the name is missing, send nothing, not even an empty line, and call recv again.",
                static context => AskAsync(context, ("nothinghere.com", null))) { Points = 2 },
            new("names.server.hit-after-miss", Level.Must,
                "After an unknown name the server still answers the next one on the same connection.",
                "Resolvers keep one connection for all their questions.",
                "Do not close the connection, or leave the loop, when a name is missing.",
                static context => AskAsync(context, ("nothinghere.com", null), ("rutgers.edu", Rutgers))),
            new("names.server.whole-name", Level.Must,
                "A name matches only as a whole: not a part of it, and not with 'www.' added or removed.",
                "www.google.com and google.com may have different addresses, or only one of them may have an address.",
                "Compare with ==, not with startswith or in; remove nothing from the name.",
                static context => AskAsync(context, ("www.google.com", null), ("princeton.edu", null), ("rutgers", null), ("rutgers.edu.org", null))),
            new("names.server.many-names", Level.Must,
                "The server answers every name of a connection, in order, until the client finishes.",
                "A resolver asks for hundreds of names on one connection.",
                "Receive in a loop until recv returns nothing; do not close after the first answer.",
                static context => AskAsync(context, ("rutgers.edu", Rutgers), ("amazon.com", "amazon.com 94.5.6.7 A"), ("www.princeton.edu", "www.princeton.edu 128.1.1.4 A"))),
            new("names.server.ahead", Level.Must,
                "The server answers names that arrive in one read one by one, in order.",
                "TCP does not keep sends apart: names that a client sent one by one may arrive together.",
                "Collect what recv returns in a buffer, and take one line after another from it.",
                PipelinedAsync) { IsPipelined = true, NeedsLineEnds = true, Points = 2 },
            new("names.server.blank-line", Level.Should,
                "A blank line is a name that is not in the table: the server sends nothing, and keeps the connection open.",
                "Files have blank lines, and a resolver may pass them on.",
                "Do not take an empty line for the end: the end is when recv returns nothing.",
                static context => AskAsync(context, ("", null), ("rutgers.edu", Rutgers))) { NeedsLineEnds = true },
            new("names.server.end-word", Level.Should,
                "Words such as EOF, done and quit are names like any other.",
                "Some clients send one before they close; it has no meaning in the protocol.",
                "End when recv returns nothing, not at a word.",
                QuitWordAsync) { CanPerturb = false },
            new("names.server.comments", Level.Should,
                "The server ignores blank lines and lines that begin with # in the table.",
                "People use them to explain and group the entries.",
                "When you read the table, skip a line that is empty or begins with #.",
                CommentsAsync) { CanPerturb = false },
            new("names.server.last-record", Level.Must,
                "A last line of the table without a newline is a record like any other.",
                "Many editors write no newline at the end of a file; the answers have to be the same.",
                "When you read the table, remove the newline only if there is one: line[:-1] removes the last character of a line without one.",
                LastRecordAsync) { CanPerturb = false },
            new("names.server.last-line", Level.Must,
                "The server answers a last name without a line end when the client finishes.",
                "Many files have no newline at the end, and their last name must not be lost.",
                "When recv returns nothing, answer what is left in the buffer before you close.",
                LastLineAsync) { CanPerturb = false, NeedsLineEnds = true },
            ServerCases.Closes(Name, BeginAsync),
            ServerCases.NextClient(Name, AskOneAsync),
            ServerCases.AfterReset(Name, BeginAsync, AskOneAsync),
            ServerCases.NotUtf8(Name, GreetedPeer.ConnectAsync, AskOneAsync),
            ServerCases.OwnAnswers(Name, GreetedPeer.ConnectAsync, static async (context, peer) =>
            {
                await peer.SendLineAsync("rutgers.edu");
                await peer.ExpectAsync(NamesParameters.HitOf(context.Options, Rutgers));
            }, static context => context.Options.ValueOf(GreetingParameter.Greeting)),
            ServerCases.StartsAgain(Name, static async context =>
            {
                var peer = await GreetedPeer.ConnectAsync(context);
                await peer.SendLineAsync("rutgers.edu");
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

    /// <summary>Asks for names, each with the record in the table, or null if no answer is expected.</summary>
    private static async Task AskAsync(CaseContext context, params (string Name, string? Record)[] questions)
    {
        await using var peer = await GreetedPeer.ConnectAsync(context);
        foreach (var (name, record) in questions)
        {
            await peer.SendLineAsync(name);
            await (record is null ? peer.ExpectSilenceAsync() : peer.ExpectAsync(NamesParameters.HitOf(context.Options, record)));
        }

        await peer.ExpectSilenceAsync();
    }

    private static Task AskOneAsync(CaseContext context) => AskAsync(context, ("rutgers.edu", Rutgers));

    private static async Task PipelinedAsync(CaseContext context)
    {
        await using var peer = await GreetedPeer.ConnectAsync(context);
        await peer.SendLinesAsync("rutgers.edu", "nothinghere.com", "amazon.com", "google.com");
        await peer.ExpectAsync(NamesParameters.HitOf(context.Options, Rutgers));
        await peer.ExpectAsync(NamesParameters.HitOf(context.Options, "amazon.com 94.5.6.7 A"));
        await peer.ExpectAsync(NamesParameters.HitOf(context.Options, "GOOGLE.com 46.1.3.7 A"));
    }

    /// <summary>
    /// Asks for a known name after each word, to find the word that ended the program, and twice before them, because a server that answers only one question
    /// has no quit word. Other cases judge the answers to unknown names.
    /// </summary>
    private static async Task QuitWordAsync(CaseContext context)
    {
        await using var peer = await GreetedPeer.ConnectAsync(context);
        await AskKnownAsync();
        await AskKnownAsync();
        foreach (var word in context.QuitWords)
        {
            await peer.SendLineAsync(word);
            await peer.ReceiveAllAsync(context.Options.QuietPeriod);
            await AskKnownAsync();
        }

        async Task AskKnownAsync()
        {
            await peer.SendLineAsync("rutgers.edu");
            await peer.ExpectAsync(NamesParameters.HitOf(context.Options, Rutgers));
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
        await peer.SendPartialLineAsync("rutgers.edu", "amazon.com");
        await peer.FinishAsync();
        await peer.ExpectAsync(NamesParameters.HitOf(context.Options, "amazon.com 94.5.6.7 A"));
        await peer.ExpectAsync(NamesParameters.HitOf(context.Options, Rutgers));
    }

    private static async Task<Peer> BeginAsync(CaseContext context)
    {
        var peer = await GreetedPeer.ConnectAsync(context);
        await peer.SendLineAsync("nothinghere.com");
        return peer;
    }
}
