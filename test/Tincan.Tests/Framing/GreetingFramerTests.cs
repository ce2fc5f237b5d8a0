using Tincan.Framing;
using Tincan.Recording;
using Tincan.Tests.Support;

namespace Tincan.Tests.Framing;

public sealed class GreetingFramerTests
{
    [Theory]
    [InlineData("Welcome to CS 352!OLLEH\n", 18, 24)]
    [InlineData("Welcome to CS 352!\r\nOLLEH\n", 20, 26)]
    [InlineData("OLLEH\nOLLEH\n", 6, 12)]
    [InlineData("Wel\nWelcome to CS 352!\n", 4, 23)]
    public void The_classic_greeting_is_a_message_of_its_own_and_every_other_line_is_a_line(string stream, long first, long second)
    {
        var ends = new MessageEnds(MessageCodec.Lines.ToClient());

        Assert.Equal([first, second], ends.Find(WireText.Bytes(stream), 0));
    }

    [Fact]
    public Task The_greeting_ends_where_it_ends_on_every_split() => Splits.EachAsync("Welcome to CS 352!OLLEH\n", split =>
    {
        var ends = new MessageEnds(MessageCodec.Lines.ToClient());
        var found = new List<long>();
        var offset = 0L;
        foreach (var segment in split)
        {
            found.AddRange(ends.Find(segment, offset));
            offset += segment.Length;
        }

        Assert.Equal([18L, 24L], found);
        return Task.CompletedTask;
    });
}
