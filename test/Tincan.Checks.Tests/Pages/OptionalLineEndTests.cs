using Tincan.Checks.Cases;
using Tincan.Checks.Pages;
using Tincan.Checks.Probing;
using Tincan.Checks.Suites;
using Tincan.Framing;
using Tincan.Hosting;
using Tincan.Mutants;
using Tincan.Mutants.Programs;
using Tincan.Pages.Reading;
using Tincan.Parsing;
using static Tincan.Checks.Tests.Probing.OddServers;

namespace Tincan.Checks.Tests.Pages;

/// <summary>A page with <c>line-ends optional</c>: each program is judged as it speaks, also if it takes each read for a message.</summary>
public sealed class OptionalLineEndTests
{
    private const string Text =
        """
        ```protocol
        framing     lines
        line-ends   optional
        param       greeting = "Hello."
        ```

        ## It greets {#greets about=greeting}

        ```talk
        C: [connects]
        S: [raw] $greeting
        ```

        ## It answers {#answers}

        ```talk
        S: [unjudged] [raw] $greeting
        C: say one
        S: eno
        C: say two
        S: owt
        ```

        ## Any number {#number}

        ```talk
        S: [unjudged] [raw] $greeting
        C: say 3
        S: /[0-9]/
        C: say 4
        S: $n
        ```

        ## A blank line {#blank}

        ```talk
        S: [unjudged] [raw] $greeting
        C: ""
        S: ""
        ```

        ## Ahead {#two}

        ```talk
        S: [unjudged] [raw] $greeting
        C: say one
        C: say two
        S: eno
        S: owt
        ```
        """;

    private static readonly Suite Suite = PageSuite.Of(PageReader.Read("test", new SourceText(Encoding.UTF8.GetBytes(Text), "test.md")), Side.Server);

    [Theory]
    [InlineData(Dialect.Lf, Dialect.Lf)]
    [InlineData(Dialect.CrLf, Dialect.CrLf)]
    [InlineData(Dialect.Nul, Dialect.Nul)]
    [InlineData(Dialect.Lf, Dialect.Raw)]
    [InlineData(Dialect.Lf, Dialect.CrLf)]
    public void A_server_that_reads_lines_passes_everything(Dialect reads, Dialect sends)
    {
        var server = new DelegateServer(async conversation =>
        {
            await conversation.Wire.SendAsync("Hello."u8.ToArray());
            await LinesAsync(conversation, reads, sends, Answer);
        });

        var found = Find(Suite, server);

        Assert.Equal((reads, sends), (found.Options.Dialect, found.Options.EffectiveAnswerDialect));
        Assert.Equal(("", ""), Failed(server, found));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    public void A_server_that_takes_a_read_for_a_message_is_not_judged_by_line_ends(string end)
    {
        var server = new DelegateServer(conversation => GreetAsync(conversation, "Hello.", text => Answer(text) + end));

        var found = Find(Suite, server);

        Assert.Equal((Dialect.Raw, Dialect.Raw), (found.Options.Dialect, found.Options.EffectiveAnswerDialect));
        Assert.Equal(("", "blank two"), Failed(server, found));
    }

    [Fact]
    public void A_server_that_removes_line_ends_and_takes_a_read_for_a_line_fails_where_two_come_together()
    {
        var server = new DelegateServer(conversation => GreetAsync(conversation, "Hello.", static text => Answer(text.TrimEnd('\n')) + "\n"));

        var found = Find(Suite, server);

        Assert.Equal(Dialect.Lf, found.Options.Dialect);
        Assert.Equal(("two", ""), Failed(server, found));
    }

    [Theory]
    [InlineData("Hi.", "it sends 'Hi.' on accept: judged with --set greeting=Hi.")]
    [InlineData("", "it sends nothing on accept: judged with --set greeting=")]
    public void Another_greeting_fails_the_case_that_is_about_it(string greeting, string note)
    {
        var server = new DelegateServer(conversation => GreetAsync(conversation, greeting, Answer));

        var found = Find(Suite, server);

        Assert.Contains(note, found.Notes);
        Assert.Equal("greets", Failed(server, found).Failed);
    }

    [Fact]
    public void A_silent_server_has_no_value()
    {
        var found = Find(Suite, new DelegateServer(static conversation => GreetAsync(conversation, "", static _ => null)));

        Assert.Empty(found.Options.Found);
        Assert.Contains(found.Notes, static note => note.Contains("checked in raw", StringComparison.Ordinal));
    }

    private static string Answer(string line) => line.StartsWith("say ", StringComparison.Ordinal) ? string.Concat(line[4..].Reverse()) : "";

    /// <summary>The cases that failed, and those that were skipped.</summary>
    private static (string Failed, string Skipped) Failed(IServer server, ProbeResult found)
    {
        var target = new HostedServer(_ => server);
        string[] ids = ["greets", "answers", "number", "blank", "two", "next-client", "after-reset", "closes", "concurrent"];
        List<Case> cases = [.. ids.Select(static id => Suite.Cases.First(one => one.Id == $"test.server.{id}"))];
        var skipped = cases.Where(one => one.WhySkipped(Suite, found.Options, target) is not null).ToList();
        var failed = cases.Except(skipped).Where(one => !Bench.Run(Suite, target, found.Options, one)[0].HasPassed);
        return (Names(failed), Names(skipped));
    }

    private static string Names(IEnumerable<Case> cases) => string.Join(' ', cases.Select(static one => one.Id["test.server.".Length..]));
}
