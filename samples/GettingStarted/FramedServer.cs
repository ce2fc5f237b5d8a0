using Microsoft.Extensions.Logging.Abstractions;
using Tincan.Framing;
using Tincan.Framing.Framings;
using Tincan.Hosting;
using Tincan.Wires;

namespace GettingStarted;

// page: framed server
/// <summary>Sends each message back. A message is its length, four bytes, and as many bytes.</summary>
internal sealed class FramedServer : IServer
{
    public static FramingPair Framing { get; } = FramingPair.Parse("length u32 big max 64KiB");

    public Task ServeAsync(Conversation conversation) => conversation.AnswerEachAsync(Framing, static message => message);
}

// end
public sealed class FramedServerTests
{
    [Fact]
    public async Task A_message_comes_back_whole_although_it_was_sent_in_two_parts()
    {
        var cancel = TestContext.Current.CancellationToken;
        var listener = new MemoryListener();
        await using var host = Host.Start(listener, new FramedServer(), options: null, NullLogger.Instance);
        await using var client = listener.Connect();
        byte[] message = [0, 0, 0, 2, (byte)'h', (byte)'i'];

        await client.SendAsync(message.AsMemory(0, 3), cancel);
        await client.SendAsync(message.AsMemory(3), cancel);

        using var frames = new FrameReader(client, FramedServer.Framing.ToClient.CreateFramer());
        Assert.Equal(message[4..], (await frames.ReadAsync(cancel))?.ToArray());
    }

    [Fact]
    public async Task A_message_that_is_too_long_ends_the_connection()
    {
        var cancel = TestContext.Current.CancellationToken;
        var listener = new MemoryListener();
        await using var host = Host.Start(listener, new FramedServer(), options: null, NullLogger.Instance);
        await using var client = listener.Connect();

        await client.SendAsync(new byte[] { 1, 0, 0, 0 }, cancel);

        Assert.Equal(0, await client.ReceiveAsync(new byte[1], cancel));
    }
}
