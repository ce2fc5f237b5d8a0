using Tincan.Framing;
using Tincan.Framing.Framings;
using Tincan.Wires;

namespace Tincan.Tests.Framing;

/// <summary>What a proxy guesses about messages where nobody tells it.</summary>
public sealed class GuessTests
{
    [Theory]
    [InlineData("length u32 big", "\0\0\0\x05hello")]
    [InlineData("length u32 big", "\0\0\0\x02hi\0\0\0\x03you")]
    [InlineData("length u32 little", "\x05\0\0\0hello")]
    [InlineData("length u32 little", "A\0\0\0aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("length u32 big", "\0\0\0\x06hello\0")]
    [InlineData("length u32 little", "\x06\0\0\0hello\0")]
    [InlineData("length u16 big", "\0\x05hello")]
    [InlineData("length u16 little", "\x05\0hello")]
    [InlineData("netstring", "5:hello,")]
    [InlineData("netstring", "5:hello,2:\n\n,")]
    [InlineData("headers", "GET / HTTP/1.1\r\nHost: a\r\n")]
    [InlineData("headers", "HTTP/1.0 200 OK\r\n\r\n")]
    [InlineData("resp", "*1\r\n$4\r\nPING\r\n")]
    [InlineData("resp", "$5\r\nhello\r\n")]
    [InlineData("mllp", "\x0BMSH|^~\\&|a\r")]
    [InlineData("json", "{\"a\": 1}")]
    [InlineData("json", "{\n  \"a\": 1\n}\n")]
    [InlineData("json", "[1, 2]{\"a\": 1}")]
    [InlineData(null, "hello\n")]
    [InlineData(null, "hello")]
    [InlineData(null, "12:30,")]
    [InlineData(null, "{\"a\": 1}\n{\"b\": 2}\n")]
    [InlineData(null, "{not json}")]
    [InlineData(null, "[]x")]
    [InlineData(null, "*bold*\r\n")]
    [InlineData(null, "$5\r\nhelp\r\n")]
    [InlineData(null, "GET / HTTP/2\r\n")]
    [InlineData(null, "hi\0\0")]
    [InlineData(null, "hi\0you\0")]
    [InlineData(null, "\n\n\n\n")]
    [InlineData(null, "Q\x0Eannex@acme.com")]
    [InlineData(null, "R\x04" + "Anna")]
    [InlineData(null, "\x16\x03\x01\x02\0\x01\0\x01")]
    [InlineData(null, "\0\0\0\0")]
    [InlineData(null, "Welcome to CS 352!")]
    public void A_framing_is_recognised_by_what_has_come(string? words, string bytes) => Assert.Equal(words, FramingGuess.Of(Bytes(bytes))?.Words);

    /// <summary>What the classroom's programs and their kin send is never taken for something else, however it is torn.</summary>
    [Fact]
    public void Text_and_the_address_book_are_left_alone()
    {
        string[] texts = ["HELLO\n", "HELLO\r\n", "HELLO\0", "HELLO", "a", "qtsdatacenter.aws.com\0\0", "Welcome to CS 352!", "4:\n", "NAME Ann\n", "220 ready\r\n", "Q\x05" + "a@b.c", "R\x09" + "Error 404"];
        foreach (var text in texts)
        {
            for (var cut = 1; cut <= text.Length; cut++)
            {
                var framer = new GuessingFramer(new EvidenceFramer(1024));
                framer.Look(Bytes(text[..cut]));
                framer.Cut(Bytes(text[..cut]), 0);
                Assert.Null(framer.Guess);
            }
        }
    }

    /// <summary>No text is held back either.</summary>
    [Fact]
    public void Random_text_is_left_alone()
    {
        var random = new Random(1);
        const string Letters = "abcXYZ 019.-_!?@/\t";
        string[] ends = ["\n", "\r\n", "\0", "", "\0\0", "\n\0"];
        for (var run = 0; run < 20_000; run++)
        {
            var end = ends[random.Next(ends.Length)];
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 4)).Select(_ => string.Concat(Enumerable.Range(0, random.Next(1, 80)).Select(_ => Letters[random.Next(Letters.Length)])) + end));
            Assert.True(FramingGuess.Of(Bytes(text)) is null && !FramingGuess.MayBecomeOne(Bytes(text)), text);
        }
    }

    [Fact]
    public void A_length_and_its_message_may_come_separately()
    {
        Splits("\0\0\0\x05hello\0\0\0\x03you", "length u32 big", [9, 16], static cut => cut <= 9);
        Splits("\x05\0\0\0hello\x03\0\0\0you", "length u32 little", [9, 16], static cut => cut is >= 4 and <= 9);
        Splits("\0\x05hello\0\x03you", "length u16 big", [7, 12], static cut => cut <= 7);
    }

    [Fact]
    public void Half_a_message_that_is_answered_was_whole()
    {
        var talk = FramingPair.GuessedCodec().Follow();
        Assert.Equal([], talk.Read(Direction.ToServer, "\0\0\0\x09"u8, 0).Ends);
        Assert.Equal([2], talk.Read(Direction.ToClient, "ok"u8, 0).Ends);
        var next = talk.Read(Direction.ToServer, "\x01\x02"u8, 4);
        Assert.Equal((1, "6"), (next.First, string.Join(' ', next.Ends)));
    }

    [Fact]
    public void What_does_not_fit_the_guess_ends_it()
    {
        var talk = FramingPair.GuessedCodec().Follow();
        Assert.Equal([8], talk.Read(Direction.ToServer, "{\"a\": 1}"u8, 0).Ends);
        Assert.Equal([13], talk.Read(Direction.ToServer, "hello"u8, 8).Ends);
        Assert.Equal([18], talk.Read(Direction.ToServer, "again"u8, 13).Ends);
    }

    [Fact]
    public void A_guess_is_remarked_once()
    {
        var codec = FramingPair.GuessedCodec();
        var (one, other) = (codec.Follow(), codec.Follow());
        Assert.Equal(["messages look like 'resp'; --messages sets another framing"], one.Read(Direction.ToServer, "*1\r\n$4\r\nPING\r\n"u8, 0).Remarks);
        Assert.Empty(one.Read(Direction.ToClient, "+PONG\r\n"u8, 0).Remarks);
        Assert.Empty(one.Read(Direction.ToServer, "*1\r\n$4\r\nPING\r\n"u8, 14).Remarks);
        Assert.Empty(other.Read(Direction.ToServer, "*1\r\n$4\r\nPING\r\n"u8, 0).Remarks);
    }

    private static void Splits(string text, string words, long[] ends, Func<int, bool> isGuessed)
    {
        for (var cut = 1; cut < text.Length; cut++)
        {
            if (isGuessed(cut))
            {
                var talk = FramingPair.GuessedCodec().Follow();
                var one = talk.Read(Direction.ToServer, Bytes(text[..cut]), 0);
                var other = talk.Read(Direction.ToServer, Bytes(text[cut..]), cut);
                Assert.Equal(ends, one.Ends.Concat(other.Ends));
                Assert.Contains(one.Remarks.Concat(other.Remarks), remark => remark.Contains($"'{words}'", StringComparison.Ordinal));
            }
        }
    }

    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);
}
