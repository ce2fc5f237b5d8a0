using Tincan.Checks.Pages;
using Tincan.Checks.Probing;
using Tincan.Mutants.Programs;
using Tincan.Pages;
using Tincan.Pages.Reading;
using Tincan.Pages.Serving;
using Tincan.Parsing;

namespace Tincan.Checks.Tests.Pages;

/// <summary>A parameter may have any text: its value is read from what the program sends where a case is about it.</summary>
public sealed class PageProbeTests
{
    private const string Text =
        """
        ```protocol
        framing lines
        param greeting = "Hello!"
        param unknown = "Error 404"
        param city = Rome
        ```

        ```rules
        on connect    send $greeting
        on $city      send Found
        on $other     send >> $unknown
        ```

        ## It greets {#greets about=greeting}

        ```talk
        C: [connects]
        S: $greeting
        ```

        ## It finds {#finds}

        ```talk
        S: $greeting
        C: $city
        S: Found
        ```

        ## It does not find {#misses about=unknown}

        ```talk
        S: $greeting
        C: Nowhere
        S: >> $unknown
        ```
        """;

    private static readonly Page Page = PageReader.Read("test", new SourceText(Encoding.UTF8.GetBytes(Text), "test.md"));

    [Theory]
    [InlineData("Hello!", "Error 404", "")]
    [InlineData("Good day", "Error 404", "greeting=Good day")]
    [InlineData("Hello!", "none", "unknown=none")]
    [InlineData("Good day", "none", "greeting=Good day unknown=none")]
    public void The_value_of_a_program_is_found(string greeting, string unknown, string expected) => Assert.Equal(expected, Found(Find(greeting, unknown, [])));

    [Fact]
    public void The_report_says_what_showed_it() => Assert.Equal(
        ["it sends 'Good day' on accept: judged with --set 'greeting=Good day'", "it answers 'Nowhere\\n' with '>> none': judged with --set unknown=none"],
        Find("Good day", "none", []).Notes);

    /// <summary>The greeting and the other text are both seen in one case, so that the program is not started for each.</summary>
    [Theory]
    [InlineData("Hello!", "Error 404")]
    [InlineData("Good day", "none")]
    public void A_case_that_shows_several_values_is_played_alone(string greeting, string unknown)
    {
        var starts = 0;
        var server = new HostedServer(_ =>
        {
            starts++;
            return new PageServer(Page, new Dictionary<string, string> { ["greeting"] = greeting, ["unknown"] = unknown });
        });

        Bench.Find(PageSuite.Of(Page, Side.Server), server, new CheckOptions());

        Assert.Equal(1, starts);
    }

    [Fact]
    public void What_a_person_has_set_is_not_looked_for() => Assert.Equal("", Found(Find("Good day", "Error 404", new() { ["greeting"] = "Hi" })));

    [Fact]
    public void What_the_page_says_of_something_else_is_no_value() => Assert.Equal("", Found(Find("Hello!", "Rome", [])));

    /// <summary>Only the case that is about the greeting fails; the others are judged with the program's own.</summary>
    [Fact]
    public void A_wrong_value_fails_the_case_that_is_about_it_and_no_other()
    {
        var suite = PageSuite.Of(Page, Side.Server);
        var target = Server("Good day", "Error 404");
        var options = Find("Good day", "Error 404", []).Options;

        var failed = suite.Cases.Take(3).Where(one => Bench.Run(suite, target, options.For(suite, one.Id), one)[0].Failure is not null).Select(static one => one.Id);

        Assert.Equal(["test.server.greets"], failed);
    }

    private static string Found(ProbeResult found) => string.Join(' ', found.Options.Found.Select(static pair => $"{pair.Key}={pair.Value}"));

    private static HostedServer Server(string greeting, string unknown) =>
        new(_ => new PageServer(Page, new Dictionary<string, string> { ["greeting"] = greeting, ["unknown"] = unknown }));

    private static ProbeResult Find(string greeting, string unknown, Dictionary<string, string> given) =>
        Bench.Find(PageSuite.Of(Page, Side.Server), Server(greeting, unknown), new CheckOptions { Given = given });
}
