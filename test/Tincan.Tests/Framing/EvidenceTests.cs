using Tincan.Drawing;
using Tincan.Framing;
using Tincan.Recording;
using Tincan.Tests.Recording.Drawing;
using Tincan.Wires;

namespace Tincan.Tests.Framing;

/// <summary>Where messages end is decided from what goes over the wire, for each direction. <c>&gt;</c> is what the client sends, <c>&lt;</c> the server.</summary>
public sealed class EvidenceTests
{
    [Theory]
    [InlineData("server waits for client", ">one", "<eno", ">two", "<owt")]
    [InlineData("client waits for server", ">one", "<eno", ">two")]
    [InlineData("server waits for client", "<Welcome to CS 352!", ">one", "<eno")]
    [InlineData("server waits for client", "<Welcome to CS 352!", ">one\n", "<eno\n")]
    [InlineData("server waits for client", "<Hello there", ">one\n", "<eno\n", ">two\n", "<owt\n")]
    [InlineData("both wait (client has 2 bytes of a message without its end)", "<Hello there", ">one\n", "<eno\n", ">two\n", "<ow")]
    [InlineData("both wait (server has 2 bytes of a message without its end)", ">one\n", "<eno\n", ">tw")]
    [InlineData("server waits for client", ">a.com", "<a.com 1.1.1.1 A IN", ">b.com", "<b.com - TIMED OUT\n", ">c.com", "<c.com 1.1.1.1 A IN")]
    [InlineData("client waits for server", ">a.com", "<a.com 1.1.1.1 A IN", ">b.com", "<b.com - TIMED OUT\n", ">c.com")]
    [InlineData("server waits for client", ">a.com\0\0", "<a.com 1.1.1.1 A IN\0\0", ">b.com\0\0", "<b.com 1.1.1.2 A IN\0\0")]
    [InlineData("server waits for client", ">HE", ">LLO\n", "<OLLEH\n")]
    [InlineData("client waits for server (2 requests, 1 reply)", ">one\ntwo\n", "<one\n")]
    [InlineData("server waits for client", ">Q\u0005a@b.c", "<R\u0003\nLu", ">Q\u0005d@e.f", "<R\u0002\n")]
    [InlineData("client waits for server (what the client sends has no line end; what the server sends has one)", "<Welcome!\n", ">HELLO")]
    [InlineData("server waits for client (what the server sends has no line end; what the client sends has one)", ">HELLO\n", "<OLLEH")]
    public void Who_waits_for_whom(string expected, params string[] said)
    {
        var model = new LadderModel();
        foreach (var happened in Play(said).Events)
        {
            _ = model.Add(happened);
        }

        Assert.Equal($"the recording ends here; {expected}", Assert.Single(model.End()).Text);
    }

    [Fact]
    public void A_torn_first_line_is_one_message_once_its_end_comes()
    {
        var model = new LadderModel();
        var rows = Play(">HE", ">LL", ">O\n", "<OLLEH\n").Events.SelectMany(model.Add).Skip(1).Select(static row => row.Text);

        Assert.Equal(["", "", "message 1 part 3 of 3", ""], rows);
    }

    [Fact]
    public void Bytes_that_no_text_has_are_messages_as_they_come()
    {
        var tape = new Tape(MessageCodec.Auto).Open();
        for (var i = 0; i < 3; i++)
        {
            tape.Moved(WireEventKind.Receive, Direction.ToServer, [0x16, 3, 1, (byte)'\n', 0, 9]);
        }

        Assert.Equal(["6", "12", "18"], tape.Events.Skip(1).Select(static one => string.Join(',', one.Ends)));
    }

    private static Tape Play(params string[] said)
    {
        var tape = new Tape(MessageCodec.Auto).Open();
        foreach (var one in said)
        {
            _ = one[0] == '>' ? tape.Client(one[1..]) : tape.Server(one[1..]);
        }

        return tape;
    }
}
