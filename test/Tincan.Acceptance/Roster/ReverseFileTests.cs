using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Roster;

/// <summary>What arrived at <c>serve reverse --out</c> is filed, whether or not it can be answered.</summary>
public sealed class ReverseFileTests
{
    [Fact]
    public async Task All_lines_of_a_client_that_leaves_before_it_read_the_answers_are_filed()
    {
        using var scratch = new Scratch();
        await using var server = await TincanCli.ServeAsync("serve", "reverse", "--out", scratch["out.txt"]);
        var lines = Enumerable.Range(1, 223).Select(static n => string.Create(CultureInfo.InvariantCulture, $"line number {n} of a file that is sent at once")).ToArray();
        using (var client = await RawSocket.ConnectAsync(server))
        {
            await client.SendAsync(string.Concat(lines.Select(static line => line + "\n")));
            await client.ReceiveAsync();
        }

        await FiledAsync(server, scratch["out.txt"], string.Concat(lines.Select(static line => string.Concat(line.Reverse()) + "\n")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_last_line_of_a_client_that_never_reads_is_filed_without_its_line_end(bool resets)
    {
        using var scratch = new Scratch();
        await using var server = await TincanCli.ServeAsync("serve", "reverse", "--out", scratch["out.txt"]);
        using (var client = await RawSocket.ConnectAsync(server))
        {
            await client.SendAsync("one\n two\n last");
            if (resets)
            {
                await server.Error.UntilAsync("speaks lf");
                client.Reset();
            }
        }

        await FiledAsync(server, scratch["out.txt"], "eno\nowt \ntsal \n");
    }

    [Fact]
    public async Task A_file_that_is_appended_to_begins_at_a_line_and_the_torn_line_is_named()
    {
        using var scratch = new Scratch();
        scratch.Write("out.txt", "whole\nhal");
        await using (var server = await TincanCli.ServeAsync("serve", "reverse", "--out", scratch["out.txt"], "--append"))
        {
            Assert.Equal("eno\n", (await TincanCli.PipeAsync("one\n", "reverse", "127.0.0.1", server.Port)).Text);
            server.Terminate();
            var outcome = await server.ExitAsync();
            Assert.Contains("out.txt: the last line has no line end: 'hal'; new lines begin after it", outcome.Error, StringComparison.Ordinal);
        }

        Assert.Equal("whole\nhal\neno\n", await File.ReadAllTextAsync(scratch["out.txt"]));
    }

    /// <summary>The log says that the connection has ended, and the file holds what was sent by then.</summary>
    private static async Task FiledAsync(Running server, string file, string expected)
    {
        await server.Error.UntilAsync(" connection closed: ");
        Assert.Equal(expected, await File.ReadAllTextAsync(file));
    }
}
