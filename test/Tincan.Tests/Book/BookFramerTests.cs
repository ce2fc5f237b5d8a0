using Tincan.Framing;
using Tincan.Protocols.Book;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Book;

public sealed class BookFramerTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(255)]
    public Task A_message_of_any_length_is_read_whole_when_coalesced_with_the_next_on_every_split(int length) =>
        Splits.EachAsync(Message('Q', new string('x', length)) + Message('Q', "next"), async split =>
        {
            var (client, server) = MemoryWire.CreatePair();
            using var reader = new FrameReader(server, new BookFramer(BookMessage.Query));
            await client.SendSegmentsAsync(split);
            await client.FinishAsync();

            Assert.Equal(Message('Q', new string('x', length)), WireText.Text((await reader.ReadAsync().InTime())!.Value.Span));
            Assert.Equal(Message('Q', "next"), WireText.Text((await reader.ReadAsync().InTime())!.Value.Span));
            Assert.Null(await reader.ReadAsync().InTime());
        });

    [Theory]
    [InlineData("Q", "a header was cut off: 1 of 2 bytes came")]
    [InlineData("Q\u0005", "a message was cut off: 0 of 5 bytes of text came")]
    [InlineData("Q\u0005luke", "a message was cut off: 4 of 5 bytes of text came")]
    [InlineData("R\u0001x", "a message begins with 'R' (0x52), not with 'Q'")]
    [InlineData("\n", "a message begins with '\\n' (0x0A), not with 'Q'")]
    public Task A_message_that_is_cut_off_or_of_another_type_is_malformed_on_every_split(string said, string why) =>
        Splits.EachAsync(said, async split =>
        {
            var (client, server) = MemoryWire.CreatePair();
            using var reader = new FrameReader(server, new BookFramer(BookMessage.Query));
            await client.SendSegmentsAsync(split);
            await client.FinishAsync();

            var error = await Assert.ThrowsAsync<WireException>(() => reader.ReadAsync().InTime());
            Assert.Equal((CloseReason.Malformed, why), (error.Reason, error.Message));
        });

    [Fact]
    public void A_message_is_its_type_its_length_in_bytes_and_its_text()
    {
        Assert.Equal([(byte)'Q', 0x0E, .. "luke@gmail.com"u8], BookMessage.Encode(BookMessage.Query, "luke@gmail.com"u8));
        Assert.Equal([(byte)'R', 0x04, .. "Zoë"u8], BookMessage.Encode(BookMessage.Response, "Zoë"u8));
        Assert.Equal(0xFF, BookMessage.Encode(BookMessage.Response, new byte[255])[1]);
        Assert.Throws<ArgumentOutOfRangeException>(static () => BookMessage.Encode(BookMessage.Response, new byte[256]));
        Assert.Equal((0x09, 0x1F), (BookMessage.NotFound.Length, BookMessage.NotUnderstood.Length));
    }

    internal static string Message(char type, string text) => $"{type}{(char)text.Length}{text}";
}
