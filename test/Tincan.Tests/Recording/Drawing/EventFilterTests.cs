using Tincan.Drawing;
using Tincan.Recording;
using Tincan.Wires;

namespace Tincan.Tests.Recording.Drawing;

public sealed class EventFilterTests
{
    // 1 accept, 2 accept, 3 "HELLO\n", 4 "to:server now\n" on 2, 5 "olleh\n", 6 FIN to server, 7 close of 1, 8 note, 9 fault to client on 2, 10 fault to server on 2
    private static readonly IReadOnlyList<WireEvent> Events = Tape.OfLines()
        .Open("127.0.0.1:1 to 127.0.0.1:9")
        .Open("10.0.0.1:1 to 127.0.0.1:9")
        .Client("HELLO\n")
        .Client("to:server now\n", connection: 2)
        .Server("olleh\n")
        .Fin(Direction.ToServer)
        .Close(CloseReason.PeerFinished)
        .Note("hello from the recorder")
        .Fault(Direction.ToClient, "delay", 0, "held 200 ms", connection: 2)
        .Fault(Direction.ToServer, "cut", 14, "cut here", connection: 2)
        .Events;

    [Theory]
    [InlineData("", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)]
    [InlineData("   ", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)]
    [InlineData("c:2", 2, 4, 9, 10)]
    [InlineData("connection:1", 1, 3, 5, 6, 7)]
    [InlineData("c:0-1", 1, 3, 5, 6, 7, 8)]
    [InlineData("c:0,2", 2, 4, 8, 9, 10)]
    [InlineData("to:client", 5, 9)]
    [InlineData("to:server c:1", 1, 3, 6)]
    [InlineData("what:fin", 6)]
    [InlineData("what:fin,close", 6, 7)]
    [InlineData("what:fault", 9, 10)]
    [InlineData("what:fault,note", 8, 9, 10)]
    [InlineData("fault:delay", 9)]
    [InlineData("fault:delay,cut,dream", 9, 10)]
    [InlineData("fault:dream")]
    [InlineData("fault:del")]
    [InlineData("Delay", 9)]
    [InlineData("held", 9)]
    [InlineData("hello", 3, 8)]
    [InlineData("hello what:receive", 3)]
    [InlineData("10.0.0.1", 2)]
    [InlineData("text:to:server", 4)]
    [InlineData("\"to:server\"", 4)]
    [InlineData("\"server now\"", 4)]
    [InlineData("text:\"server now\"", 4)]
    [InlineData("127.0.0.1:1", 1)]
    [InlineData("nothing-of-the-kind")]
    public void Words_choose_events(string words, params int[] expected)
    {
        Assert.True(EventFilter.TryParse(words, out var filter, out _));

        Assert.Equal(expected, Events.Where(filter.Matches).Select(static happened => (int)happened.Number));
    }

    // 1 accept by echo, 2 accept by book, 3 "a" on 1, 4 "b" on 2, 5 close of 1, 6 note, 7 close of 2, 8 accept by nobody who says a name
    [Theory]
    [InlineData("service:echo", 1, 3, 5)]
    [InlineData("service:book,echo", 1, 2, 3, 4, 5, 7)]
    [InlineData("service:echo what:close", 5)]
    [InlineData("service:echo c:2")]
    [InlineData("service:echo service:book")]
    [InlineData("service:Echo")]
    [InlineData("text:service:echo")]
    public void A_service_is_named_once_and_holds_for_all_of_the_connection(string words, params int[] expected)
    {
        var events = Tape.OfLines().Open("127.0.0.1:1 to 127.0.0.1:9").Open("127.0.0.1:2 to 127.0.0.1:8").Client("a").Client("b", connection: 2)
            .Close(CloseReason.PeerFinished).Note("remark").Close(CloseReason.PeerFinished, connection: 2).Open().Events
            .Select(static happened => happened with { Service = happened.Number switch { 1 => "echo", 2 => "book", _ => null } });
        Assert.True(EventFilter.TryParse(words, out var filter, out _));

        // As 'tincan watch' does: it asks whether anything is shown, and the form that is written asks too.
        Assert.Equal(expected, events.Where(happened => filter.Matches(happened) & filter.Matches(happened)).Select(static happened => (int)happened.Number));
        Assert.False(filter.MatchesSilence(1));
    }

    [Theory]
    [InlineData("c:x", "'c:x': 'x' is not a connection number: write c:2, c:2,5 or c:2-7")]
    [InlineData("c:", "'c:': '' is not a connection number: write c:2, c:2,5 or c:2-7")]
    [InlineData("connection:7-2", "'connection:7-2': '7-2' is not a connection number: write c:2, c:2,5 or c:2-7")]
    [InlineData("to:nobody", "'to:nobody': write to:server or to:client")]
    [InlineData("what:fin,fun", "'what:fin,fun': 'fun' is not one of connect, accept, receive, send, fin, rst, timeout, fault, close, note")]
    [InlineData("fault:", "'fault:': write the name of a fault, as fault:delay or fault:delay,split")]
    [InlineData("service:", "'service:': write the name of a service, as service:echo or service:echo,book")]
    [InlineData("service:a,", "'service:a,': write the name of a service, as service:echo or service:echo,book")]
    [InlineData("fault:a,", "'fault:a,': write the name of a fault, as fault:delay or fault:delay,split")]
    [InlineData("\"open", "the filter has a quote that is not closed: \"open")]
    public void A_wrong_word_is_named_with_what_would_be_right(string words, string expected)
    {
        Assert.False(EventFilter.TryParse(words, out _, out var problem));

        Assert.Equal(expected, problem);
    }
}
