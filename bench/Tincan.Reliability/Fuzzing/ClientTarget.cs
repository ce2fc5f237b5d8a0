using Tincan.Wires;

namespace Tincan.Reliability.Fuzzing;

/// <summary>A client, which is answered with an input in random pieces by a server that then ends the connection in one of the three ways there are.</summary>
/// <param name="name">One word.</param>
/// <param name="speak">Speaks on a connection to the end; a connection that breaks, or no answer to what was asked, may be a <see cref="WireException"/>.</param>
/// <param name="seeds">Good answers.</param>
internal sealed class ClientTarget(string name, Func<Wire, CancellationToken, Task> speak, params string[] seeds) : FuzzTarget
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public override string Name => name;

    public override IReadOnlyList<byte[]> Seeds { get; } = [.. seeds.Select(Encoding.Latin1.GetBytes)];

    public override async ValueTask<string?> TryAsync(byte[] input, Random chance)
    {
        var (client, server) = MemoryWire.CreatePair(window: 1024 * 1024);
        using var limit = new CancellationTokenSource(Patience);
        var answering = AnswerAsync(server, input, chance);
        try
        {
            await speak(client, limit.Token);
        }
        catch (WireException)
        {
            // Said in a sentence, which is all that is asked.
        }
        catch (OperationCanceledException)
        {
            return "it does not end";
        }

        await client.DisposeAsync();
        await answering;
        return null;
    }

    private static async Task AnswerAsync(MemoryWire server, byte[] input, Random chance)
    {
        var ending = chance.Next(3);
        try
        {
            for (var at = 0; at < input.Length;)
            {
                var piece = Math.Min(input.Length - at, 1 + chance.Next(64));
                await server.SendAsync(input.AsMemory(at, piece));
                at += piece;
            }

            if (ending == 0)
            {
                server.Abort();
                return;
            }

            await server.FinishAsync();
            while (await server.ReceiveAsync(new byte[4096]) > 0)
            {
            }
        }
        catch (WireException)
        {
            // The client has received enough.
        }
    }
}
