using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Roster;

public sealed class NamesTests
{
    private static readonly string Resolved = Encoding.UTF8.GetString(Place.Expected("RESOLVED.txt"));

    [Theory]
    [InlineData("lf")]
    [InlineData("crlf")]
    [InlineData("nul")]
    [InlineData("raw")]
    public async Task The_sample_becomes_RESOLVED_byte_for_byte(string dialect)
    {
        using var scratch = new Scratch();
        await using var names = await Names.StartAsync("--deadline", "2s");
        var outcome = await TincanCli.RunAsync(
            "resolve", "127.0.0.1", names.Resolver.Port, Place.Sample("PROJ2-HNS.txt"), "-o", scratch["RESOLVED.txt"], "--dialect", dialect);
        Assert.Equal((1, "", ""), (outcome.Code, outcome.Error, outcome.Text));
        Assert.Equal(Place.Expected("RESOLVED.txt"), await File.ReadAllBytesAsync(scratch["RESOLVED.txt"]));
    }

    [Fact]
    public async Task Names_come_from_standard_input_or_the_command_line()
    {
        await using var names = await Names.StartAsync("--deadline", "2s");
        (await TincanCli.RunAsync("resolve", "127.0.0.1", names.Resolver.Port, "rutgers.edu", "google.com"))
            .Wrote("rutgers.edu 172.34.4.6 A IN\nGOOGLE.com 46.1.3.7 A IN\n");
        var piped = await TincanCli.PipeAsync(await File.ReadAllTextAsync(Place.Sample("PROJ2-HNS.txt")), "resolve", "127.0.0.1", names.Resolver.Port, "-");
        Assert.Equal((1, Resolved), (piped.Code, piped.Text));
    }

    [Fact]
    public async Task Exit_1_says_that_a_name_was_not_found()
    {
        await using var names = await Names.StartAsync("--deadline", "100ms");
        var missing = await TincanCli.RunAsync("resolve", "127.0.0.1", names.Resolver.Port, "Nothing.here");
        Assert.Equal((1, "Nothing.here - TIMED OUT\n"), (missing.Code, missing.Text));
    }

    [Fact]
    public async Task A_table_server_answers_a_hit_as_the_table_spells_it_and_says_nothing_to_a_miss()
    {
        await using var table = await Names.TableAsync(2);
        using var client = await RawSocket.ConnectAsync(table);
        await client.SendAsync("nothing.com\nwww.google.com\ngoogle.COM\n");
        await client.ReceivesAsync("GOOGLE.com 46.1.3.7 A IN\n");
        client.Finish();
        Assert.Equal("", await client.ReceiveToEndAsync());
    }

    [Fact]
    public async Task The_edition_of_2020_has_its_own_strings()
    {
        await using var table = await Names.TableAsync(1, "--edition", "2020");
        await using var resolver = await Names.ResolverAsync([table.Port], "--edition", "2020", "--deadline", "2s");
        var outcome = await TincanCli.RunAsync("resolve", "127.0.0.1", resolver.Port, "RUTGERS.edu", "no.where");
        Assert.Equal("rutgers.edu 172.34.4.6 A\nno.where - Error:HOST NOT FOUND\n", outcome.Text);
    }

    [Fact]
    public async Task A_blank_question_is_answered_at_once_and_skipped_by_the_client()
    {
        await using var names = await Names.StartAsync("--deadline", "25s");
        using var client = await RawSocket.ConnectAsync(names.Resolver);
        await client.SendAsync("\n");
        await client.ReceivesAsync(" - TIMED OUT\n");
        var outcome = await TincanCli.PipeAsync("rutgers.edu\n\ngoogle.com\n", "resolve", "127.0.0.1", names.Resolver.Port);
        Assert.Equal((0, "rutgers.edu 172.34.4.6 A IN\nGOOGLE.com 46.1.3.7 A IN\n"), (outcome.Code, outcome.Text));
        Assert.Equal("line 2 is blank: skipped\n", outcome.Error);
    }
}
