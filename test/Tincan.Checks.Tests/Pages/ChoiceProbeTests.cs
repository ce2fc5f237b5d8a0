using Tincan.Checks.Pages;
using Tincan.Checks.Probing;
using Tincan.Mutants.Programs;
using Tincan.Pages;
using Tincan.Pages.Reading;
using Tincan.Pages.Serving;
using Tincan.Parsing;

namespace Tincan.Checks.Tests.Pages;

/// <summary>A page may allow several values of a parameter: the check finds out which one a program follows.</summary>
public sealed class ChoiceProbeTests
{
    private const string Text =
        """
        ```protocol
        framing lines
        param edition = 2024 | 2025 | 2026
        param bang = "." | "!" | "?"
        ```

        ```rules
        on BYE when $edition = "2024"    close
        on BYE when $edition = "2025"
            send BYE
            close
        on BYE
            send GOODBYE
            close
        on $text    send $text $bang
        ```

        ## It answers {#answers}

        ```talk
        C: HELLO
        S: HELLO $bang
        ```

        ## It hangs up {#hangs-up when=edition:2024}

        ```talk
        C: BYE
        S: [closes]
        ```

        ## It says goodbye {#goodbye when=edition:2025|2026}

        ```talk
        C: BYE
        S: …
        S: [closes]
        ```

        ## It says all of goodbye {#long-goodbye when=edition:2026}

        ```talk
        C: BYE
        S: GOODBYE
        S: [closes]
        ```
        """;

    private static readonly Page Page = PageReader.Read("test", new SourceText(Encoding.UTF8.GetBytes(Text), "test.md"));

    [Theory]
    [InlineData("2024", ".", "")]
    [InlineData("2025", "!", "edition=2025 bang=!")]
    [InlineData("2026", "?", "edition=2026 bang=?")]
    [InlineData("2024", "?", "bang=?")]
    public void The_value_of_a_program_is_found(string edition, string bang, string expected) => Assert.Equal(expected, Found(Find(edition, bang, [])));

    [Fact]
    public void The_report_says_what_showed_it()
    {
        var found = Find("2026", ".", []);

        Assert.Equal(["it passes 'long-goodbye' and 'goodbye' with edition=2026: judged with --set edition=2026"], found.Notes);
    }

    /// <summary>Once for its line ends, once for its texts; and if these do not show that it follows the default, for two cases of another value.</summary>
    [Theory]
    [InlineData("off", 2)]
    [InlineData("on", 4)]
    public void A_program_is_started_no_more_than_necessary(string swapCase, int expected)
    {
        var page = PageLibrary.Read("reverse");
        var starts = 0;
        Bench.Find(PageSuite.OfLibrary("reverse.server"), new HostedServer(_ =>
        {
            starts++;
            return new PageServer(page, new Dictionary<string, string> { ["swap-case"] = swapCase });
        }), new CheckOptions());

        Assert.Equal(expected, starts);
    }

    [Fact]
    public void What_a_person_has_set_is_not_looked_for() => Assert.Equal("", Found(Find("2026", ".", new() { ["edition"] = "2024" })));

    [Fact]
    public void A_program_that_follows_none_is_judged_by_the_default() => Assert.Equal("", Found(Find("2024", "#", [])));

    private static string Found(ProbeResult found) => string.Join(' ', found.Options.Found.Select(static pair => $"{pair.Key}={pair.Value}"));

    private static ProbeResult Find(string edition, string bang, Dictionary<string, string> given) => Bench.Find(
        PageSuite.Of(Page, Side.Server),
        new HostedServer(_ => new PageServer(Page, new Dictionary<string, string> { ["edition"] = edition, ["bang"] = bang })),
        new CheckOptions { Given = given });
}
