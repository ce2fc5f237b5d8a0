using System.Buffers.Binary;
using Microsoft.Extensions.Logging.Abstractions;
using Tincan.Framing;
using Tincan.Hosting;
using Tincan.Wires;

namespace GettingStarted;

// page: framed server
/// <summary>A message is its length, four bytes, and as many bytes.</summary>
internal sealed class LengthFramer : IFramer
{
    public FrameCut Cut(ReadOnlySpan<byte> bytes, int seen)
    {
        if (bytes.Length < 4)
        {
            return FrameCut.NeedMore;
        }

        var size = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        return size > 64 * 1024 ? FrameCut.Invalid($"a message of {size} bytes is too long")
            : bytes.Length < 4 + size ? FrameCut.NeedMore
            : FrameCut.Done(4 + (int)size, 4 + (int)size);
    }

    public string Missing(ReadOnlySpan<byte> bytes) => $"the stream ended after {bytes.Length} bytes of a message";
}

/// <summary>Sends each message back.</summary>
internal sealed class FramedServer : IServer
{
    public async Task ServeAsync(Conversation conversation)
    {
        using var frames = new FrameReader(conversation.Wire, new LengthFramer());
        while (await frames.ReadAsync() is { } message)
        {
            await conversation.Wire.SendAsync(message);
        }
    }
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

        using var frames = new FrameReader(client, new LengthFramer());
        Assert.Equal(message, (await frames.ReadAsync(cancel))?.ToArray());
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
