using Tincan.Checks.Cases;
using Tincan.Checks.Parameters;
using Tincan.Checks.Probing;
using static Tincan.Checks.Plays.BadTablePlay;
using static Tincan.Checks.Plays.ResolverServerPlay;

namespace Tincan.Checks.Suites;

/// <summary>The requirements on a resolver; the case plays its client and its two table servers.</summary>
internal static class ResolverServerSuite
{
    public static Suite Suite { get; } = new(
        "resolver.server",
        Side.Server,
        "A server that asks two table servers for each name, and passes on the answer that comes first.",
        MessageCodec.Lines,
        [
            new(
                "resolver.server.first-table",
                Level.Must,
                "A name that the first table server knows is answered with that server's answer, at once.",
                "This is what the program is for; the other table server says nothing at all, and must not be waited for.",
                "Wait for both table servers at the same time (select), and pass on what comes first.",
                static context => AskQuicklyAsync(context, Rutgers)) { Points = 2 },
            new(
                "resolver.server.second-table",
                Level.Must,
                "A name that the second table server knows is answered with that server's answer, at once.",
                "The first table server says nothing at all, and must not be waited for.",
                "Send the name to both table servers before you wait for either.",
                static context => AskQuicklyAsync(context, Princeton)) { Points = 2 },
            new(
                "resolver.server.unchanged",
                Level.Must,
                "The answer is passed on unchanged, in the table's spelling.",
                "The table server spells the name, and the resolver passes it on.",
                "Send what was received; do not put the answer together from the name that was asked for.",
                static context => AskAsync(context, Google)),
            new(
                "resolver.server.many-names",
                Level.Must,
                "One name after another is answered on a connection, for as long as the client asks.",
                "A client with a file asks for all names on one connection.",
                "Receive in a loop until recv returns nothing; do not close after the first answer.",
                static context => AskAsync(context, Princeton, Rutgers, Google, Amazon)),
            new(
                "resolver.server.ahead",
                Level.Must,
                "Names that come in one segment are answered one by one, in order.",
                "TCP keeps no edges between sends: what a client sent line by line may arrive together.",
                "Keep what recv returns in a buffer, and take out one name after another.",
                AheadAsync) { SpeaksAhead = true, NeedsLineEnds = true },
            new(
                "resolver.server.miss",
                Level.Must,
                "If no table server answers, the client gets 'Name - TIMED OUT', the name as the client spelled it, one blank on each side of the dash.",
                "The client waits for an answer to every name, found or not.",
                "When the deadline is over, send the name as it was received and ' - TIMED OUT'.",
                MissAsync) { CanBurn = false, Points = 2 },
            new(
                "resolver.server.deadline",
                Level.Must,
                "'TIMED OUT' comes when the deadline is over: not long before, and not long after.",
                "A resolver that waits for one table server after the other takes twice as long; one that gives up early loses slow answers.",
                "Wait once, for both table servers, and for 5 s in all.",
                DeadlineAsync) { CanBurn = false },
            new(
                "resolver.server.asks-both",
                Level.Must,
                "Both table servers are asked for a name, spelled as the client spelled it, once each.",
                "A resolver holds no table, and cannot know who has the record.",
                "Send the line as it was received to each table server; do not call lower() on it.",
                AsksBothAsync) { CanBurn = false },
            new(
                "resolver.server.slow-table",
                Level.Must,
                "An answer that comes slowly, but within the deadline, is passed on.",
                "The deadline is 5 s; an answer after 3 s is in time.",
                "Set the timeout of select to what is left of 5 s, not to less.",
                SlowTableAsync) { CanBurn = false },
            new(
                "resolver.server.only-first",
                Level.Must,
                "If both table servers answer, only the first answer is passed on, and the other is not the answer to the next name.",
                "A client takes one answer for each name; one too many shifts all that follow.",
                "Match an answer to its question by name, and throw away what belongs to another.",
                OnlyFirstAsync) { CanBurn = false },
            new(
                "resolver.server.late-answer",
                Level.Must,
                "An answer that comes after the deadline is never given to the next name.",
                "The client gets an answer for a name that it did not ask for, and so for all that follow.",
                "Match an answer to its question by name, or connect to a table server anew after it has been silent.",
                LateAnswerAsync) { CanBurn = false, Points = 2 },
            new(
                "resolver.server.answers-once",
                Level.Must,
                "A name that was answered gets no 'TIMED OUT' when its deadline is over.",
                "The client takes it for the answer to its next name, and every answer after that belongs to the name before.",
                "Stop the timer when an answer has been passed on, or look whether the name still waits when it goes off.",
                AnswersOnceAsync) { CanBurn = false },
            new(
                "resolver.server.refused-table",
                Level.Must,
                "A table server that refuses connections counts as silent: the other one's answer is passed on, before the deadline.",
                "One table server that does not run would take the whole service down.",
                "Catch the error of connect for each table server by itself, and go on with the other.",
                RefusedTableAsync) { CanBurn = false },
            new(
                "resolver.server.closing-table",
                Level.Must,
                "A table server that closes its connections counts as silent: the other one's answers are passed on, before the deadline.",
                "A closed connection is readable for ever, and recv returns nothing each time: that is no answer.",
                "When recv returns nothing, leave that table server out, and go on waiting for the other.",
                static context => BadTableAsync(context, static peer => peer.FinishAsync())) { CanBurn = false },
            new(
                "resolver.server.resetting-table",
                Level.Must,
                "A table server that breaks off (RST) counts as silent: the other one's answers are passed on, before the deadline.",
                "An exception that nobody catches ends the resolver for all.",
                "Catch the connection errors of each table server by itself, and go on with the other.",
                static context => BadTableAsync(context, ResetAsync)) { CanBurn = false },
            new(
                "resolver.server.one-shot-table",
                Level.Must,
                "A table server that closes behind each answer is asked for the next name on a new connection.",
                "Many table servers answer one name and close.",
                "When a table server has closed, connect to it again before the next name is sent.",
                OneShotTableAsync) { CanBurn = false },
            new(
                "resolver.server.blank-name",
                Level.Should,
                "A blank line is answered with ' - TIMED OUT', and the next name is answered as always.",
                "A blank line at the end of a file is normal, and must not hang the chain.",
                "Answer a blank line by yourself; do not send it to the table servers.",
                BlankAsync) { CanBurn = false, NeedsLineEnds = true },
            new(
                "resolver.server.end-word",
                Level.Must,
                "A word like EOF, done or quit is a name like any other.",
                "Some clients send one before they close, and others ask for a host of that name.",
                "Leave the loop when recv returns nothing, not at a word.",
                EndWordAsync) { CanBurn = false },
            new(
                "resolver.server.last-line",
                Level.Must,
                "A last name without line end is answered when the client finishes (FIN).",
                "A file whose last line has no newline is normal; that name must not be lost.",
                "When recv returns nothing, answer what is left in the buffer before you close.",
                LastLineAsync) { CanBurn = false, NeedsLineEnds = true },
            new(
                "resolver.server.closes",
                Level.Must,
                "When the client finishes (FIN), the resolver says what it owes and closes, too.",
                "A resolver that stays keeps descriptors for every client that ever came.",
                "When recv returns nothing, close the socket.",
                ClosesAsync) { CanBurn = false },
            new(
                "resolver.server.next-client",
                Level.Must,
                "When a client has gone, the next one is served.",
                "Some clients open a connection for each name.",
                "Put accept into a loop.",
                NextClientAsync) { CanBurn = false },
            new(
                "resolver.server.after-reset",
                Level.Must,
                "A client that breaks off (RST) while it is owed an answer ends its own conversation only.",
                "An exception that nobody catches ends the resolver for all.",
                "Catch the connection errors of one client where that client is served.",
                AfterResetAsync) { CanBurn = false },
            new(
                "resolver.server.concurrent",
                Level.Should,
                "A client is served while another one waits for an answer.",
                "One name that nobody knows keeps all clients waiting for 5 s.",
                "Serve each client in a thread or a task of its own.",
                ConcurrentAsync) { CanBurn = false },
            ServerCases.StartsAgain("resolver.server", AskedAsync, AskAgainAsync),
        ])
    {
        Tables = 2,
        Parameters =
        [
            NamesParameters.Edition with { Cases = ["resolver.server.miss"] },
            NamesParameters.Miss with { Cases = ["resolver.server.miss"] },
            NamesParameters.Padding with { Cases = ["resolver.server.first-table"] },
            GreetingParameter.Greeting with { Cases = ["resolver.server.first-table"] },
            NamesParameters.FirstPort,
            NamesParameters.SecondPort,
        ],
        Probe = ResolverServerProbe.RunAsync,
    };
}
