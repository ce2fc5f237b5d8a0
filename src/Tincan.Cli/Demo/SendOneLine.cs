using Tincan.Protocols.Echo;
using Tincan.Protocols.Send;

namespace Tincan.Cli.Demo;

/// <summary>One line out, everything back: to an echo server, with half-close so that it knows the end.</summary>
internal static class SendOneLine
{
    public static async Task PlayAsync(Stage stage)
    {
        Stage.Begin("send", "one line out, everything back");
        await using var host = await stage.ServeAsync(new EchoServer());
        await using var wire = await stage.ConnectAsync(host);
        var back = new ArrayBufferWriter<byte>();
        Stage.Said("client", "Is this thing on?\r\n"u8);
        Stage.Tell("                then FIN: the client sends nothing more, but still receives");
        await SendClient.RunAsync(wire, "Is this thing on?"u8.ToArray(), halfClose: true, Received, stage.Cancel);
        Stage.Said("server", back.WrittenSpan);
        stage.Check(back.WrittenSpan.SequenceEqual("Is this thing on?\r\n"u8), "the line came back with its \\r\\n, and then the server's FIN");

        ValueTask Received(ReadOnlyMemory<byte> bytes)
        {
            back.Write(bytes.Span);
            return ValueTask.CompletedTask;
        }
    }
}
