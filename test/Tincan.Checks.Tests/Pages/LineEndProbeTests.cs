using Tincan.Checks.Pages;
using Tincan.Checks.Probing;
using Tincan.Framing;
using Tincan.Mutants.Programs;
using Tincan.Pages;
using Tincan.Pages.Reading;
using Tincan.Pages.Serving;
using Tincan.Parsing;

namespace Tincan.Checks.Tests.Pages;

/// <summary>A page with the framing <c>lines</c> allows any line end: the check finds out which one a program understands.</summary>
public sealed class LineEndProbeTests
{
    private const string Text =
        """
        ```protocol
        framing lines max 1KiB
        ```

        ```rules
        on SAY $text    send $text
        ```

        ## It answers {#answers-all}

        ```talk
        C: SAY hello
        S: hello
        C: SAY hello
        S: hello
        ```
        """;

    private static readonly Page Page = Read(Text);

    [Theory]
    [InlineData("lines", Dialect.Lf)]
    [InlineData("lines lf", Dialect.Lf)]
    [InlineData("lines crlf", Dialect.CrLf)]
    [InlineData("lines nul", Dialect.Nul)]
    public void A_server_with_one_line_end_passes(string framing, Dialect dialect)
    {
        var suite = PageSuite.Of(Page, Side.Server);
        var server = new HostedServer(_ => new PageServer(Read(Text.Replace("lines max 1KiB", framing, StringComparison.Ordinal)), new Dictionary<string, string>()));

        var found = Bench.Find(suite, server, new CheckOptions { Dialect = Dialect.Auto });

        Assert.Equal(dialect, found.Options.Dialect);
        Assert.Equal(dialect == Dialect.Lf ? [] : [$"{dialect.Word()}: it passes 'answers-all' when lines end as {dialect.Word()}, and not when they end as lf"], found.Notes);
        Assert.Empty(suite.Cases.Where(one => !Bench.Run(suite, server, found.Options, one)[0].HasPassed).Select(static one => one.Id));
    }

    [Fact]
    public void What_a_person_has_set_is_not_looked_for()
    {
        var server = new HostedServer(_ => new PageServer(Read(Text.Replace("lines max 1KiB", "lines crlf", StringComparison.Ordinal)), new Dictionary<string, string>()));

        Assert.Empty(Bench.Find(PageSuite.Of(Page, Side.Server), server, new CheckOptions { Dialect = Dialect.Lf }).Notes);
    }

    /// <summary>Then it is part of the protocol.</summary>
    [Fact]
    public void A_page_that_says_how_lines_end_stays_as_it_is()
    {
        var page = Read(Text.Replace("lines max 1KiB", "lines lf", StringComparison.Ordinal));

        Assert.Same(page, PageDialect.Of(page, Side.Server, new CheckOptions { Dialect = Dialect.CrLf }));
        Assert.Equal("lines crlf max 1024", PageDialect.Of(Page, Side.Client, new CheckOptions { Dialect = Dialect.CrLf }).Framing.ToClient.Words);
    }

    private static Page Read(string text) => PageReader.Read("test", new SourceText(Encoding.UTF8.GetBytes(text), "test.md"));
}
