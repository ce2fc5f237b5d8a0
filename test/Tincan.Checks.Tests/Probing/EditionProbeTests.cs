using Tincan.Checks.Cases;
using Tincan.Checks.Findings;
using Tincan.Checks.Parameters;
using Tincan.Checks.Suites;
using Tincan.Checks.Targets;
using Tincan.Mutants;
using Tincan.Mutants.Programs;
using static Tincan.Checks.Tests.Probing.OddServers;

namespace Tincan.Checks.Tests.Probing;

/// <summary>Programs with one difference in all answers.</summary>
public sealed class EditionProbeTests
{
    [Theory]
    [InlineData("olleH", "")]
    [InlineData("OLLEh", "swap-case=on")]
    [InlineData("Reversed: olleH!", "answer=Reversed: {line}!")]
    public void A_difference_in_all_answers_is_found(string answer, string value)
    {
        var server = new DelegateServer(conversation => GreetAsync(conversation, "Welcome to CS 352!", text => text == "Hello" ? answer : null));

        var found = Find(ReverseServerSuite.Suite, server);

        Assert.Equal(value, string.Join(' ', found.Options.Found.Select(static pair => $"{pair.Key}={pair.Value}")));
    }

    [Fact]
    public void A_bug_counts_more_than_a_difference_of_edition()
    {
        var server = new DelegateServer(conversation => GreetAsync(conversation, "Welcome to CS 352!", static text => text.Length < 5 ? null : text == "Hello" ? "OLLEh" : "what?"));
        var found = Find(ReverseServerSuite.Suite, server);
        var one = ReverseServerSuite.Suite.Cases.Single(static one => one.Id == "reverse.server.one-line");

        var runs = Bench.Run(ReverseServerSuite.Suite, new HostedServer(_ => server), found.Options, one);

        Assert.Equal("on", found.Options.ValueOf(ReverseParameters.SwapCase));
        Assert.False(EditionFinding.Is(Assert.Single(runs).Finding));
        Assert.Equal("olleh", Encoding.ASCII.GetString(runs[0].Failure!.Expected!.Value.Span));
    }

    [Theory]
    [InlineData("NoSuchHost.org - TIMED OUT", null, null)]
    [InlineData("nosuchhost.org - TIMED OUT", null, null)]
    [InlineData("NoSuchHost.org - Error:HOST NOT FOUND", "edition", "2020")]
    [InlineData("nosuchhost.org - Error:HOST NOT FOUND", "edition", "2020")]
    [InlineData("NoSuchHost.org - Error:HOST NOT FOUND ", "miss", "{name} - Error:HOST NOT FOUND ")]
    [InlineData("not in ts1 or ts2", "miss", "not in ts1 or ts2")]
    public void The_answer_to_an_unknown_name_is_a_difference_of_edition(string answer, string? name, string? value)
    {
        var differs = NamesParameters.RecogniseMiss(answer, "NoSuchHost.org");
        Assert.Equal((name, value), (differs?.Parameter.Name, differs?.Value));
        Assert.Null(differs?.Parameter.Problem(differs.Value.Value));
    }

    [Fact]
    public void Text_that_depends_on_the_line_is_not_a_difference_of_edition()
    {
        var server = new DelegateServer(static conversation => GreetAsync(conversation, "Welcome to CS 352!", static text => string.Concat(text.Reverse()) + text.ToUpperInvariant()));

        var found = Find(ReverseServerSuite.Suite, server);

        Assert.Empty(found.Options.Found);
        Assert.Contains(found.Notes, static note => note.EndsWith("more than the line reversed", StringComparison.Ordinal));
    }

    [Fact]
    public void Parameters_set_by_the_user_are_not_probed()
    {
        var options = Options with { Given = new Dictionary<string, string>(StringComparer.Ordinal) { ["greeting"] = "Moin" } };

        var found = Find(ReverseServerSuite.Suite, new DelegateServer(static conversation => GreetAsync(conversation, "Hello", static text => text)), options);

        Assert.Empty(found.Options.Found);
        Assert.Equal("Moin", found.Options.ValueOf(ReverseParameters.Greeting));
    }
}
