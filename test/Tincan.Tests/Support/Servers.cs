using Tincan.Hosting;
using Tincan.Wires;

namespace Tincan.Tests.Support;

/// <summary>A server that is one function.</summary>
internal sealed class FuncServer(Func<Conversation, Task> serve) : IServer
{
    public Task ServeAsync(Conversation conversation) => serve(conversation);
}

/// <summary><c>message = 2OCTET</c>, answered with the same. It tells where it is: at rest, or in mid-message.</summary>
internal sealed class PairServer : IServer, IDisposable
{
    private readonly SemaphoreSlim _rests = new(0);
    private readonly SemaphoreSlim _midMessages = new(0);

    /// <summary>Waits until a conversation rests, once more each time.</summary>
    public Task RestsAsync() => _rests.WaitAsync().InTime();

    /// <summary>Waits until a conversation waits for the second byte, once more each time.</summary>
    public Task IsMidMessageAsync() => _midMessages.WaitAsync().InTime();

    public async Task ServeAsync(Conversation conversation)
    {
        var wire = conversation.Wire;
        var pair = new byte[2];
        while (true)
        {
            var resting = wire.WaitForDataAsync().AsTask();
            _rests.Release();
            await resting;
            if (await wire.ReceiveAsync(pair.AsMemory(0, 1)) == 0)
            {
                return;
            }

            var second = wire.ReceiveAsync(pair.AsMemory(1)).AsTask();
            _midMessages.Release();
            if (await second == 0)
            {
                throw new WireException(CloseReason.Malformed, "1 of 2 bytes is missing");
            }

            await wire.SendAsync(pair);
        }
    }

    public void Dispose()
    {
        _rests.Dispose();
        _midMessages.Dispose();
    }
}
