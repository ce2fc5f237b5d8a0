using Tincan.Cli.Demo;
using Tincan.Protocols.Echo;
using Tincan.Protocols.Send;

namespace Tincan.Cli.Protocols.Send;

/// <summary>One line out, everything back: to an echo server, with half-close so that it knows the end.</summary>
internal static class SendDemo
{
    public static DemoPart Part { get; } = new("send", "one line out, everything back", PlayAsync);

    private static async Task PlayAsync(DemoBench bench)
    {
        await using var host = await bench.ServeAsync(new EchoServer());
        await using var wire = await bench.ConnectAsync(host);
        var back = new ArrayBufferWriter<byte>();
        DemoBench.Show("client", "Is this thing on?\r\n"u8);
        DemoBench.Print("                then FIN: the client sends nothing more, but still receives");
        await SendClient.RunAsync(wire, "Is this thing on?"u8.ToArray(), halfClose: true, Received, bench.Cancel);
        DemoBench.Show("server", back.WrittenSpan);
        bench.Check(back.WrittenSpan.SequenceEqual("Is this thing on?\r\n"u8), "the line came back with its \\r\\n, and then the server's FIN");

        ValueTask Received(ReadOnlyMemory<byte> bytes)
        {
            back.Write(bytes.Span);
            return ValueTask.CompletedTask;
        }
    }
}
