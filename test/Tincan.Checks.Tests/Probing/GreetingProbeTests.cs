using Tincan.Checks.Cases;
using Tincan.Checks.Findings;
using Tincan.Checks.Pages;
using Tincan.Checks.Parameters;
using Tincan.Checks.Targets;
using Tincan.Mutants;
using Tincan.Mutants.Programs;
using static Tincan.Checks.Tests.Probing.OddServers;

namespace Tincan.Checks.Tests.Probing;

/// <summary>Greetings other than the assignment's.</summary>
public sealed class GreetingProbeTests
{
    [Fact]
    public void A_greeting_of_a_table_server_fails_one_case()
    {
        var server = new HostedServer(static _ => new DelegateServer(static conversation => GreetAsync(conversation, "[TS1]: hello", Hit)));
        var found = Bench.Find(PageSuite.OfLibrary("names.server"), server, Options);

        Assert.Equal("greeting=[TS1]: hello", string.Join(' ', found.Options.Found.Select(static pair => $"{pair.Key}={pair.Value}")));
        foreach (var (name, id) in ((string, string?)[])[("hit", "edition greeting"), ("own-answers", null)])
        {
            var one = PageSuite.OfLibrary("names.server").Cases.Single(one => one.Id == $"names.server.{name}");
            var failed = Bench.Run(PageSuite.OfLibrary("names.server"), server, found.Options, one).SingleOrDefault(static run => !run.HasPassed);
            Assert.Equal(id, failed?.Finding?.Id);
        }
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("Hello, client", "Hello, client")]
    public void Another_greeting_fails_one_case(string greeting, string value)
    {
        var server = new DelegateServer(conversation => GreetAsync(conversation, greeting, static text => string.Concat(text.Reverse())));

        var found = Find(PageSuite.OfLibrary("reverse.server"), server);

        Assert.Equal(value, found.Options.Found["greeting"]);
        var failed = new List<(string, Finding?)>();
        foreach (var name in (string[])["greeting", "one-line", "many-lines", "closes"])
        {
            var one = PageSuite.OfLibrary("reverse.server").Cases.Single(one => one.Id == $"reverse.server.{name}");
            var runs = Bench.Run(PageSuite.OfLibrary("reverse.server"), new HostedServer(_ => server), found.Options, one);
            failed.AddRange(runs.Where(static run => !run.HasPassed).Select(run => (name, run.Finding)));
        }

        var (id, finding) = Assert.Single(failed);
        Assert.Equal(("greeting", "edition greeting"), (id, finding?.Id));
        Assert.StartsWith(value == "" ? "it sends nothing on accept" : $"it sends '{value}' on accept", finding?.What, StringComparison.Ordinal);
        Assert.StartsWith($"If your edition of the assignment says so, check with --set {new Parameter("greeting", "", "").ToShell(value)}; otherwise ", finding?.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_greeting_of_an_echo_server_fails_one_case()
    {
        var server = new DelegateServer(static conversation => GreetAsync(conversation, "Echo server\r\n", static text => text));

        var found = Find(PageSuite.OfLibrary("echo.server"), server);

        Assert.Equal("Echo server\r\n", found.Options.Found["greeting"]);
        var failed = new List<string?>();
        foreach (var name in (string[])["one-line", "many-lines", "at-once"])
        {
            var one = PageSuite.OfLibrary("echo.server").Cases.Single(one => one.Id == $"echo.server.{name}");
            var runs = Bench.Run(PageSuite.OfLibrary("echo.server"), new HostedServer(_ => server), found.Options, one);
            failed.AddRange(runs.Where(static run => !run.HasPassed).Select(static run => run.Finding?.Id));
        }

        Assert.Equal("edition greeting", Assert.Single(failed));
    }
}
