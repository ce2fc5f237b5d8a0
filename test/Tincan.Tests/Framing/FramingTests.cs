using Tincan.Framing;
using Tincan.Framing.Framings;
using Tincan.Parsing;

namespace Tincan.Tests.Framing;

/// <summary>Framings in words: what they are read as, how they write messages, and that they find them however the bytes are split.</summary>
public sealed class FramingTests
{
    private const string Huge = "a message that claims a length that no receiver can hold";

    [Theory]
    [InlineData("lines", "", "a", "a\rb")]
    [InlineData("lines lf", "", "a\r", "b")]
    [InlineData("lines crlf", "", "a\rb", "a\nb")]
    [InlineData("lines nul", "", "a\nb", "b")]
    [InlineData("delimiter \"|\"", "", "a\n", "b")]
    [InlineData("delimiter \"\\r\\n.\\r\\n\"", "", "a\r\n", "b\r\n..\r\n")]
    [InlineData("fixed 3", "abc", "\n\0|")]
    [InlineData("length u8", "", "a", "\0\x01")]
    [InlineData("length u16 big", "", "abc", "\xFF\xFF")]
    [InlineData("length u16 little counts header", "", "abc")]
    [InlineData("length i32 big", "", "abc")]
    [InlineData("length u32 little", "", "abc")]
    [InlineData("length u64 big", "", "abc")]
    [InlineData("length u24 big", "", "abc", "\0\0\x01" + "a")]
    [InlineData("length i24 little counts header", "", "abc")]
    [InlineData("length digits 4", "", "abc", "0003", "12345678901234567890")]
    [InlineData("length u32 big offset 1 counts itself", "Q\0\0\0\x08hey!", "X\0\0\0\x04")]
    [InlineData("length u16 big offset 2 header 8", "ab\0\x01" + "efghi", "ab\0\0efgh")]
    [InlineData("length varint", "", "abc")]
    [InlineData("length digits \" \"", "", "abc", "1 a")]
    [InlineData("netstring", "", "abc", "3:abc,")]
    [InlineData("headers", "GET / HTTP/1.0\r\n\r\n", "A: b\r\ncontent-length: 3\r\n\r\nabc", "X\n\n")]
    [InlineData("start \"\\x02\" stop \"\\x03\"", "", "abc")]
    [InlineData("mllp", "MSH|\r", "a\x1C")]
    [InlineData("json", "{\"a\": \"}\\\"\"}", "[1, [2]]", "\"t\"", "12", "true")]
    [InlineData("resp", "+OK\r\n", "+a\rb\r\n", "*2\r\n$1\r\n\n\r\n:5\r\n", "$-1\r\n", "*0\r\n", "PING\r\n", "%1\r\n+a\r\n#t\r\n")]
    public void Messages_are_found_however_they_are_split(string words, params string[] contents)
    {
        var framing = Read(words).ToServer;
        var output = new ArrayBufferWriter<byte>();
        foreach (var content in contents)
        {
            Assert.Null(framing.WhyNot(Bytes(content)));
            framing.Write(Bytes(content), output);
        }

        var stream = output.WrittenSpan.ToArray();
        Assert.Equal(contents, Cut(framing, stream, Enumerable.Range(1, stream.Length)));
        Assert.Equal(contents, Cut(framing, stream, [stream.Length]));
        for (var cut = 1; cut < stream.Length; cut++)
        {
            Assert.Equal(contents, Cut(framing, stream, [cut, stream.Length]));
        }
    }

    [Theory]
    [InlineData("lines", "a\nb", "it has a line end in it")]
    [InlineData("lines crlf", "a\r\nb", "it has a line end (\\r\\n) in it")]
    [InlineData("lines max 2", "abc", "it has 3 bytes, more than 2")]
    [InlineData("delimiter \"|\"", "a|", "it has \"|\" in it")]
    [InlineData("delimiter \"aab\"", "xa", null)]
    [InlineData("fixed 3", "ab", "it has 2 bytes, not 3")]
    [InlineData("length u8", Huge, null)]
    [InlineData("json", "{", "the last JSON value has 1 bytes and no end")]
    [InlineData("json", "1 2", "it is 1 bytes long, and more comes after it")]
    public void What_cannot_be_framed_is_refused(string words, string content, string? why) => Assert.Equal(why, Read(words).ToServer.WhyNot(Bytes(content)));

    [Fact]
    public void A_length_that_does_not_fit_is_refused() =>
        Assert.Equal("its length of 256 does not fit into the header: 255 is the largest", Read("length u8").ToServer.WhyNot(new byte[256]));

    [Theory]
    [InlineData("length u32 big", "\xFF\xFF\xFF\xFF", "the message has 4,294,967,295 bytes, more than the limit of 1,048,576")]
    [InlineData("length i16 big", "\xFF\xFF", "the length is negative: -1")]
    [InlineData("length u16 big counts header", "\0\x01", "the length counts 2 bytes of the header, and is only 1")]
    [InlineData("length u8 max 3", "\x04", "the message has 4 bytes, more than the limit of 3")]
    [InlineData("netstring", "12345678901:", "a length has at most 10 digits")]
    [InlineData("netstring", "1:ab", "a comma comes after the 1 bytes of a message, not 'b'")]
    [InlineData("netstring", "x", "a message begins with its length in digits, not with 'x'")]
    [InlineData("length varint", "\xFF\xFF\xFF\xFF\x0F", "the message has 4,294,967,295 bytes, more than the limit of 1,048,576")]
    [InlineData("mllp", "MSH", "a message begins with \"\\x0B\", not with 'M'")]
    [InlineData("json", "}", "a JSON value begins with {, [, \", a digit, or true, false or null, not with '}'")]
    [InlineData("resp", "$x\r\n", "'$x' has no length")]
    [InlineData("resp max 10", "$11\r\n", "a length of 11 is more than the limit of 10")]
    [InlineData("headers", "Content-Length: -1\r\n\r\n", "'-1' is no Content-Length")]
    [InlineData("length digits 3", "12a", "a length has 3 digits, and 'a' is none")]
    [InlineData("length i24 big", "\xFF\xFF\xFF", "the length is negative: -1")]
    [InlineData("length u24 big", "\xFF\xFF\xFF", "the message has 16,777,215 bytes, more than the limit of 1,048,576")]
    [InlineData("json max 3", "    ", "there are more than 3 bytes of white space between two values")]
    [InlineData("mllp max 3", "\r\n\r\n", "there are more than 3 line ends between two messages")]
    [InlineData("lines max 3", "abcd", "a line is longer than the limit of 3 bytes")]
    [InlineData("lines max 3", "abcd\n", "a line is longer than the limit of 3 bytes")]
    public void An_impossible_message_is_reported(string words, string bytes, string problem)
    {
        var cut = Read(words).ToServer.CreateFramer().Cut(Bytes(bytes), 0);
        Assert.Equal(FrameStatus.Invalid, cut.Status);
        Assert.Equal(problem, cut.Problem);
    }

    [Theory]
    [InlineData("length u32 big", "\0\0\0\x05" + "abc", "the message was cut off: 3 of 5 bytes after the header came")]
    [InlineData("length u32 big", "\0\0\0\x07" + "abc", "the message was cut off: 3 of 7 bytes after the header came, as if the length counted the header too")]
    [InlineData("length u32 big", "\0\0", "the header was cut off: 2 of 4 bytes came")]
    [InlineData("netstring", "5:ab", "the message was cut off: 2 of 5 bytes came")]
    [InlineData("headers", "Content-Length: 5\r\n\r\nab", "the body was cut off: 2 of 5 bytes came")]
    [InlineData("fixed 4", "ab", "the last message has 2 of 4 bytes")]
    public void What_is_missing_is_reported(string words, string bytes, string missing) => Assert.Equal(missing, Read(words).ToServer.CreateFramer().Missing(Bytes(bytes)));

    [Theory]
    [InlineData("lines")]
    [InlineData("lines crlf max 100")]
    [InlineData("delimiter \"\\r\\n\"")]
    [InlineData("length u16 little offset 2 header 8")]
    [InlineData("length u32 big offset 1 counts itself")]
    [InlineData("length i64 big counts header")]
    [InlineData("length digits \" \"")]
    [InlineData("length digits 4")]
    [InlineData("length digits \"4\"")]
    [InlineData("length i24 little")]
    [InlineData("start \"\\x02\" stop \"\\x03\"")]
    [InlineData("mllp")]
    [InlineData("lines / resp")]
    public void Words_are_written_as_they_are_read(string words) => Assert.Equal(words, Read(words).Words);

    [Theory]
    [InlineData("lenght u32 big", 0, "did you mean 'length'?")]
    [InlineData("length u33 big", 7, "did you mean 'u32'?")]
    [InlineData("length u32", 10, "the byte order was expected here")]
    [InlineData("length u32 big offset 1 header 4", 32, "has no room")]
    [InlineData("lines foo", 6, "does not belong here")]
    [InlineData("delimiter", 9, "the bytes that end a message")]
    [InlineData("delimiter \"a", 10, "this quote is never closed")]
    [InlineData("fixed 0", 6, "a number from 1")]
    [InlineData("lines /", 7, "a framing was expected here")]
    public void A_wrong_word_has_its_position(string words, int at, string problem)
    {
        var mistake = Assert.Throws<SyntaxException>(() => Read(words));
        Assert.Contains(problem, mistake.Problem, StringComparison.Ordinal);
        Assert.Equal(at, mistake.Caret);
    }

    [Fact]
    public void White_space_after_the_last_value_is_no_message() => Assert.True(Read("json").ToServer.CreateFramer().IsBetween("\r\n "u8));

    [Fact]
    public void The_body_of_a_response_without_length_ends_with_the_stream()
    {
        const string Response = "HTTP/1.0 200 OK\r\nServer: x\r\n\r\nbody\n\nbody";
        var framing = Read("headers").ToClient;
        for (var cut = 1; cut < Response.Length; cut++)
        {
            Assert.Equal([], Cut(framing, Bytes(Response), [cut, Response.Length]));
        }

        Assert.Equal(Response.Length, framing.CreateFramer().CutAtEnd(Bytes(Response)).Length);
        Assert.Equal(FrameStatus.NeedMore, framing.CreateFramer().CutAtEnd(Bytes("HTTP/1.0 200 OK\r\nServer")).Status);
        Assert.Equal(["HTTP/1.0 204 No Content\r\n\r\n"], Cut(framing, Bytes("HTTP/1.0 204 No Content\r\n\r\n"), [27]));
    }

    private static FramingPair Read(string words) => FramingPair.Read(new SourceText(words).All);

    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    /// <summary>What is found if the bytes come in pieces that end there.</summary>
    private static List<string> Cut(MessageFraming framing, byte[] stream, IEnumerable<int> ends)
    {
        var framer = framing.CreateFramer();
        List<string> found = [];
        var start = 0;
        var seen = 0;
        foreach (var end in ends)
        {
            while (start < end)
            {
                var cut = framer.Cut(stream.AsSpan(start..end), seen);
                Assert.NotEqual(FrameStatus.Invalid, cut.Status);
                if (cut.Status == FrameStatus.NeedMore)
                {
                    seen = end - start;
                    break;
                }

                found.Add(Encoding.Latin1.GetString(stream, start + cut.Start, cut.Length));
                (start, seen) = (start + cut.Consumed, 0);
            }
        }

        return found;
    }

    [Theory]
    [InlineData("length u8", 129)]
    [InlineData("length u16 big", 32770)]
    [InlineData("length u16 little counts itself", 32768)]
    [InlineData("length u8 offset 1", 130)]
    [InlineData("length u8 max 127", null)]
    [InlineData("length i8", null)]
    [InlineData("length u32 big", null)]
    [InlineData("length u64 big", null)]
    [InlineData("lines", null)]
    public void The_first_size_with_the_highest_bit_of_its_length(string words, int? size) => Assert.Equal(size, FramingPair.Parse(words).ToServer.HighBitSize);
}
