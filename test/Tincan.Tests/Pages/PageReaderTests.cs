using Tincan.Pages;
using Tincan.Pages.Expressions;
using Tincan.Pages.Transcripts;
using Tincan.Parsing;

namespace Tincan.Tests.Pages;

/// <summary>A page is read whole, and each mistake is reported at its position.</summary>
public sealed class PageReaderTests
{
    private const string Client =
        """
        ```protocol
        framing lines
        connections any
        param line = "{a}, {b}, {a}"
        ```

        ## A client {#x side=client}

        ```talk
        in: one
        in: [unfinished] two
        C: one
        C: [same connection] two
        out: $($line("1", "2"))
        out: [never] three
        ```

        ## A server {#x}

        ```talk
        C: one
        ```
        """;

    private const string Sum =
        """
        # Sum

        Adds two numbers: für alle.

        ```protocol
        framing   length u32 big   # the length counts what follows it
        port      7070
        param     greeting = ""    "Sent on connect."
        param     swap-case = off | on
        without   noise too-long
        ```

        ```rules
        on {"id": $id, "a": $a, "b": $b}    send {"id": $id, "sum": $a + $b}
        on anything else    close
        ```

        ## It adds {#adds points=2}
        A request is answered
        with the sum.

        A client may send the next request only when it has the reply.

        ```talk
        C: {"id": 1, "a": 1, "b": 2}
        S: {"id": 1, "sum": 3}
        ```

        > Hint: read exactly four bytes.

        ## Later {should hidden until=2026-12-24 side=server when=swap-case:on}

        ```talk
        C: {"id": 2, "a": 1, "b": 2}
        S: {"id": 2, "sum": 3}
        ```
        """;

    /// <summary>A parameter with holes is filled in an expression; cases for clients have a side, and then all others have the other one.</summary>
    [Fact]
    public void A_page_says_what_a_client_prints()
    {
        var page = PageText.Read(Client);

        Assert.Equal(["{a}", "{b}"], page.Parameters[0].Holes);
        Assert.Equal([("x", RoleKind.Client), ("x", RoleKind.Server)], page.Cases.Select(static one => (one.Id, one.Side!.Value)));
        Assert.True(page.IsAnyConnection);
        var steps = page.Cases[0].Transcript.Steps;
        Assert.True(Assert.IsType<InputStep>(steps[1]).IsUnfinished);
        Assert.True(Assert.IsType<MessageStep>(steps[3]).IsOnSameConnection);
        Assert.True(Assert.IsType<OutputStep>(steps[5]).IsNever);
        var filled = Assert.IsType<OutputStep>(steps[4]).Line.Write(new Scope { Parameters = page.Values(new Dictionary<string, string> { ["line"] = "{b}-{a}" }) });
        Assert.Equal("2-1", filled.ToString());
        Assert.Contains("{b}", page.WhyNot("line", "no hole"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$line(\"1\", \"2\")", "$line(\"1\")", "'$line' has 2 holes, not 1: {a}, {b}")]
    [InlineData("$line(\"1\", \"2\")", "$other(\"1\")", "'$other' is no parameter with holes")]
    [InlineData("in: [unfinished] two", "in: $two", "only parameters are known when the program is started")]
    [InlineData("in: [unfinished] two", "in: …", "a line that is typed says all of its bytes")]
    [InlineData("connections any", "connections one", "only 'connections any' can be said")]
    public void A_mistake_with_a_client_is_reported(string right, string wrong, string message) =>
        Assert.Contains(message, Assert.Throws<SyntaxException>(() => PageText.Read(Client.Replace(right, wrong, StringComparison.Ordinal))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_page_says_everything()
    {
        var page = PageText.Read(Sum);

        Assert.Equal(("Sum", "test", 7070, "length u32 big"), (page.Title, page.Name, page.Port, page.Framing.Words));
        Assert.Equal(["greeting", "swap-case"], page.Parameters.Select(static parameter => parameter.Name));
        Assert.Equal(("", "Sent on connect."), (page.Parameters[0].Default, page.Parameters[0].Meaning));
        Assert.Equal(["off", "on"], page.Parameters[1].Choices);
        Assert.Equal(["noise", "too-long"], page.Without);
        Assert.Equal(2, page.Rules.Count);
        Assert.Equal(["adds", "later"], page.Cases.Select(static one => one.Id));
        var adds = page.Cases[0];
        Assert.Equal("A request is answered with the sum.", adds.Requirement);
        Assert.Equal("A client may send the next request only when it has the reply.", adds.Why);
        Assert.Equal("read exactly four bytes.", adds.Hint);
        Assert.Equal((2, false, Visibility.Visible), (adds.Points, adds.IsRecommendation, adds.Visibility));
        var later = page.Cases[1];
        Assert.Equal(("Later", true, Visibility.Hidden, new DateOnly(2026, 12, 24)), (later.Requirement, later.IsRecommendation, later.Visibility, later.HiddenUntil));
        Assert.Equal(RoleKind.Server, later.Side);
        Assert.Equal([("swap-case", "on")], later.When);
    }

    [Theory]
    [InlineData("framing length u32 big", "framing lenght u32 big", "5:9", "did you mean 'length'?")]
    [InlineData("framing lines", "port 1", "4:1", "does not say where a message ends")]
    [InlineData("port 7070", "prot 7070", "6:1", "did you mean 'port'?")]
    [InlineData("port 7070", "port 70700", "6:6", "a port is a number from 0 to 65535")]
    [InlineData("unfinished ignored", "unfinished ignord", "7:12", "did you mean 'ignored'?")]
    [InlineData("param loud = off | on", "param loud", "8:11", "a parameter has a name and a value")]
    [InlineData("on PING    send PONG", "on PING    sned PONG", "12:1", "this rule does nothing")]
    [InlineData("on PING    send PONG", "on PING", "12:1", "this rule does nothing")]
    [InlineData("on PING    send PONG", "PING    send PONG", "12:1", "a rule begins with 'on'")]
    [InlineData("on PING    send PONG", "on PING $who    send PONG $wo", "12:27", "did you mean 'who'?")]
    [InlineData("on PING    send PONG", "on PING    send PONG $(my.count)", "12:24", "'my.count' is never set")]
    [InlineData("on PING    send PONG", "on PING $a$b    send PONG", "12:11", "two captures with nothing between them")]
    [InlineData("on PING    send PONG", "on PING    send $(revrese(\"a\"))", "12:19", "did you mean 'reverse'?")]
    [InlineData("on PING    send PONG", "on PING    send $(1 + )", "12:23", "a value was expected here")]
    [InlineData("on PING    send PONG", "on PING    send …", "12:17", "this can only be received")]
    [InlineData("on PING    send PONG", "on PING    send PONG\non PING    send PUNG", "13:1", "line 12 has a rule for all of it")]
    [InlineData("on PING    send PONG", "on $all    send PONG\non PING    send PUNG", "13:1", "this rule can never apply")]
    [InlineData("on PING    send PONG", "on PING    send PUNG", "18:1", "the case 'pings' contradicts the rules: the rules send 'PUNG' here")]
    [InlineData("on PING    send PONG", "on [$a][$b]    send PONG", "12:8", @"written \[")]
    [InlineData("on PING    send PONG", "on [$a one]    send PONG", "12:8", @"written \[")]
    [InlineData("C: PING", "X: PING", "17:1", "does not say who speaks")]
    [InlineData("C: PING", "file a.txt: [unfinished] x\nfile a.txt: y\nC: PING", "17:1", "only the last line of a file can be [unfinished]")]
    [InlineData("C: PING", "C: [FINN]", "17:5", "did you mean 'FIN'?")]
    [InlineData("C: PING", "C: [after soon] PING", "17:11", "a time was expected here")]
    [InlineData("C: PING\nS: PONG", "C: $loudly\nS: …", "17:4", "the value of 'loud' before a letter is written $($loud)")]
    [InlineData("S: PONG", "S: [any number] PONG", "18:1", "after [any number] the message is expected that ends them")]
    [InlineData("C: PING", "S: [any number] PONG\nC: PING", "17:1", "after [any number] the message is expected that ends them")]
    [InlineData("S: PONG", "S: [any number] P\nS: PANG", "19:1", "the rules send 'PONG' here")]
    [InlineData("S: PONG", "S: /[/", "18:6", "this is not a regular expression")]
    [InlineData("S: PONG", @"S: /(a)\1/", "18:5", "back-references")]
    [InlineData("{#pings}", "{#pings pionts=2}", "14:21", "did you mean 'points'?")]
    [InlineData("{#pings}", "{#pings when=loud:of}", "14:4", "'of' is no value of 'loud'")]
    [InlineData("{#pings}", "{#pings when=loud:on|of}", "14:4", "'of' is no value of 'loud'")]
    [InlineData("{#pings}", "{#pings when=loud:on|lod:on}", "14:4", "has no parameter 'lod'")]
    [InlineData("{#pings}", "{#pings raw}", "14:4", "'line-ends optional' in the protocol block does")]
    [InlineData("{#pings}", "{#pings when=loud}", "14:21", "when has a parameter and its value")]
    [InlineData("S: PONG", "S: PONG\\n", "18:4", "cannot frame this message: it has a line end in it")]
    [InlineData("```talk", "```talks", "16:4", "did you mean 'talk'?")]
    public void A_mistake_has_its_position(string right, string wrong, string place, string problem)
    {
        const string Page =
            """
            # Ping

            Pings.
            ```protocol
            framing lines
            port 7070
            unfinished ignored
            param loud = off | on
            ```

            ```rules
            on PING    send PONG
            ```
            ## It pings {#pings}

            ```talk
            C: PING
            S: PONG
            ```
            """;
        var text = right == "framing length u32 big" ? Page.Replace("framing lines", wrong, StringComparison.Ordinal) : Page.Replace(right, wrong, StringComparison.Ordinal);
        Assert.NotEqual(Page, text);

        var mistake = Assert.Throws<SyntaxException>(() => PageText.Read(text));

        Assert.Contains(problem, mistake.Problem, StringComparison.Ordinal);
        Assert.Equal($"test.md:{place}", mistake.Position);
    }

    private const string Editions =
        """
        ```protocol
        framing lines
        param edition = 2024 | 2025 | 2026
        param old = no | yes
        ```

        ```rules
        on PING when $edition = "2026"    send PONG!
        on PING    send PONG
        ```
        ## It pings {#pings when=edition:2024|2025|old:yes}

        ```talk
        C: PING
        S: PONG
        ```
        """;

    [Fact]
    public void A_case_may_be_about_several_values() =>
        Assert.Equal([("edition", "2024"), ("edition", "2025"), ("old", "yes")], PageText.Read(Editions).Cases[0].When);

    [Fact]
    public void A_case_is_held_against_the_rules_with_each_of_its_values()
    {
        var mistake = Assert.Throws<SyntaxException>(() => PageText.Read(Editions.Replace("2024|2025|", "2024|2026|", StringComparison.Ordinal)));

        Assert.Contains("contradicts the rules with edition=2026: the rules send 'PONG!' here", mistake.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_cases_have_two_ids()
    {
        const string Case = "## It pings\n\n```talk\nC: PING\nS: PONG\n```\n";

        var mistake = Assert.Throws<SyntaxException>(() => PageText.Read($"```protocol\nframing lines\n```\n{Case}{Case}"));

        Assert.Contains("the id 'it-pings' is taken", mistake.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_block_in_a_list_is_for_readers() =>
        Assert.Empty(PageText.Read("```protocol\nframing lines\n```\n## Case\n- like this:\n\n  ```talk\n  C: a\n  ```\n").Cases);
}
