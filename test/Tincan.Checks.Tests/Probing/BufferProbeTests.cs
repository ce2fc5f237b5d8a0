using Tincan.Checks.Cases;
using Tincan.Checks.Mutants;
using Tincan.Checks.Parameters;
using Tincan.Checks.Subjects;
using Tincan.Checks.Suites;
using Tincan.Framing;
using static Tincan.Checks.Tests.Probing.OddServers;

namespace Tincan.Checks.Tests.Probing;

/// <summary>Messages that are as long as a buffer.</summary>
public sealed class BufferProbeTests
{
    [Fact]
    public async Task Padding_with_blanks_is_found_and_costs_one_case()
    {
        var server = new WrittenServer(static conversation => ReadsAsync(conversation, static text => Hit(text.Trim())?.PadRight(200)));
        var found = await FindAsync(NamesServerSuite.Suite, server);

        Assert.Equal("200", found.Options.ValueOf(NamesParameters.Padding));
        Assert.Contains("it pads each message with blanks to 200 bytes: judged with --set padding=200", found.Notes);
        foreach (var (name, id) in ((string, string?)[])[("hit", "edition padding"), ("many-names", null)])
        {
            var one = NamesServerSuite.Suite.Cases.Single(one => one.Id == $"names.server.{name}");
            var failed = (await new Runner(NamesServerSuite.Suite, new HostedServer(_ => server), found.Options).RunAsync(one, [], TestContext.Current.CancellationToken)).SingleOrDefault(static run => !run.HasPassed);
            Assert.Equal(id, failed?.Finding?.Id);
        }
    }

    [Fact]
    public async Task A_server_that_sends_its_whole_buffer_is_judged_by_its_texts()
    {
        var server = new WrittenServer(conversation => GreetAsync(conversation, "", static text => $"{string.Concat(text.Reverse())}\0left over\u0001".PadRight(100, '\0')));

        var found = await FindAsync(ReverseServerSuite.Suite, server);

        Assert.Equal((Dialect.Raw, "100"), (found.Options.Dialect, found.Options.ValueOf(BufferParameter.Size)));
        Assert.Contains(found.Notes, static note => note.StartsWith("it sends a buffer of 100 bytes for each message", StringComparison.Ordinal));
        var failed = new List<(string, string?)>();
        foreach (var name in (string[])["one-line", "many-lines", "blanks-kept", "closes"])
        {
            var one = ReverseServerSuite.Suite.Cases.Single(one => one.Id == $"reverse.server.{name}");
            var runs = await new Runner(ReverseServerSuite.Suite, new HostedServer(_ => server), found.Options).RunAsync(one, [], TestContext.Current.CancellationToken);
            failed.AddRange(runs.Where(static run => !run.HasPassed).Select(run => (name, run.Finding?.Id)));
        }

        Assert.Equal([("one-line", "buffer")], failed);
    }
}
