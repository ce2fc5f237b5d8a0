using System.Text;
using Tincan.Framing;
using Tincan.Recording;

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
    public void A_difference_with_a_name_is_named(string expected, string got, string id) =>
        Assert.Equal(id, Finding.Of(Seen(FailureKind.WrongBytes, expected, got))?.Id);

    [Fact]
    public void A_difference_without_a_name_is_not() => Assert.Null(Finding.Of(Seen(FailureKind.WrongBytes, "OLLEH\n", "what?\n")));

    [Fact]
    public void The_last_error_of_a_program_that_fell_silent_comes_first()
    {
        const string Talk = "ready\nTraceback (most recent call last):\n  File \"/x/server.py\", line 7, in serve\n    a[1]\nIndexError: list index out of range\n";
        var seen = Seen(FailureKind.NoAnswer, "OLLEH\n", "") with { Talk = Talk };
        Assert.Equal("it failed at server.py:7: IndexError: list index out of range", Finding.Of(seen)?.What);
        Assert.Null(LastWords.Of("got ValueError: from the client\n"));
        Assert.Null(LastWords.Of("Traceback (most recent call last):\n  File \"x.py\", line 1\nKeyboardInterrupt\n"));
    }

    [Fact]
    public void An_answer_that_comes_only_after_FIN_is_recognized()
    {
        var seen = Seen(FailureKind.NoAnswer, "OLLEH\n", "");
        var failure = new CheckFailedException(FailureKind.NoAnswer, "nothing came within 2 s")
        {
            Expected = seen.Failure.Expected,
            Got = seen.Failure.Got,
            Later = new Afterwards("OLLEH\n"u8.ToArray(), IsAfterFin: true, TimeSpan.FromSeconds(4)),
        };
        Assert.Equal("after-fin", Finding.Of(seen with { Failure = failure })?.Id);
    }

    [Theory]
    [InlineData(141, "sigpipe")]
    [InlineData(0, "ends-after-client")]
    public void The_end_of_a_program_is_named(int code, string id)
    {
        var seen = Seen(FailureKind.Died, "OLLEH\n", "") with { End = new ProgramEnd(code, []) };
        Assert.Equal(id, Finding.Of(seen)?.Id);
    }

    [Theory]
    [InlineData("R\u0005\0Hello", "length-width")]
    [InlineData("R\u0007Hello", "length-off")]
    [InlineData("Hello", "no-header")]
    public void A_wrong_header_of_the_address_book_is_named(string got, string id)
    {
        var suite = SuiteList.All.First(static one => one.Name == "book.server");
        Assert.Equal(id, Finding.Of(Seen(FailureKind.WrongBytes, "R\u0005Hello", got) with { Suite = suite })?.Id);
    }

    private static Evidence Seen(FailureKind kind, string expected, string got)
    {
        var failure = new CheckFailedException(kind, "something else came") { Expected = Encoding.UTF8.GetBytes(expected), Got = Encoding.UTF8.GetBytes(got) };
        WireEvent[] events =
        [
            new() { Kind = WireEventKind.Connect, Connection = 1 },
            new() { Kind = WireEventKind.Send, Connection = 1, Direction = Direction.ToServer, Bytes = "HELLO\n"u8.ToArray() },
            new() { Kind = WireEventKind.Receive, Connection = 1, Direction = Direction.ToClient, Bytes = Encoding.UTF8.GetBytes(got) },
        ];
        return new Evidence(SuiteList.All.First(static one => one.Name == "reverse.server"), Dialect.Lf, failure, events);
    }
}
