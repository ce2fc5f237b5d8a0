using Tincan.Framing;
using Tincan.Pages.Reading;
using Tincan.Pages.Watching;
using Tincan.Recording;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Recording.Drawing;

/// <summary>Conversations that are drawn in every way.</summary>
internal static class Tapes
{
    public static IEnumerable<Tape> All() => [HalfClose(), Segments(), Hang(), TwoConnections(), StrangeBytes(), Faults(), ByPage()];

    /// <summary>Everything as it should be: a greeting, a question, FIN, the answer, FIN.</summary>
    public static Tape HalfClose() => Tape.OfLines()
        .Open()
        .After(0.000_085).Server("Welcome to CS 352!\r\n")
        .After(0.003_2).Client("HELLO\r\n")
        .After(0.000_01).Fin(Direction.ToServer)
        .After(2.5).Server("OLLEH\r\n")
        .After(0.000_02).Fin(Direction.ToClient)
        .Close(CloseReason.PeerFinished);

    /// <summary>A message in three segments, three in one, and one that begins in another's segment.</summary>
    public static Tape Segments() => new Tape(MessageCodec.Auto)
        .Open()
        .After(0.01).Client("HE")
        .After(0.01).Client("LL")
        .After(0.01).Client("O\n")
        .After(0.01).Server("OLLEH\n")
        .After(0.01).Client("one\ntwo\nthree\n")
        .After(0.01).Server("eno\nowt\nee")
        .After(0.01).Server("rht\n\nx")
        .After(0.01).Server("\n")
        .After(0.01).Client($"{new string('a', 40)}\nbbbb\ncccc\n")
        .After(0.01).Server($"{new string('a', 70)}\nbbbb\ncccc\n");

    /// <summary>A client that forgot its line end, and a server that waits for it.</summary>
    public static Tape Hang() => new Tape(MessageCodec.Auto, ObservedSide.Proxy)
        .Open("127.0.0.1:40001 to 127.0.0.1:5000")
        .After(0.001).Connected("127.0.0.1:40002 to 127.0.0.1:50007")
        .After(1.5).Server("Welcome!\n")
        .After(5).Client("HELLO")
        .After(4.2).TimedOut(Direction.ToServer, "idle for 4.2 s")
        .Client("again")
        .After(61);

    public static Tape TwoConnections() => Tape.OfLines()
        .Open()
        .After(0.2).Open("[::1]:40002 to [::1]:50007")
        .After(0.1).Client("first\n")
        .After(0.1).Client("second\n", connection: 2)
        .After(0.1).Server("tsrif\n")
        .After(1.1).Rst(Direction.ToServer)
        .Close(CloseReason.PeerReset, text: "connection reset by peer")
        .Note("3 events were lost before this one: they came faster than they could be written")
        .After(8).Server("dnoces\n", connection: 2)
        .Fin(Direction.ToClient, connection: 2)
        .After(3).Fin(Direction.ToServer, connection: 2)
        .Close(CloseReason.Finished, connection: 2);

    /// <summary>The protocol of a page, with one reply too few.</summary>
    public static Tape ByPage() => new Tape(new PageWatch(PageReader.ReadFile(Docs.Path("../protocols/sum.md")), new Dictionary<string, string>()).Codec)
        .Open()
        .After(0.02).Client("\0\0\0\x19" + """{"id": 1, "a": 1, "b": 1}""")
        .After(0.03).Server("\0\0\0\x13" + """{"id": 1, "sum": 2}""")
        .After(0.07).Client("\0\0\0\x19" + """{"id": 2, "a": 2, "b": 2}""")
        .After(0.1).Client("\0\0\0\x19" + """{"id": 3, "a": 3, "b": 3}""")
        .After(0.006).Server("\0\0\0\x13" + """{"id": 3, "sum": 6}""")
        .After(1.6).Fin(Direction.ToServer)
        .After(0.01).Fin(Direction.ToClient)
        .Close(CloseReason.PeerFinished);

    /// <summary>A question that is cut in two and held, an answer that comes late, and a connection that is broken off.</summary>
    public static Tape Faults() => Tape.OfLines()
        .Open()
        .After(0.000_3).Fault(Direction.ToServer, "split", 3, "cut here")
        .Client("HEL")
        .After(0.000_1).Client("LO\n")
        .After(0.000_2).Server("OLLEH\n")
        .After(0.4).Client("again\n")
        .After(0.000_2).Fault(Direction.ToServer, "delay", 6, "held 1.2 s")
        .After(0.8).Fault(Direction.ToClient, "throttle", 6, "64 bytes a second from here")
        .After(0.4).Server("niaga\n")
        .After(0.1).Fault(
            Direction.ToClient, "reset-after", 12, "the connection reset (RST), with a reason that is longer than a narrow ladder is wide")
        .Rst(Direction.ToClient, fault: "reset-after")
        .Close(CloseReason.Fault);

    public static Tape StrangeBytes(int most = 70_000) => new Tape()
        .Open()
        .Moved(WireEventKind.Receive, Direction.ToServer, [0, 1, 0x1B, (byte)'[', (byte)'2', (byte)'J', 0x7F, 0x80, 0xFF, (byte)'\t'])
        .Client("grüße 漢字 👋 \u202Eevil <b>&amp;\"'`")
        .Server(new string('x', most))
        .Moved(WireEventKind.Send, Direction.ToClient, [])
        .After(1.2)
        .Fin(Direction.ToClient)
        .After(1.2)
        .Rst(Direction.ToServer);
}
