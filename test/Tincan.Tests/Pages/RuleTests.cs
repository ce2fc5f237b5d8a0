using Tincan.Pages.Rules;
using Tincan.Pages.Values;

namespace Tincan.Tests.Pages;

/// <summary>What a server with rules does.</summary>
public sealed class RuleTests
{
    private const string Chat =
        """
        on NAME $name:word when $name in our.names    send taken
        on NAME $name:word
            join $name
            set my.name = $name
            others send $name joined
            send hello $name
        on SAY $text when my.name = null    send who are you?
        on SAY $text    others send $(my.name): $text
        on TELL $who:word $text    to $who send psst: $text
        on WHO    send $(keys(our.names))
        on LEAVE
            leave
            send left
        on end when my.name != null    others send $(my.name) is gone
        on end    ignore
        on anything else    send what is '$message'?
        """;

    [Fact]
    public void A_room_has_members_with_names()
    {
        var room = Rehearse(Chat);
        var (ann, bob, eve) = (room.Connect(), room.Connect(), room.Connect());

        Assert.Equal("hello ann", Send(ann, "NAME ann"));
        Assert.Equal("taken", Send(bob, "NAME ann"));
        Assert.Equal("who are you?", Send(bob, "SAY hi"));
        Assert.Equal("hello bob", Send(bob, "NAME bob"));
        Assert.Equal("bob joined", Came(ann));
        Assert.Equal("", Send(ann, "SAY hi  all"));
        Assert.Equal("ann: hi  all", Came(bob));
        Assert.Equal("", Send(bob, "TELL ann secret"));
        Assert.Equal("psst: secret", Came(ann));
        Assert.Equal("ann, bob", Send(eve, "WHO"));
        Assert.Equal("what is 'x'?", Send(eve, "x"));
        bob.Finish();
        Assert.Equal("bob is gone", Came(ann));
        Assert.Equal("ann", Send(ann, "WHO"));
        Assert.Equal("", Came(eve));
    }

    [Fact]
    public void A_service_keeps_what_was_set()
    {
        var service = Rehearse(
            """
            on SET $key:word $value    set our.store[$key] = $value
            on GET $key:word when $key in our.store    send $(our.store[$key])
            on GET $_    send none
            on DEL $key:word    delete our.store[$key]
            on COUNT
                set my.count = my.count_before + 1
                set my.count_before = my.count
                send $(my.count) of $(length(our.store))
            on connect    set my.count_before = 0
            """);
        var (one, other) = (service.Connect(), service.Connect());

        Assert.Equal("none", Send(one, "GET a"));
        Assert.Equal("", Send(one, "SET a b c"));
        Assert.Equal("b c", Send(other, "GET a"));
        Assert.Equal("1 of 1", Send(one, "COUNT"));
        Assert.Equal("2 of 1", Send(one, "COUNT"));
        Assert.Equal("1 of 1", Send(other, "COUNT"));
        Assert.Equal("", Send(other, "DEL a"));
        Assert.Equal("none", Send(one, "GET a"));
    }

    [Fact]
    public void Endings_come_in_order()
    {
        var client = Rehearse("on BYE\n    send bye\n    finish\n    close\non KILL    reset").Connect();

        Assert.True(client.Send(new ByteText("BYE")));
        Assert.Equal([new SendResponse(new ByteText("bye"), IsRaw: false), new EndResponse(RehearsedEnd.Finish), new EndResponse(RehearsedEnd.Close)], client.Take());
        Assert.True(client.IsOver);
        Assert.False(client.Send(new ByteText("KILL")));
    }

    [Fact]
    public void A_message_without_a_rule_has_none() => Assert.False(Rehearse("on a    send b").Connect().Send(new ByteText("x")));

    [Fact]
    public void Without_rules_the_transcripts_answer()
    {
        var page = PageText.Read(
            """
            ```protocol
            framing lines
            ```
            ## Login
            ```talk
            S: user?
            C: $name:word
            S: hello $name
            C: bye
            S: bye $name
            ```
            ## Refused
            ```talk
            S: user?
            C: nobody here
            S: [closes]
            ```
            """);
        var client = new Rehearsal(page.ServerRules, page.Values(new Dictionary<string, string>())).Connect();

        Assert.Equal("user?", Came(client));
        Assert.Equal("hello ann", Send(client, "ann"));
        Assert.Equal("bye ann", Send(client, "bye"));
        Assert.Equal("hello bob", Send(client, "bob"));
        Assert.False(client.Send(new ByteText("what now")));
        var other = new Rehearsal(page.ServerRules, page.Values(new Dictionary<string, string>())).Connect();
        Assert.True(other.Send(new ByteText("nobody here")));
        Assert.True(other.IsOver);
    }

    private static Rehearsal Rehearse(string rules)
    {
        var page = PageText.WithRules(rules);
        return new Rehearsal(page.Rules, page.Values(new Dictionary<string, string>()));
    }

    private static string Send(RehearsedClient client, string message)
    {
        Assert.True(client.Send(ByteText.FromUtf8(message)));
        return Came(client);
    }

    private static string Came(RehearsedClient client) => string.Join(" | ", client.Take().OfType<SendResponse>().Select(static sent => sent.Content.ToString()));
}
