using Tincan.Checks.Pages;
using Tincan.Checks.Targets;
using Tincan.Mutants;
using Tincan.Pages.Reading;
using Tincan.Parsing;

namespace Tincan.Checks.Tests.Pages;

/// <summary>Bugs that are planted into the servers of pages are caught.</summary>
public sealed class PageBugTests
{
    private const string Loud =
        """
        ```protocol
        framing length LENGTH
        without slow-reader
        ```

        ```rules
        on $text    send $(upper($text))
        ```

        ## It shouts {#shouts}

        ```talk
        C: hello you
        S: HELLO YOU
        ```
        """;

    [Theory]
    [InlineData("u8")]
    [InlineData("u16 little")]
    public async Task A_signed_length_is_caught_although_no_case_of_the_page_has_a_long_message(string length)
    {
        var page = PageReader.Read("loud", new SourceText(Encoding.UTF8.GetBytes(Loud.Replace("LENGTH", length, StringComparison.Ordinal)), "loud.md"));

        var proof = await PageSelfTest.RunAsync(page, Environment.ProcessorCount, TestContext.Current.CancellationToken);

        Assert.Empty(proof.Failing);
        Assert.Empty(proof.Broken);
        Assert.Empty(proof.Uncaught.Select(static program => program.Name));
        Assert.Equal(["loud.server.high-bit"], proof.Buggy.Single(static program => program.Name == "loud.server/signed-length").Caught);
    }

    [Theory]
    [InlineData("u32 big")]
    [InlineData("u8 max 100")]
    [InlineData("i8")]
    public void A_signed_length_is_not_planted_where_no_message_can_show_it(string length)
    {
        var page = PageReader.Read("loud", new SourceText(Encoding.UTF8.GetBytes(Loud.Replace("LENGTH", length, StringComparison.Ordinal)), "loud.md"));
        var suite = PageSuite.Of(page, Side.Server);

        Assert.DoesNotContain(PageMutants.Of(page, suite, PageMutants.Server(page)), static program => program.Name == "loud.server/signed-length");
        Assert.DoesNotContain(suite.Cases, static one => one.Id == "loud.server.high-bit");
    }

    /// <summary>One with lengths, one with lines, and one whose server closes first; <c>tincan check PAGE --selftest</c> does it for any.</summary>
    [Theory]
    [InlineData("sum.md")]
    [InlineData("calculator.md")]
    [InlineData("welcome.md")]
    [InlineData("../samples/handout/text-tools.md")]
    public async Task A_page_catches_bugs(string file)
    {
        var page = PageReader.ReadFile(Path.Combine(PageSelfTestTests.Folder, file));

        var proof = await PageSelfTest.RunAsync(page, Environment.ProcessorCount, TestContext.Current.CancellationToken);

        Assert.Empty(proof.Failing);
        Assert.Empty(proof.Broken);
        Assert.Empty(proof.Uncaught.Select(static program => $"{program.Name} {program.Bug}"));
    }

    /// <summary>A reference program that gets the value of a parameter is started with the value that a case is about.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Cases_about_another_value_run_before_a_program_that_gets_it(bool getsIt)
    {
        var page = PageReader.Read("polite", new SourceText(Encoding.UTF8.GetBytes(Polite), "polite.md"));

        var proof = await PageSelfTest.RunAsync(page, new Reference(PageMutants.Server(page), getsIt), new CheckOptions(), 20, TestContext.Current.CancellationToken);

        Assert.Empty(proof.Failing);
        Assert.Equal(getsIt ? [] : ["polite.server.goodbye"], proof.NotRun);
        Assert.Equal(getsIt, proof.Buggy.Single(static program => program.Name == "polite.server/answers-twice").Caught.Contains("polite.server.goodbye"));
    }

    private const string Polite =
        """
        ```protocol
        framing lines
        param goodbye = off | on    "Whether it says goodbye."
        without ahead answers unfinished next-client after-reset noise too-long concurrent many-clients slow-reader own-answers closes starts-again
        ```

        ```rules
        on quit when $goodbye = "on"    send goodbye
        on $text                        send $text
        ```

        ## It answers {#answers-it}

        ```talk
        C: hello
        S: hello
        ```

        ## It says goodbye {#goodbye when=goodbye:on}

        ```talk
        C: quit
        S: goodbye
        ```
        """;

    private sealed class Reference(ITarget program, bool getsIt) : ITarget
    {
        public bool CanRunInParallel => true;

        public bool TakesParameter(string name) => getsIt;

        public Task<IRunningTarget> StartAsync(Launch launch, CancellationToken cancel) => program.StartAsync(launch, cancel);
    }
}
