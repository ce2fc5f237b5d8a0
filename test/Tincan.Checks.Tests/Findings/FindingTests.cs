using Tincan.Checks.Contexts;
using Tincan.Checks.Findings;
using Tincan.Checks.Suites;
using Tincan.Checks.Targets;
using Tincan.Framing;
using Tincan.Recording;
using Tincan.Wires;

namespace Tincan.Checks.Tests;

public sealed class FindingTests
{
    [Theory]
    [InlineData("OLLEH\n", "olleh\n", "case")]
    [InlineData("OLLEH\n", "\nOLLEH", "line-end-inside")]
    [InlineData("OLLEH\n", "OLLEH\n\n", "line-end-added")]
    [InlineData("OLLEH\n", "LLEH\n", "first-character")]
    [InlineData("OLLEH\n", "OLLE\n", "last-character")]
    [InlineData("OLLEH\n", "HELLO\n", "sent-back")]
    [InlineData("OLLEH\n", "b'OLLEH'\n", "repr")]
    [InlineData("OLLEH\n", "OLLEH\0\0\0\n", "buffer")]
    [InlineData(" OLLEH \n", "OLLEH\n", "stripped")]
    public void A_known_difference_is_recognised(string expected, string got, string id) =>
        Assert.Equal(id, FindingList.Find(Seen(FailureKind.WrongBytes, expected, got))?.Id);

    [Fact]
    public void An_unknown_difference_has_no_finding() => Assert.Null(FindingList.Find(Seen(FailureKind.WrongBytes, "OLLEH\n", "what?\n")));

    [Fact]
    public void The_last_error_explains_silence()
    {
        const string Talk = "ready\nTraceback (most recent call last):\n  File \"/x/server.py\", line 7, in serve\n    a[1]\nIndexError: list index out of range\n";
        var seen = Seen(FailureKind.NoAnswer, "OLLEH\n", "") with { Output = Talk };
        Assert.Equal("it failed at server.py:7: IndexError: list index out of range", FindingList.Find(seen)?.What);
        Assert.Equal("it failed: IndexError: list index out of range", FindingList.Find(seen)?.Anywhere.What);
        Assert.Equal(FindingList.Find(seen)?.Anywhere.Id, FindingList.Find(seen with { Output = Talk.Replace("line 7", "line 9", StringComparison.Ordinal) })?.Anywhere.Id);
        Assert.Null(ReportedError.Of("got ValueError: from the client\n"));
        Assert.Null(ReportedError.Of("Traceback (most recent call last):\n  File \"x.py\", line 1\nKeyboardInterrupt\n"));
    }

    [Fact]
    public void An_answer_that_comes_only_after_FIN_is_recognised()
    {
        var seen = Seen(FailureKind.NoAnswer, "OLLEH\n", "");
        var failure = new CheckFailedException(FailureKind.NoAnswer, "nothing came within 2 s")
        {
            Expected = seen.Failure.Expected,
            Got = seen.Failure.Got,
            LateAnswer = new LateAnswer("OLLEH\n"u8.ToArray(), IsAfterFin: true, TimeSpan.FromSeconds(4)),
        };
        Assert.Equal("after-fin", FindingList.Find(seen with { Failure = failure })?.Id);
    }

    [Theory]
    [InlineData(141, true, "sigpipe")]
    [InlineData(141, false, "sigpipe-no-client")]
    public void The_exit_of_a_program_is_explained(int code, bool hasLeft, string id)
    {
        var seen = Seen(FailureKind.Died, "OLLEH\n", "") with { Exit = new ProgramExit(code, []) };
        WireEvent left = new() { Kind = WireEventKind.Rst, Direction = Direction.ToServer };
        WireEvent gone = new() { Kind = WireEventKind.Fin, Direction = Direction.ToClient };
        Assert.Equal(id, FindingList.Find(seen with { Events = hasLeft ? [left, gone] : [gone, left] })?.Id);
    }

    [Theory]
    [InlineData("R\u0005\0Hello", "length-width")]
    [InlineData("R\u0007Hello", "length-off")]
    [InlineData("Hello", "no-header")]
    public void A_wrong_header_of_the_address_book_is_recognised(string got, string id)
    {
        var suite = AllSuites.List.First(static one => one.Name == "book.server");
        Assert.Equal(id, FindingList.Find(Seen(FailureKind.WrongBytes, "R\u0005Hello", got) with { Assignment = suite })?.Id);
    }

    [Theory]
    [InlineData("HELLO 1.2.3.4 A", "hello 1.2.3.4 A IN", "no-in")]
    [InlineData("HELLO 1.2.3.4 A IN", "hello 1.2.3.4 A IN", "client-spelling")]
    [InlineData("hello 1.2.3.4 A IN", "Hello 1.2.3.4 A IN", "case")]
    public void A_wrong_name_or_a_missing_IN_is_recognised(string got, string expected, string id) =>
        Assert.Equal(id, FindingList.Find(Seen(FailureKind.WrongBytes, expected + "\n", got + "\n") with { Assignment = Suite("names.server") })?.Id);

    [Theory]
    [InlineData("socket.error: [Errno 111] Connection refused")]
    [InlineData("error: [Errno 111] Connection refused")]
    public void A_socket_error_of_Python_2_is_recognised(string line) =>
        Assert.Equal(line, ReportedError.Of($"Traceback (most recent call last):\n  File \"ls.py\", line 27, in <module>\n    connect()\n{line}\n")?.Message);

    [Theory]
    [InlineData("died", "quit", "", "the word 'quit' ended it")]
    [InlineData("closed", "rutgers.edu", "quit", "the word 'quit' ended it")]
    [InlineData("silent", "rutgers.edu", "quit", "it did not answer after the word 'quit'")]
    [InlineData("silent", "rutgers.edu", "hello", null)]
    public void A_quit_word_of_a_server_is_recognised(string how, string asked, string before, string? what)
    {
        var kind = how switch { "died" => FailureKind.Died, "closed" => FailureKind.ClosedEarly, _ => FailureKind.NoAnswer };
        var seen = Seen(kind, "x\n", "", asked + "\n") with { QuitWords = ["quit"], Exit = kind == FailureKind.Died ? new ProgramExit(0, []) : null };
        WireEvent[] earlier =
        [
            new() { Kind = WireEventKind.Connect, Connection = 1 },
            new() { Kind = WireEventKind.Send, Connection = 1, Direction = Direction.ToServer, Bytes = "rutgers.edu\n"u8.ToArray() },
            new() { Kind = WireEventKind.Receive, Connection = 1, Direction = Direction.ToClient, Bytes = "rutgers.edu 172.34.4.6 A IN\n"u8.ToArray() },
            new() { Kind = WireEventKind.Send, Connection = 1, Direction = Direction.ToServer, Bytes = Encoding.UTF8.GetBytes(before + "\n") },
        ];

        Assert.Equal(what, FindingList.Find(seen with { Events = [.. earlier, .. seen.Events.Where(static one => one.Kind == WireEventKind.Send)] })?.What);
    }

    [Fact]
    public void A_server_that_serves_only_one_client_is_recognised()
    {
        var first = Seen(FailureKind.NoAnswer, "OLLEH\n", "OLLEH\n");
        WireEvent[] second =
        [
            new() { Kind = WireEventKind.Close, Connection = 1 },
            new() { Kind = WireEventKind.Connect, Connection = 2 },
            new() { Kind = WireEventKind.Send, Connection = 2, Direction = Direction.ToServer, Bytes = "HELLO\n"u8.ToArray() },
        ];
        Assert.Equal("one-client", FindingList.Find(first with { Events = [.. first.Events, .. second] })?.Id);
        Assert.Null(FindingList.Find(Seen(FailureKind.NoAnswer, "OLLEH\n", "")));
    }

    [Theory]
    [InlineData(0, 0.1, "it came 5.0 s after the question, though the second table server had answered after 0.1 s: it waits for the first, which sends nothing, or it sleeps")]
    [InlineData(4.9, 4.95, "it came 5.0 s after the question: the second table server was asked 4.9 s after the first")]
    public void The_times_of_the_table_servers_explain_a_late_answer(double asked, double answered, string what)
    {
        var seen = Resolver(
            FailureKind.Late,
            "b.com 1.2.3.4 A IN",
            Table(2, WireEventKind.Receive, 0, "b.com"),
            Table(3, WireEventKind.Receive, asked, "b.com"),
            Table(3, WireEventKind.Send, answered, "b.com 1.2.3.4 A IN"));
        Assert.Equal(what, FindingList.Find(seen)?.What);
    }

    [Fact]
    public void A_resolver_that_waits_in_sequence_is_late_for_an_unknown_name()
    {
        var seen = Resolver(FailureKind.NoAnswer, "b.com - TIMED OUT", Table(2, WireEventKind.Receive, 0, "b.com"), Table(3, WireEventKind.Receive, 0, "b.com"));
        Assert.Equal("waits-one-by-one", FindingList.Find(seen)?.Id);
    }

    [Fact]
    public void A_resolver_that_asks_one_table_server_does_not_wait_for_the_other()
    {
        var seen = Resolver(FailureKind.NoAnswer, "b.com - TIMED OUT", Table(2, WireEventKind.Receive, 0, "b.com"));
        Assert.Equal("it came 5.0 s after the question: it asked only the first table server", FindingList.Find(seen)?.What);
    }

    [Fact]
    public void The_report_says_when_a_resolver_gave_up()
    {
        var miss = new WireEvent { Kind = WireEventKind.Receive, Connection = 1, At = TimeSpan.FromSeconds(2.5), Direction = Direction.ToClient, Bytes = "b.com - TIMED OUT"u8.ToArray() };
        var seen = Resolver(FailureKind.WrongBytes, "b.com 1.2.3.4 A IN", Table(2, WireEventKind.Receive, 0, "b.com"), miss);
        Assert.Equal("it gave up 1.5 s after the question, and table servers have 5 s", FindingList.Find(seen)?.What);
    }

    [Fact]
    public void A_resolver_that_ignores_one_table_server_is_recognised()
    {
        var miss = new WireEvent { Kind = WireEventKind.Receive, Connection = 1, At = TimeSpan.FromSeconds(6), Direction = Direction.ToClient, Bytes = "b.com - TIMED OUT"u8.ToArray() };
        var seen = Resolver(FailureKind.WrongBytes, "b.com 1.2.3.4 A IN", Table(2, WireEventKind.Receive, 0, "b.com"), Table(2, WireEventKind.Send, 3, "b.com 1.2.3.4 A IN"), miss);
        Assert.Equal("the first table server had answered 3.0 s after the question, but it no longer waited for that answer", FindingList.Find(seen)?.What);
    }

    private static Evidence Resolver(FailureKind kind, string expected, params WireEvent[] then)
    {
        var got = kind == FailureKind.WrongBytes ? "b.com - TIMED OUT"u8.ToArray() : [];
        var failure = new CheckFailedException(kind, "what came")
        {
            Expected = Encoding.UTF8.GetBytes(expected),
            Got = got,
            LateAnswer = kind == FailureKind.WrongBytes ? null : new LateAnswer(Encoding.UTF8.GetBytes(expected), IsAfterFin: false, TimeSpan.FromSeconds(5)),
        };
        var begun = TimeSpan.FromSeconds(1);
        WireEvent[] events =
        [
            new() { Kind = WireEventKind.Accept, Connection = 2, Text = "127.0.0.1:5000 to 127.0.0.1:5001" },
            new() { Kind = WireEventKind.Accept, Connection = 3, Text = "127.0.0.1:5000 to 127.0.0.1:5002" },
            new() { Kind = WireEventKind.Connect, Connection = 1 },
            new() { Kind = WireEventKind.Send, Connection = 1, At = begun, Direction = Direction.ToServer, Bytes = "b.com"u8.ToArray() },
            .. then,
        ];
        return new Evidence(Suite("resolver.server"), Dialect.Raw, failure, events) { TableAddresses = [new HostPort("127.0.0.1", 5001), new HostPort("127.0.0.1", 5002)], Deadline = TimeSpan.FromSeconds(5) };
    }

    private static WireEvent Table(int connection, WireEventKind kind, double after, string bytes) => new()
    {
        Kind = kind,
        Connection = connection,
        At = TimeSpan.FromSeconds(1 + after),
        Direction = kind == WireEventKind.Receive ? Direction.ToServer : Direction.ToClient,
        Bytes = Encoding.UTF8.GetBytes(bytes),
    };

    private static Suite Suite(string name) => AllSuites.List.First(one => one.Name == name);

    private static Evidence Seen(FailureKind kind, string expected, string got, string asked = "HELLO\n")
    {
        var failure = new CheckFailedException(kind, "something else came") { Expected = Encoding.UTF8.GetBytes(expected), Got = Encoding.UTF8.GetBytes(got) };
        WireEvent[] events =
        [
            new() { Kind = WireEventKind.Connect, Connection = 1 },
            new() { Kind = WireEventKind.Send, Connection = 1, Direction = Direction.ToServer, Bytes = Encoding.UTF8.GetBytes(asked) },
            new() { Kind = WireEventKind.Receive, Connection = 1, Direction = Direction.ToClient, Bytes = Encoding.UTF8.GetBytes(got) },
        ];
        return new Evidence(AllSuites.List.First(static one => one.Name == "reverse.server"), Dialect.Lf, failure, events);
    }
}
