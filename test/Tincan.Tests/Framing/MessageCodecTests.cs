using Tincan.Framing;
using Tincan.Recording;

namespace Tincan.Tests.Framing;

public sealed class MessageCodecTests
{
    [Theory]
    [InlineData("2", "a\n")]
    [InlineData("2,4", "a\nb\n")]
    [InlineData("2,4", "a\n", "b", "\n")]
    [InlineData("3,6", "a\r\n", "b\r\n")]
    [InlineData("2,4", "a\0", "b\0")]
    [InlineData("1,2", "a", "b")]
    [InlineData("2,5", "a\nb", "c\n")]
    public void Auto_takes_each_read_for_a_message_until_a_line_end_comes(string ends, params string[] segments)
    {
        Assert.Equal(ends, Ends(MessageCodec.Auto.ToServer(), segments));
        Assert.Equal(ends, Ends(MessageCodec.Auto.ToClient(), segments));
    }

    [Theory]
    [InlineData("18,20,22", "Welcome to CS 352!", "a\n", "b", "\n")]
    [InlineData("18,20", "Welcome to CS 352!a\n")]
    [InlineData("18,19,20", "Welcome to CS 352!", "a", "b")]
    [InlineData("19,21", "Welcome to CS 352!\n", "a\n")]
    public void The_classic_greeting_decides_nothing(string ends, params string[] segments) =>
        Assert.Equal(ends, Ends(MessageCodec.Auto.ToClient(), segments));

    private static string Ends(IFramer framer, string[] segments)
    {
        var messages = new MessageEnds(framer);
        var ends = new List<long>();
        long offset = 0;
        foreach (var segment in segments.Select(Encoding.UTF8.GetBytes))
        {
            ends.AddRange(messages.Find(segment, offset));
            offset += segment.Length;
        }

        return string.Join(',', ends);
    }
}
