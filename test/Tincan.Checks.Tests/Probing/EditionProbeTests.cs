using Tincan.Checks.Cases;
using Tincan.Checks.Findings;
using Tincan.Checks.Pages;
using Tincan.Checks.Parameters;
using Tincan.Checks.Targets;
using Tincan.Mutants.Programs;
using Tincan.Mutants;
using static Tincan.Checks.Tests.Probing.OddServers;

namespace Tincan.Checks.Tests.Probing;

/// <summary>Programs with one difference in all answers.</summary>
public sealed class EditionProbeTests
{
    [Theory]
    [InlineData("{line}", "")]
    [InlineData("{swapped}", "swap-case=on")]
    [InlineData("Reversed: {line}!", "answer=Reversed: {line}!")]
    public void A_difference_in_all_answers_is_found(string answer, string value)
    {
        var server = new DelegateServer(conversation => GreetAsync(conversation, "Welcome to CS 352!", text => answer.Replace("{line}", Reverse(text), StringComparison.Ordinal).Replace("{swapped}", Swap(Reverse(text)), StringComparison.Ordinal)));

        var found = Find(PageSuite.OfLibrary("reverse.server"), server);

        Assert.Equal(value, string.Join(' ', found.Options.Found.Select(static pair => $"{pair.Key}={pair.Value}")));
    }

    [Fact]
    public void A_bug_counts_more_than_a_difference_of_edition()
    {
        var server = new DelegateServer(conversation => GreetAsync(conversation, "Welcome to CS 352!", static text => text.Length < 5 ? null : text == "HELLO" ? "olleh" : "what?"));
        var found = Find(PageSuite.OfLibrary("reverse.server"), server);
        var one = PageSuite.OfLibrary("reverse.server").Cases.Single(static one => one.Id == "reverse.server.one-line");

        var runs = Bench.Run(PageSuite.OfLibrary("reverse.server"), new HostedServer(_ => server), found.Options, one);

        Assert.Empty(found.Options.Found);
        Assert.False(EditionFinding.Is(Assert.Single(runs).Finding));
        Assert.Equal("OLLEH", Encoding.ASCII.GetString(runs[0].Failure!.Expected!.Value.Span));
    }

    [Fact]
    public void Text_that_depends_on_the_line_is_not_a_difference_of_edition()
    {
        var server = new DelegateServer(static conversation => GreetAsync(conversation, "Welcome to CS 352!", static text => string.Concat(text.Reverse()) + text.ToUpperInvariant()));

        var found = Find(PageSuite.OfLibrary("reverse.server"), server);

        Assert.Empty(found.Options.Found);
        Assert.Contains(found.Notes, static note => note.EndsWith("no value of 'answer' fits both", StringComparison.Ordinal));
    }

    [Fact]
    public void Parameters_set_by_the_user_are_not_probed()
    {
        var options = Options with { Given = new Dictionary<string, string>(StringComparer.Ordinal) { ["greeting"] = "Moin" } };

        var found = Find(PageSuite.OfLibrary("reverse.server"), new DelegateServer(static conversation => GreetAsync(conversation, "Hello", static text => text)), options);

        Assert.Empty(found.Options.Found);
        Assert.Equal("Moin", found.Options.Given["greeting"]);
    }

    private static string Reverse(string text) => string.Concat(text.Reverse());

    private static string Swap(string text) => string.Concat(text.Select(static letter => char.IsUpper(letter) ? char.ToLowerInvariant(letter) : char.ToUpperInvariant(letter)));
}
