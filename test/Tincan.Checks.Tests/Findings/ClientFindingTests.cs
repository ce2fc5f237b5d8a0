using Tincan.Checks.Findings;
using Tincan.Checks.Pages;
using Tincan.Checks.Suites;
using Tincan.Checks.Targets;
using Tincan.Framing;
using Tincan.Recording;
using Tincan.Wires;

namespace Tincan.Checks.Tests;

public sealed class ClientFindingTests
{
    private static readonly string Traceback = string.Join('\n', "Traceback (most recent call last):", "  File \"/x/client.py\", line 7, in <module>", "    line = input()", "EOFError: EOF when reading a line", "");

    private static readonly string Thrown = string.Join('\n', "Exception in thread \"main\" java.util.NoSuchElementException: No line found", "\tat Client.main(Client.java:45)", "");

    [Fact]
    public void Lines_sent_without_waiting_explain_a_failure()
    {
        var seen = Output("one\ntwo\n3\n", "eno\nowt\n3\n", "eno\n", Received("one\ntwo\n3\n"), Sent("eno\n"), Sent("owt\n"), Sent("3\n"));

        Assert.Equal(("ahead", "it sent all its lines before it got the first answer, and did not receive an answer for each"), Named(seen));
    }

    [Fact]
    public void A_client_that_waits_for_each_answer_does_not_send_ahead()
    {
        var seen = Output("one\ntwo\n", "eno\nowt\n", "eno\n", Received("one\n"), Sent("eno\n"), Received("two\n"), Sent("owt\n"));

        Assert.NotEqual("ahead", FindingList.Find(seen)?.Id);
    }

    [Theory]
    [InlineData("ready\n", "it closed the connection with 23 bytes unread, and wrote none of them: perhaps it never calls recv")]
    [InlineData("it says Welcome to CS 352!\n", "it closed the connection before it had read all answers (RST)")]
    public void Unread_answers_explain_a_reset(string written, string what)
    {
        var seen = Seen(FailureKind.Reset, "one\n", null, null, Sent("Welcome to CS 352!"), Received("one\n"), Sent("eno\n\n"), Reset) with { Output = written };

        Assert.Equal(("unread", what), Named(seen));
    }

    [Fact]
    public void An_unread_answer_also_explains_missing_output()
    {
        var seen = Output("one\n", "eno\n", "ready\n", Received("one\n"), Sent("eno\n"), Reset);

        Assert.Equal("unread", FindingList.Find(seen)?.Id);
    }

    [Fact]
    public void Lost_input_is_recognised()
    {
        var python = AfterFirstAnswer(FailureKind.ClosedEarly) with { Output = Traceback };
        Assert.Equal(("lost-input", "it found the end of its input (EOFError) though lines were left: input that is typed ahead gets lost"), Named(python));
        Assert.Equal("lost-input", FindingList.Find(AfterFirstAnswer(FailureKind.ClosedEarly) with { Output = Thrown })?.Id);
    }

    [Fact]
    public void The_end_of_input_after_the_last_line_is_not_lost_input()
    {
        var seen = Seen(FailureKind.WrongExitCode, "one\n", null, null, Received("one\n"), Sent("eno\n")) with { Output = Thrown };

        Assert.Equal("Standard input has ended: call hasNextLine() before nextLine(), and end as for a blank line.", FindingList.Find(seen)?.Hint);
    }

    [Theory]
    [InlineData(FailureKind.ClosedEarly, "it sent the first of 2 lines, and then closed")]
    [InlineData(FailureKind.NoAnswer, "it sent the first of 2 lines, and then nothing more")]
    public void A_client_that_sends_only_one_line_is_recognised(FailureKind kind, string what) => Assert.Equal(("one-line", what), Named(AfterFirstAnswer(kind)));

    [Theory]
    [InlineData("one\n", "it does not stop at the end of its input: it sent its last line again")]
    [InlineData("eno\nx\n", "it does not stop at the end of its input: it sent what was left in its buffer")]
    public void A_client_that_never_stops_is_recognised(string more, string what)
    {
        var seen = Seen(FailureKind.NotClosed, "one\n", null, null, Received("one\n"), Sent("eno\n"), Received(more));

        Assert.Equal(("goes-on", what), Named(seen));
    }

    [Fact]
    public void A_client_that_waits_after_its_input_is_recognised() => Assert.Equal(
        new Finding("stays", "it has reached the end of its input, and neither sends nor closes", null),
        FindingList.Find(Seen(FailureKind.NotClosed, "one\n", null, null, Received("one\n"), Sent("eno\n"))));

    [Fact]
    public void An_extra_word_at_the_end_is_recognised()
    {
        var seen = Seen(FailureKind.ExtraBytes, "one\n", "", "bye", Received("one\n"), Sent("eno\n"), Received("bye"), Finished);

        Assert.Equal("last-word", FindingList.Find(seen)?.Id);
    }

    [Fact]
    public void A_client_of_another_protocol_is_recognised()
    {
        Assert.Equal("own-text", FindingList.Find(Seen(FailureKind.WrongBytes, "one\n", "one\n", "READY_CHK", Received("READY_CHK")))?.Id);
        Assert.NotEqual("own-text", FindingList.Find(Seen(FailureKind.WrongBytes, " \tone \n", " \tone \n", "one\n", Received("one\n")))?.Id);
    }

    [Fact]
    public void A_client_that_waits_gets_no_hint_for_servers()
    {
        var silent = AfterFirstAnswer(FailureKind.NoAnswer);
        var failure = new CheckFailedException(FailureKind.NoAnswer, "nothing came within 2 s")
        {
            Expected = silent.Failure.Expected,
            Got = silent.Failure.Got,
            LateAnswer = new LateAnswer("two\n"u8.ToArray(), IsAfterFin: true, TimeSpan.FromSeconds(4)),
        };

        Assert.Equal(new Finding("waits", "it still waited for the server, and continued only after the server's FIN", null), FindingList.Find(silent with { Failure = failure }));
    }

    [Fact]
    public void The_rest_of_a_buffer_is_recognised()
    {
        var block = $"one\n{new string('\0', 96)}";
        Assert.Equal("whole-buffer", FindingList.Find(Seen(FailureKind.ExtraBytes, "one\ntwo\n", "", block[4..], Received(block)))?.Id);
        Assert.Equal("whole-buffer", FindingList.Find(Seen(FailureKind.WrongBytes, " one \n", " one \n", block, Received(block)))?.Id);
    }

    [Fact]
    public void A_CR_from_the_input_is_not_a_wrong_line_end() => Assert.Equal(
        new Finding("keeps-cr", "it also sent the CR of the input's line ends", null), FindingList.Find(Seen(FailureKind.WrongBytes, "one\r\n", "one\n", "one\r\n", Received("one\r\n"))));

    [Theory]
    [InlineData("HELLO\r\n", "HELLO\n", "other-line-end")]
    [InlineData("\r\n", "\n", "other-line-end")]
    [InlineData("HELLO\n", "HELLO\r\n", "other-line-end")]
    [InlineData("tell me\n", "tell\n", "first-word")]
    public void A_changed_line_is_recognised(string expected, string got, string id) =>
        Assert.Equal(id, FindingList.Find(Seen(FailureKind.WrongBytes, expected, expected, got, Received(got)))?.Id);

    [Theory]
    [InlineData("one\nlast", "as-read")]
    [InlineData("one\nlast\n", "no-line-end")]
    public void A_client_that_sends_no_line_end_gets_a_hint_for_clients(string input, string id)
    {
        var finding = FindingList.Find(Seen(FailureKind.TerminatorMissing, input, "last\n", "last", Received("one\n"), Sent("eno\n"), Received("last")));

        Assert.Equal(id, finding?.Id);
        Assert.DoesNotContain("answer", finding?.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_copied_as_lines_are_recognised()
    {
        var seen = Output("HELLO\n", "one\r\ntwo\r\n", "says:\none\n", Received("HELLO\r\n"), Sent("one\r\ntwo\r\n"));

        Assert.Equal(("line-ends-changed", "it reads lines and writes them with its own line ends: '\\r\\n' became '\\n', and only 1 of 2 lines are there"), Named(seen));
    }

    [Fact]
    public void Part_of_a_long_answer_is_recognised_even_if_the_rest_was_unread()
    {
        var answer = string.Concat(Enumerable.Range(0, 1000).Select(static i => $"{i:000}, "));
        var seen = Output("one\n", $"{answer}\n", $"Server: {answer[..200]}\n", Received("one\n"), Sent($"{answer}\n"), Reset);

        Assert.Equal(("part", "it took a part of a long answer for the whole answer"), Named(seen));
    }

    [Fact]
    public void The_rest_of_the_sent_line_after_an_answer_is_recognised() =>
        Assert.Equal("unended", FindingList.Find(Output("hello\n", "hi\n", "\nServer: hillo\n", Received("hello\n"), Sent("hi\n")))?.Id);

    [Fact]
    public void Pythons_notation_for_bytes_is_recognised_within_other_text() =>
        Assert.Equal("repr", FindingList.Find(Output("one\n", "eno\n", "Server: b'eno'\n", Received("one\n"), Sent("eno\n")))?.Id);

    [Theory]
    [InlineData("one A IN\n", "one A IN\n \n")]
    [InlineData("one A IN\ntwo A IN\n", "one A IN \ntwo A IN ")]
    public void A_space_after_each_answer_is_recognised(string expected, string got) =>
        Assert.Equal("blank-added", FindingList.Find(Output("one\n", expected, got, Received("one\n"), Sent(expected)))?.Id);

    [Fact]
    public void Answers_on_standard_output_instead_of_the_file_are_recognised()
    {
        var noFile = new CheckFailedException(FailureKind.NoAnswer, "the program ended without writing the file") { Where = "in the file" };
        var seen = Seen(FailureKind.NoAnswer, "one\n", null, null, Received("one\n"), Sent("eno\n")) with { Failure = noFile, Output = "eno\n" };

        Assert.Equal("printed", FindingList.Find(seen)?.Id);
        Assert.NotEqual("printed", FindingList.Find(seen with { Output = "ready\n" })?.Id);
    }

    private static readonly WireEvent Reset = new() { Kind = WireEventKind.Rst, Connection = 1, Direction = Direction.ToServer };

    private static readonly WireEvent Finished = new() { Kind = WireEventKind.Fin, Connection = 1, Direction = Direction.ToServer };

    private static WireEvent Received(string text) => new() { Kind = WireEventKind.Receive, Connection = 1, Direction = Direction.ToServer, Bytes = Encoding.UTF8.GetBytes(text) };

    private static WireEvent Sent(string text) => new() { Kind = WireEventKind.Send, Connection = 1, Direction = Direction.ToClient, Bytes = Encoding.UTF8.GetBytes(text) };

    private static (string? Id, string? What) Named(Evidence seen) => FindingList.Find(seen) is var finding ? (finding?.Id, finding?.What) : default;

    /// <summary>A client that has sent the first of two lines and received the answer.</summary>
    private static Evidence AfterFirstAnswer(FailureKind kind) => Seen(kind, "one\ntwo\n", "two\n", "", Received("one\n"), Sent("eno\n"));

    private static Evidence Output(string input, string expected, string got, params WireEvent[] events) => Seen(FailureKind.WrongBytes, input, expected, got, events) switch
    {
        var seen => seen with
        {
            Output = got,
            Failure = new CheckFailedException(FailureKind.WrongBytes, "it is missing") { Expected = seen.Failure.Expected, Got = seen.Failure.Got, Where = "on standard output" },
        },
    };

    [Theory]
    [InlineData(1000, 5, "gave-up")]
    [InlineData(1000, 1, null)]
    [InlineData(1500, 5, null)]
    public void A_client_that_exits_late_with_part_of_the_answer_gave_up(int written, int seconds, string? id)
    {
        var answer = string.Concat(Enumerable.Range(0, 1500).Select(static i => (char)('a' + (i % 26))));
        var fin = new WireEvent { Kind = WireEventKind.Fin, Connection = 1, Direction = Direction.ToClient, At = TimeSpan.FromSeconds(1) };
        var failure = new CheckFailedException(FailureKind.WrongBytes, "the program did not write what it received")
        {
            Expected = Encoding.ASCII.GetBytes(answer),
            Got = Encoding.ASCII.GetBytes($"it says:\n{answer[..written]}\n"),
            Where = "on standard output",
        };
        var seen = new Evidence(PageSuite.OfLibrary("send.client"), Dialect.Lf, failure, [fin]) { Elapsed = TimeSpan.FromSeconds(1 + seconds), Exit = new ProgramExit(0, []) };
        Assert.Equal(id, FindingList.Find(seen)?.Id);
    }

    [Fact]
    public void A_line_with_one_byte_per_character_is_recognised()
    {
        byte[] came = [0x7D, .. "lu\r\n"u8];
        var failure = new CheckFailedException(FailureKind.WrongBytes, "something else came") { Expected = Encoding.UTF8.GetBytes("\u017dlu\r\n"), Got = came };
        WireEvent[] events = [new() { Kind = WireEventKind.Accept, Connection = 1 }, new() { Kind = WireEventKind.Receive, Connection = 1, Direction = Direction.ToServer, Bytes = came }];

        Assert.Equal("low-bytes", FindingList.Find(new Evidence(PageSuite.OfLibrary("send.client"), Dialect.Lf, failure, events) { Input = "\u017dlu\n" })?.Id);
    }

    private static Evidence Seen(FailureKind kind, string input, string? expected, string? got, params WireEvent[] events)
    {
        var failure = new CheckFailedException(kind, "something else came")
        {
            Expected = expected is null ? null : Encoding.UTF8.GetBytes(expected),
            Got = got is null ? null : Encoding.UTF8.GetBytes(got),
        };
        return new Evidence(PageSuite.OfLibrary("talk.client"), Dialect.Lf, failure, [new() { Kind = WireEventKind.Accept, Connection = 1 }, .. events]) { Input = input };
    }
}
