using Tincan.Drawing.Pcapng;
using Tincan.Recording;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Recording.Drawing;

/// <summary>What Wireshark reads in a capture is what the recording holds.</summary>
[Trait("Needs", "Linux")]
public sealed class PcapngTests
{
    [Theory]
    [InlineData("127.0.0.1:40001 to 127.0.0.1:50007", "127.0.0.1:40001", "127.0.0.1:50007")]
    [InlineData("[::1]:40001 to [::1]:50007", "[::1]:40001", "[::1]:50007")]
    [InlineData("a pair in memory", "192.0.2.1:10001", "192.0.2.200:50007")]
    public async Task A_stream_has_the_same_bytes_each_way(string ends, string client, string server)
    {
        var large = new byte[200_001];
        new Random(7).NextBytes(large);
        var tape = new Tape()
            .Open(ends)
            .Client("HELLO\n")
            .After(0.25)
            .Server("OLLEH\n")
            .Moved(WireEventKind.Receive, Direction.ToServer, large)
            .Moved(WireEventKind.Send, Direction.ToClient, [0, 0xFF, 0])
            .Fin(Direction.ToServer)
            .Server("last")
            .Fin(Direction.ToClient)
            .Close(CloseReason.PeerFinished);
        using var capture = Capture(tape);

        var stream = await FollowedStream.ReadAsync(capture.Path, 0);

        Assert.Equal((client, server), (stream.Client, stream.Server));
        Assert.Equal(Bytes(tape, Direction.ToServer), stream.ToServer);
        Assert.Equal(Bytes(tape, Direction.ToClient), stream.ToClient);
    }

    [Fact]
    public async Task Any_conversation_is_followed_byte_for_byte()
    {
        // One capture of many conversations: starting the judge is what takes time.
        const int Count = 40;
        var random = new Random(11);
        var tape = new Tape();
        for (var connection = 1; connection <= Count; connection++)
        {
            tape.Open($"10.0.0.{connection}:40001 to 127.0.0.1:50007");
            for (var segments = random.Next(1, 20); segments > 0; segments--)
            {
                var bytes = new byte[random.Next(1, 100)];
                random.NextBytes(bytes);
                tape.Moved(WireEventKind.Receive, random.Next(2) == 0 ? Direction.ToServer : Direction.ToClient, bytes, connection);
            }
        }

        using var capture = Capture(tape);
        var streams = await FollowedStream.ReadAllAsync(capture.Path, Count);

        for (var connection = 1; connection <= Count; connection++)
        {
            Assert.Equal(Bytes(tape, Direction.ToServer, connection), streams[connection - 1].ToServer);
            Assert.Equal(Bytes(tape, Direction.ToClient, connection), streams[connection - 1].ToClient);
        }
    }

    [Fact]
    public async Task Wireshark_finds_nothing_wrong_with_the_packets()
    {
        var tape = new Tape()
            .Open()
            .Client("one")
            .Fault(Direction.ToClient, "delay", 0, "held 200 ms")
            .Server("two")
            .Open("[::1]:40001 to [::1]:50007")
            .Client("odd length", connection: 2)
            .Rst(Direction.ToClient, connection: 2)
            .Close(CloseReason.Aborted, connection: 2)
            .Fin(Direction.ToServer)
            .Fin(Direction.ToClient)
            .Close(CloseReason.PeerFinished)
            .Open()
            .Client("the same port again", connection: 3);
        using var capture = Capture(tape);

        var wrong = await Tool.RunAsync(
            "tshark", "-n", "-r", capture.Path, "-o", "ip.check_checksum:TRUE", "-o", "tcp.check_checksum:TRUE", "-Y",
            "ip.checksum.status == 0 || tcp.checksum.status == 0 || (tcp.analysis.flags && !tcp.analysis.reused_ports) || _ws.malformed");
        var streams = await Tool.RunAsync("tshark", "-n", "-r", capture.Path, "-T", "fields", "-e", "tcp.stream", "-Y", "tcp.flags.syn == 1 && tcp.flags.ack == 0");
        var endings = await Tool.RunAsync("tshark", "-n", "-r", capture.Path, "-T", "fields", "-e", "tcp.flags.str", "-Y", "tcp.flags.fin == 1 || tcp.flags.reset == 1");

        Assert.Equal("", wrong);
        Assert.Equal("0\n1\n2\n", streams);
        Assert.Equal(3, endings.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task Packets_have_the_time_of_their_events()
    {
        var tape = new Tape().Open().After(1.234_567_8).Client("x");
        using var capture = Capture(tape);

        var times = await Tool.RunAsync("tshark", "-n", "-r", capture.Path, "-T", "fields", "-e", "frame.time_epoch", "-Y", "tcp.len > 0");

        Assert.Equal("1.234567800", times.Trim());
    }

    [Fact]
    public async Task Two_observers_of_one_connection_are_two_streams()
    {
        var tape = new Tape().Open().Open().Client("first").Client("second", connection: 2);
        using var capture = Capture(tape);

        var streams = await FollowedStream.ReadAllAsync(capture.Path, 2);

        Assert.Equal(["first", "second"], streams.Select(static stream => WireText.Text(stream.ToServer)));
    }

    private static TemporaryFile Capture(Tape tape)
    {
        var file = new TemporaryFile(".pcapng");
        using var output = File.Create(file.Path);
        var writer = new PcapngWriter(output);
        writer.Begin();
        foreach (var happened in tape.Events)
        {
            writer.Write(happened);
        }

        writer.End();
        return file;
    }

    private static byte[] Bytes(Tape tape, Direction direction, int connection = 1) =>
    [
        .. tape.Events
            .Where(happened => happened.Connection == connection && happened.Direction == direction)
            .SelectMany(static happened => happened.Bytes.ToArray()),
    ];
}
