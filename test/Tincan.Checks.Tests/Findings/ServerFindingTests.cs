using Tincan.Checks.Findings;
using Tincan.Checks.Suites;
using Tincan.Checks.Targets;
using Tincan.Framing;
using Tincan.Recording;
using Tincan.Wires;

namespace Tincan.Checks.Tests;

public sealed class ServerFindingTests
{
    private static readonly WireEvent Fin = new() { Kind = WireEventKind.Fin, Connection = 1, Direction = Direction.ToServer };
    private static readonly WireEvent ItsFin = new() { Kind = WireEventKind.Fin, Connection = 1, Direction = Direction.ToClient };

    [Theory]
    [InlineData(FailureKind.Died, 141, "sends-after-fin")]
    [InlineData(FailureKind.ExtraBytes, 141, null)]
    [InlineData(FailureKind.Died, 139, "SIGSEGV: it accessed invalid memory")]
    [InlineData(FailureKind.WrongBytes, 139, null)]
    public void A_signal_explains_an_exit_but_not_a_wrong_answer(FailureKind kind, int code, string? id)
    {
        var seen = Seen("reverse.server", kind, "olleh", "what?", Connect(1), Send(1, "hello"), Fin, Connect(2)) with { Exit = new ProgramExit(code, []) };
        Assert.Equal(id, FindingList.Find(seen)?.Id);
    }

    [Theory]
    [InlineData("reverse.server", "ValueError: invalid literal for int() with base 10: 'hello'", "number-first server.py:3")]
    [InlineData("names.server", "struct.error: unpack requires a buffer of 4 bytes", "number-first server.py:3")]
    [InlineData("book.server", "struct.error: unpack requires a buffer of 4 bytes", "crash struct.error: unpack requires a buffer of 4 bytes server.py:3")]
    [InlineData("reverse.server", "ValueError: list.remove(x): x not in list", "crash ValueError: list.remove(x): x not in list server.py:3")]
    public void A_server_that_parses_a_number_speaks_another_protocol(string suite, string error, string id)
    {
        var seen = Seen(suite, FailureKind.Died, "olleh", "", Connect(1), Send(1, "hello"));
        Assert.Equal(id, FindingList.Find(seen with { Output = $"Traceback (most recent call last):\n  File \"server.py\", line 3, in <module>\n    n = int(data)\n{error}\n" })?.Id);
    }

    [Fact]
    public void Exits_after_an_answer_and_after_a_client_are_different_findings()
    {
        var first = Seen("reverse.server", FailureKind.Died, "owt", "", Connect(1), Send(1, "one"), Receive(1, "eno"), Send(1, "two")) with { Exit = new ProgramExit(0, []) };
        Assert.Equal("ends-after-answer", FindingList.Find(first)?.Id);
        var next = Seen("reverse.server", FailureKind.Died, "owt", "", Connect(1), Send(1, "one"), Receive(1, "eno"), Fin, Connect(2), Send(2, "two")) with { Exit = new ProgramExit(0, []) };
        Assert.Equal("ends-after-client", FindingList.Find(next)?.Id);
    }

    [Theory]
    [InlineData(true, "never-answers")]
    [InlineData(false, "never-reads")]
    public void Silence_shows_whether_the_server_reads(bool closes, string id)
    {
        var seen = Seen("echo.server", FailureKind.NoAnswer, "hello", "", [Connect(1), Send(1, "hello"), Fin, .. closes ? (WireEvent[])[ItsFin] : []]);
        Assert.Equal(id, FindingList.Find(seen with { IsSilent = true })?.Id);
        Assert.Null(FindingList.Find(seen));
    }

    [Theory]
    [InlineData("Nul\0rest", "Nul", "stops-at-nul")]
    [InlineData("Cr Lf\r\n", "Cr Lf\n", "echoes-lines")]
    [InlineData("Cr Lf\r\n", "what", null)]
    public void A_changed_echo_is_recognised(string expected, string got, string? id) =>
        Assert.Equal(id, FindingList.Find(Seen("echo.server", FailureKind.WrongBytes, expected, got, Connect(1), Send(1, expected)))?.Id);

    [Fact]
    public void Waiting_for_a_line_end_is_distinguished_from_waiting_for_FIN()
    {
        var late = new LateAnswer("Your name: \r\n"u8.ToArray(), IsAfterFin: false, TimeSpan.FromSeconds(5)) { IsAfterLineEnd = true };
        var seen = Seen("echo.server", FailureKind.NoAnswer, "Your name: ", "", Connect(1), Send(1, "Your name: "));
        var failure = new CheckFailedException(FailureKind.NoAnswer, "nothing came within 2 s") { Expected = seen.Failure.Expected, Got = seen.Failure.Got, LateAnswer = late };
        Assert.Equal("the echo came only when a line end followed", FindingList.Find(seen with { Failure = failure })?.What);
    }

    [Theory]
    [InlineData("Received: Hello", "by-itself")]
    [InlineData("Message received", "by-itself")]
    [InlineData("Server: Yes, speak up!", null)]
    [InlineData("Yes, spe", null)]
    public void A_talk_server_that_answers_by_itself_is_recognised(string got, string? id) =>
        Assert.Equal(id, FindingList.Find(Seen("talk.server", FailureKind.WrongBytes, "Yes, speak up!", got, Connect(1), Send(1, "Hello")))?.Id);

    [Fact]
    public void Lines_sent_after_the_callers_FIN_are_recognised()
    {
        var extra = Seen("talk.server", FailureKind.ExtraBytes, "", "Only with a string", Connect(1), Send(1, "Hello"), Receive(1, "Yes, speak up!"), Fin, Receive(1, "Only with a string"));
        Assert.Equal("fin-not-seen", FindingList.Find(extra)?.Id);
        var before = Seen("talk.server", FailureKind.ExtraBytes, "", "Only with a string", Connect(1), Send(1, "Hello"), Receive(1, "Yes, speak up!"), Receive(1, "Only with a string"), Fin);
        Assert.NotEqual("fin-not-seen", FindingList.Find(before)?.Id);
        var died = Seen("talk.server", FailureKind.Died, "", "", Connect(1), Send(1, "Hello"), Fin) with
        {
            Exit = new ProgramExit(1, []),
            Output = "Traceback (most recent call last):\n  File \"/x/server.py\", line 7, in <module>\n    input()\nEOFError: EOF when reading a line\n",
        };
        Assert.Equal("fin-not-seen", FindingList.Find(died)?.Id);
    }

    [Theory]
    [InlineData(Dialect.Raw, "record-newline")]
    [InlineData(Dialect.Lf, "no-line-end")]
    public void A_missing_line_end_in_raw_comes_from_the_table(Dialect reads, string id)
    {
        var seen = Seen("names.server", FailureKind.TerminatorMissing, "rutgers.edu 172.34.4.6 A\n", "rutgers.edu 172.34.4.6 A", Connect(1), Send(1, "rutgers.edu"));
        Assert.Equal(id, FindingList.Find(seen with { Dialect = reads })?.Id);
    }

    [Fact]
    public void A_question_sent_back_after_the_answer_is_recognised()
    {
        var seen = Seen("reverse.server", FailureKind.ExtraBytes, "", "HELLO", Connect(1), Send(1, "Hello"), Receive(1, "olleH"), Receive(1, "HELLO"));
        Assert.Equal("question-too", FindingList.Find(seen)?.Id);
    }

    [Theory]
    [InlineData("a 🙂", "🙂 a", "\ufffd\ufffd a", "utf-16-reversed")]
    [InlineData("für", "rüf", "rÃ¼f", "latin-1")]
    [InlineData("abc", "cba", "cba!", null)]
    public void A_damaged_character_is_distinguished_from_other_text(string line, string expected, string got, string? id) =>
        Assert.Equal(id, FindingList.Find(Seen("reverse.server", FailureKind.WrongBytes, expected, got, Connect(1), Send(1, line)))?.Id);

    [Theory]
    [InlineData("Exception in thread \"main\" java.lang.StringIndexOutOfBoundsException: 9\n\tat java.base/java.lang.AbstractStringBuilder.charAt(AbstractStringBuilder.java:105)\n\tat Server.main(Server.java:12)\n", "Server.java:12")]
    [InlineData("Error: write ECONNRESET\n    at WriteWrap.onWriteComplete [as oncomplete] (node:internal/stream_base_commons:94:16)\n    at Server.answer (/x/server.js:23:5)\n", "server.js:23")]
    [InlineData("Exception in thread \"main\" java.util.NoSuchElementException: No line found\n\tat java.util.Scanner.nextLine(Scanner.java:1651)\n\tat chat.Server.main(Server.java:8)\n", "Server.java:8")]
    public void The_location_of_a_crash_is_in_the_program_not_in_its_runtime(string written, string place) => Assert.Equal(place, ReportedError.Of(written)?.Location);

    [Theory]
    [InlineData("olleh\nowt\n", "twice")]
    [InlineData("olleh\n", "same-answer")]
    public void A_second_copy_of_an_answer_is_distinguished_from_the_same_answer(string got, string id)
    {
        var seen = Seen("reverse.server", FailureKind.WrongBytes, "owt", got, Connect(1), Send(1, "hello"), Receive(1, "olleh\n"), Send(1, "two"));
        Assert.Equal(id, FindingList.Find(seen)?.Id);
    }

    [Fact]
    public void Messages_of_another_connection_do_not_explain_silence()
    {
        WireEvent[] events = [Connect(1), Connect(2), Send(1, "hello"), Send(2, "one\ntwo\n"), Receive(2, "eno\n")];
        var seen = Seen("reverse.server", FailureKind.NoAnswer, "olleh", "", events);
        Assert.Equal("one-of-several", FindingList.Find(seen)?.Id);

        seen.Failure.Connection = 1;
        Assert.Null(FindingList.Find(seen));
    }

    [Fact]
    public void Lines_that_belong_together_are_not_several_messages_without_an_answer()
    {
        var seen = Seen("reverse.server", FailureKind.NoAnswer, "olleh", "", Connect(1), Send(1, "one"), Receive(1, "eno"), Send(1, "two\nthree\n") with { At = TimeSpan.FromSeconds(1) });
        Assert.Null(FindingList.Find(seen));
    }

    /// <summary>Unread bytes explain the RST, and not why the answer is missing.</summary>
    [Theory]
    [InlineData("one", false, "reset-without-answer", "instead of answering")]
    [InlineData("", true, "reset-without-answer", "instead of answering")]
    [InlineData("", false, "unread-input", "unread bytes")]
    public void A_reset_instead_of_an_answer_is_distinguished_from_one_after_it(string expected, bool isMissing, string id, string words)
    {
        var seen = Seen("reverse.server", FailureKind.Reset, expected, "", Connect(1), Send(1, "eno"));
        var found = FindingList.Find(isMissing ? seen with { Failure = seen.Failure.Awaiting("what happened") } : seen);
        Assert.Equal(id, found?.Id);
        Assert.Contains(words, found!.What, StringComparison.Ordinal);
    }

    [Fact]
    public void An_answer_of_decoded_bytes_is_not_said_to_be_reversed() => Assert.Equal("decoded", FindingList.Find(
        Seen("echo.server", FailureKind.WrongBytes, "", "") is var seen ? seen with { Failure = new CheckFailedException(FailureKind.WrongBytes, "what") { Expected = new byte[] { 0xFF, 0x21 }, Got = "\ufffd!"u8.ToArray() } } : seen)?.Id);

    /// <summary>A resolver has no table: it passes on what it is sent.</summary>
    [Theory]
    [InlineData("names.server", "Send the table's line, a space and IN: line + ' IN'.")]
    [InlineData("resolver.server", "Pass on the answer of the table server as it came.")]
    public void A_missing_IN_has_a_hint_for_each_kind_of_server(string suite, string hint) =>
        Assert.Equal(hint, FindingList.Find(Seen(suite, FailureKind.WrongBytes, "rutgers.edu 172.34.4.6 A IN\n", "rutgers.edu 172.34.4.6 A\n", Connect(1), Send(1, "rutgers.edu\n")))?.Hint);

    /// <summary>A server that is sent nothing and greets at the FIN has no answer that it could flush.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_answer_at_the_FIN_has_a_hint_about_buffers_only_if_something_was_asked(bool isAsked)
    {
        var late = new LateAnswer("hello"u8.ToArray(), IsAfterFin: true, TimeSpan.FromSeconds(5));
        var seen = Seen("echo.server", FailureKind.NoAnswer, "hello", "", isAsked ? [Connect(1), Send(1, "hello")] : [Connect(1)]);
        var found = FindingList.Find(seen with { Failure = new CheckFailedException(FailureKind.NoAnswer, "nothing") { Expected = seen.Failure.Expected, Got = seen.Failure.Got, LateAnswer = late } });
        Assert.Equal(("after-fin", isAsked), (found?.Id, found?.Hint is not null));
    }

    /// <summary>The same text after another message is the answer to that one.</summary>
    [Theory]
    [InlineData("olleh\nolleh\n", "twice")]
    [InlineData("olleh\n", null)]
    public void A_second_answer_is_distinguished_from_an_answer_to_half_a_message(string after, string? id)
    {
        WireEvent[] events = after.Length > 6 ? [Connect(1), Send(1, "hello\n"), Receive(1, after)] : [Connect(1), Send(1, "hello\n"), Receive(1, "olleh\n"), Send(1, "hell"), Fin, Receive(1, after)];
        Assert.Equal(id, FindingList.Find(Seen("reverse.server", FailureKind.ExtraBytes, "", "olleh\n", events))?.Id);
    }

    [Fact]
    public void An_answer_that_ends_like_the_previous_one_is_another()
    {
        var seen = Seen("echo.server", FailureKind.WrongBytes, "client 1: hello\n", "hello\n", Connect(1), Send(1, "hello\nhello\n"), Receive(1, "client 1: hello\n"), Receive(1, "hello\n"));
        Assert.NotEqual("same-answer", FindingList.Find(seen)?.Id);
    }

    /// <summary>Two of three have been answered: the third is not lost because it came in the same read.</summary>
    [Fact]
    public void An_answer_that_is_missing_after_others_is_not_one_of_several() => Assert.Null(FindingList.Find(
        Seen("names.server", FailureKind.NoAnswer, "c\n", "", Connect(1), Send(1, "one\ntwo\nthree\n"), Receive(1, "a\nb\n"))));

    /// <summary>A server that has answered two messages receives in a loop: something in the third one ended it.</summary>
    [Theory]
    [InlineData(1, "closed-after-answer")]
    [InlineData(2, "closed-without-answer")]
    public void A_server_that_closes_after_its_first_answer_is_distinguished_from_one_that_closes_later(int answers, string id)
    {
        var before = Enumerable.Range(0, answers).SelectMany(static _ => (WireEvent[])[Send(1, "hello\n"), Receive(1, "olleh\n")]);
        Assert.Equal(id, FindingList.Find(Seen("reverse.server", FailureKind.ClosedEarly, "olleh\n", "", [Connect(1), .. before, Send(1, "hello\n"), ItsFin]))?.Id);
    }

    /// <summary>A case that sends ahead has the better hint.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_connection_that_is_closed_instead_of_an_answer_has_a_hint_of_its_own_if_one_message_was_sent(bool isPipelined)
    {
        var found = FindingList.Find(Seen("reverse.server", FailureKind.ClosedEarly, "olleh", "", Connect(1), Send(1, "hello"), ItsFin) with { IsPipelined = isPipelined });
        Assert.Equal("closed-without-answer", found?.Id);
        Assert.Equal(isPipelined, found!.Hint is null);
    }

    private static WireEvent Connect(int connection) => new() { Kind = WireEventKind.Connect, Connection = connection };

    private static WireEvent Send(int connection, string text) =>
        new() { Kind = WireEventKind.Send, Connection = connection, Direction = Direction.ToServer, Bytes = Encoding.UTF8.GetBytes(text) };

    private static WireEvent Receive(int connection, string text) =>
        new() { Kind = WireEventKind.Receive, Connection = connection, Direction = Direction.ToClient, Bytes = Encoding.UTF8.GetBytes(text) };

    private static Evidence Seen(string suite, FailureKind kind, string expected, string got, params WireEvent[] events)
    {
        var failure = new CheckFailedException(kind, "what happened") { Expected = Encoding.UTF8.GetBytes(expected), Got = Encoding.UTF8.GetBytes(got) };
        WireEvent[] all = got.Length > 0 && events is [.., { Kind: WireEventKind.Send }] ? [.. events, Receive(1, got)] : events;
        return new Evidence(AllSuites.List.First(one => one.Name == suite), Dialect.Raw, failure, all);
    }
}
