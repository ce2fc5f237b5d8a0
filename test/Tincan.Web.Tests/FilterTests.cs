using Tincan.Web.Tests.Support;

namespace Tincan.Web.Tests;

/// <summary>The page's filter has the words of the terminal's; these are the same examples.</summary>
public sealed class FilterTests(QuietPage quiet) : IClassFixture<QuietPage>
{
    private const string Events = """
        [
          { "number": 1, "connection": 1, "what": "accept", "direction": "to-server", "text": "127.0.0.1:1 to 127.0.0.1:9" },
          { "number": 2, "connection": 2, "what": "accept", "service": "echo", "direction": "to-server", "text": "10.0.0.1:1 to 127.0.0.1:9" },
          { "number": 3, "connection": 1, "what": "receive", "direction": "to-server", "data": "HELLO\n" },
          { "number": 4, "connection": 2, "what": "receive", "direction": "to-server", "data": "to:server now\n" },
          { "number": 5, "connection": 1, "what": "send", "direction": "to-client", "base64": "b2xsZWgK" },
          { "number": 6, "connection": 1, "what": "fin", "direction": "to-server" },
          { "number": 7, "connection": 1, "what": "close", "reason": "peer-finished" },
          { "number": 8, "connection": 0, "what": "note", "text": "hello from the recorder" },
          { "number": 9, "connection": 2, "what": "fault", "direction": "to-client", "fault": "delay", "text": "held 200 ms" },
          { "number": 10, "connection": 2, "what": "fault", "direction": "to-server", "fault": "cut", "text": "cut here" }
        ]
        """;

    private const string Choose = """
        async ([words, events]) => {
            const { Filter } = await import("/filter.js");
            const filter = Filter.parse(words);
            const service = number => number === 2 ? "echo" : "";
            return JSON.parse(events).filter(event => filter.matches(event, { number: event.connection, service: service(event.connection) })).map(event => event.number);
        }
        """;

    [Theory]
    [InlineData("", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)]
    [InlineData("c:2", 2, 4, 9, 10)]
    [InlineData("connection:1", 1, 3, 5, 6, 7)]
    [InlineData("c:0-1", 1, 3, 5, 6, 7, 8)]
    [InlineData("c:0,2", 2, 4, 8, 9, 10)]
    [InlineData("service:echo", 2, 4, 9, 10)]
    [InlineData("service:echo,book what:fault to:client", 9)]
    [InlineData("service:Echo")]
    [InlineData("to:client", 5, 9)]
    [InlineData("to:server c:1", 1, 3, 6)]
    [InlineData("what:fin,close", 6, 7)]
    [InlineData("what:fault", 9, 10)]
    [InlineData("fault:delay", 9)]
    [InlineData("fault:delay,cut,dream", 9, 10)]
    [InlineData("fault:del")]
    [InlineData("Delay", 9)]
    [InlineData("hello", 3, 8)]
    [InlineData("olleh", 5)]
    [InlineData("10.0.0.1", 2)]
    [InlineData("text:to:server", 4)]
    [InlineData("\"server now\"", 4)]
    [InlineData("text:\"server now\"", 4)]
    [InlineData("nothing-of-the-kind")]
    public async Task Words_choose_events(string words, params int[] expected) =>
        Assert.Equal(expected, await quiet.Page.EvaluateAsync<int[]>(Choose, new[] { words, Events }));

    [Theory]
    [InlineData("c:x", "'c:x': 'x' is not a connection number: write c:2, c:2,5 or c:2-7")]
    [InlineData("connection:7-2", "'connection:7-2': '7-2' is not a connection number: write c:2, c:2,5 or c:2-7")]
    [InlineData("what:fun", "'what:fun': 'fun' is not one of connect, accept, receive, send, fin, rst, timeout, fault, close, note")]
    [InlineData("service:", "'service:': write the name of a service, as service:echo or service:echo,book")]
    [InlineData("fault:", "'fault:': write the name of a fault, as fault:delay or fault:delay,split")]
    [InlineData("\"open", "the filter has a quote that is not closed: \"open")]
    public async Task A_wrong_word_is_named_with_what_would_be_right(string words, string expected)
    {
        await quiet.Page.Locator("#filter").FillAsync(words);

        await quiet.Page.Locator("#problem").IsAsync(expected);
    }
}
