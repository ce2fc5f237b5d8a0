using Tincan.Checks.Cases;
using Tincan.Checks.Pages;
using Tincan.Checks.Parameters;
using Tincan.Checks.Targets;
using Tincan.Framing;
using Tincan.Mutants.Programs;
using Tincan.Mutants;
using static Tincan.Checks.Tests.Probing.OddServers;

namespace Tincan.Checks.Tests.Probing;

/// <summary>Messages with the size of a buffer.</summary>
public sealed class BufferProbeTests
{
    [Fact]
    public void Padding_fails_one_case()
    {
        var server = new DelegateServer(static conversation => ReadsAsync(conversation, static text => Hit(text.Trim())?.PadRight(200)));
        var found = Find(PageSuite.OfLibrary("names.server"), server);

        Assert.Equal("200", found.Options.ValueOf(SharedParameters.Padding));
        Assert.Contains("it pads each message with spaces to 200 bytes: judged with --set padding=200", found.Notes);
        foreach (var (name, id) in ((string, string?)[])[("hit", "edition padding"), ("many-names", null)])
        {
            var one = PageSuite.OfLibrary("names.server").Cases.Single(one => one.Id == $"names.server.{name}");
            var failed = Bench.Run(PageSuite.OfLibrary("names.server"), new HostedServer(_ => server), found.Options, one).SingleOrDefault(static run => !run.HasPassed);
            Assert.Equal(id, failed?.Finding?.Id);
        }
    }

    [Fact]
    public void A_server_that_sends_its_whole_buffer_is_judged_by_its_text()
    {
        var server = new DelegateServer(conversation => GreetAsync(conversation, "", static text => $"{string.Concat(text.Reverse())}\0left over\u0001".PadRight(100, '\0')));

        var found = Find(PageSuite.OfLibrary("reverse.server"), server);

        Assert.Equal((Dialect.Raw, "100"), (found.Options.Dialect, found.Options.ValueOf(SharedParameters.Buffer)));
        Assert.Contains(found.Notes, static note => note.StartsWith("it sends a buffer of 100 bytes for each message", StringComparison.Ordinal));
        var failed = new List<(string, string?)>();
        foreach (var name in (string[])["one-line", "many-lines", "blanks-kept", "closes"])
        {
            var one = PageSuite.OfLibrary("reverse.server").Cases.Single(one => one.Id == $"reverse.server.{name}");
            var runs = Bench.Run(PageSuite.OfLibrary("reverse.server"), new HostedServer(_ => server), found.Options, one);
            failed.AddRange(runs.Where(static run => !run.HasPassed).Select(run => (name, run.Finding?.Id)));
        }

        Assert.Equal([("one-line", "buffer")], failed);
    }
}
