using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Up;

/// <summary>Files that change while they are served, on one connection that stays.</summary>
public sealed class ReloadTests
{
    private const string Plan = """
        { "services": { "names": { "serve": "names", "listen": ":0", "table": "table.txt" }, "book": { "serve": "book", "listen": ":0", "book": "book.csv" } } }
        """;

    [Fact]
    public async Task Renamed_files_are_reloaded_and_bad_ones_are_not()
    {
        using var scratch = new Scratch();
        Write(scratch, "1.1.1.1", "Luke");
        await using var up = await Services.UpAsync(scratch.Write("tincan.json", Plan), 2);
        using var names = await up.ConnectAsync("names");
        using var book = await up.ConnectAsync("book");
        await AskAsync(names, book, "1.1.1.1", "Luke");

        File.Move(scratch.Write("next.txt", "a.com 2.2.2.2 A\nb.com 2.2.2.3 A\n"), scratch["table.txt"], overwrite: true);
        File.Move(scratch.Write("next.csv", "a@b,Leia\n"), scratch["book.csv"], overwrite: true);
        await up.Running.Error.UntilAsync($"{scratch["table.txt"]} reloaded: 2 records");
        await up.Running.Error.UntilAsync($"{scratch["book.csv"]} reloaded: 1 address");
        await AskAsync(names, book, "2.2.2.2", "Leia");

        scratch.Write("table.txt", "a.com 3.3.3.3 A\nb.com 3.3.3 A\n");
        await up.Running.Error.UntilAsync($"{scratch["table.txt"]}:2: '3.3.3' is not an IPv4 address; the previous content stays in use\"");
        await AskAsync(names, book, "2.2.2.2", "Leia");
        up.Running.Terminate();
        var told = (await up.Running.ExitAsync()).Error.Split('\n').Where(static line => line.Contains("\"event\":\"tincan.file.", StringComparison.Ordinal));
        Assert.All(told, line => Assert.Contains(
            $"\"tincan.service\":\"{(line.Contains("book.csv", StringComparison.Ordinal) ? "book" : "names")}\"", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task SIGHUP_reads_all_of_them_again()
    {
        using var scratch = new Scratch();
        Write(scratch, "1.1.1.1", "Luke");
        await using var up = await Services.UpAsync(scratch.Write("tincan.json", Plan), 2);
        using var names = await up.ConnectAsync("names");
        using var book = await up.ConnectAsync("book");

        up.Running.HangUp();
        await up.Running.Error.UntilAsync($"{scratch["table.txt"]} reloaded: 1 record\"");
        await up.Running.Error.UntilAsync($"{scratch["book.csv"]} reloaded: 1 address\"");
        await AskAsync(names, book, "1.1.1.1", "Luke");
    }

    [Theory]
    [InlineData("names", "table.txt", "1 record")]
    [InlineData("book", "book.csv", "1 address")]
    public async Task A_single_server_does_the_same(string server, string file, string holds)
    {
        using var scratch = new Scratch();
        Write(scratch, "1.1.1.1", "Luke");
        await using var running = await TincanCli.ServeAsync("serve", server, server == "names" ? "--table" : "--book", scratch[file]);
        running.HangUp();
        await running.Error.UntilAsync($"{scratch[file]} reloaded: {holds}\"");

        scratch.Write(file, "nothing\n");
        await running.Error.UntilAsync($"{scratch[file]}:1: ");
        Write(scratch, "2.2.2.2", "Leia");
        await running.Error.UntilAsync(text => text.Split($"{scratch[file]} reloaded").Length == 3);

        using var client = await RawSocket.ConnectAsync(running);
        await client.SendAsync(server == "names" ? "a.com\n" : "Q\u0003a@b");
        await client.ReceivesAsync(server == "names" ? "a.com 2.2.2.2 A IN\n" : "R\u0004Leia");
    }

    [Fact]
    public async Task What_came_through_a_pipe_is_kept_when_it_cannot_be_read_again()
    {
        await using var server = Running.Start("bash", ["-c", "exec \"$0\" serve names --table <(echo a.com 1.1.1.1 A) --listen :0", Place.Program]);
        await server.ListeningAsync();
        server.HangUp();
        using var client = await RawSocket.ConnectAsync(server);
        await client.SendAsync("a.com\n");
        await client.ReceivesAsync("a.com 1.1.1.1 A IN\n");
        server.Terminate();
        Assert.DoesNotContain("read again", (await server.ExitAsync()).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SIGHUP_reads_again_on_a_terminal_and_ends_it_when_the_terminal_is_closed()
    {
        using var scratch = new Scratch();
        Write(scratch, "1.1.1.1", "Luke");
        (await Python.RunAsync("hang_up.py", Place.Program, "serve", "names", "--table", scratch["table.txt"], "--listen", ":0"))
            .Wrote("read again\nHangup\n");
    }

    private static void Write(Scratch scratch, string address, string name)
    {
        scratch.Write("table.txt", $"a.com {address} A\n");
        scratch.Write("book.csv", $"a@b,{name}\n");
    }

    private static async Task AskAsync(RawSocket names, RawSocket book, string address, string name)
    {
        await names.SendAsync("A.com\n");
        await names.ReceivesAsync($"a.com {address} A IN\n");
        await book.SendAsync("Q\u0003a@b");
        await book.ReceivesAsync($"R{(char)name.Length}{name}");
    }
}
