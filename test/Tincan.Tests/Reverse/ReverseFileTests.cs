using Tincan.Hosting;
using Tincan.Protocols.Reverse;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Reverse;

public sealed class ReverseFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Out => _folder["out-proj.txt"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\0")]
    public async Task Each_line_is_in_the_file_with_LF_before_its_answer_leaves(string end)
    {
        await using var file = LineFile.Create(Out);
        await using var bench = Bench(file);
        var client = bench.Connect();

        await client.SendTextAsync("HELLO" + end);
        Assert.Equal("OLLEH" + end, await client.ReceiveTextAsync());
        Assert.Equal("OLLEH\n", Read());
        await client.SendTextAsync(end);
        Assert.Equal(end, await client.ReceiveTextAsync());
        Assert.Equal("OLLEH\n\n", Read());
        await client.SendTextAsync("last");
        await client.FinishAsync();
        Assert.Equal("tsal" + end, await client.ReceiveToEndAsync());
        Assert.Equal("OLLEH\n\ntsal\n", Read());
    }

    [Fact]
    public async Task The_file_is_empty_from_the_start_whatever_it_held()
    {
        await File.WriteAllTextAsync(Out, "of an earlier run");
        await using var file = LineFile.Create(Out);

        Assert.Equal("", Read());
    }

    [Fact]
    public async Task A_file_that_is_opened_keeps_what_it_held_until_the_server_begins()
    {
        await File.WriteAllTextAsync(Out, "of an earlier run");
        await using (LineFile.Open(Out))
        {
            Assert.Equal("of an earlier run", Read());
        }

        await using var file = LineFile.Open(Out);
        file.Begin();
        await file.AppendAsync("new\n"u8.ToArray());

        Assert.Equal("new\n", Read());
    }

    [Fact]
    public async Task Appending_keeps_what_the_file_held_and_locks_it()
    {
        await File.WriteAllTextAsync(Out, "of an earlier run\n");
        await using (var file = LineFile.Create(Out, append: true))
        {
            await file.AppendAsync("more\n"u8.ToArray());
            Assert.Throws<ServerFaultException>(() => LineFile.Create(Out, append: true));
        }

        await using (var again = LineFile.Create(Out, append: true))
        {
            await again.AppendAsync("and more\n"u8.ToArray());
        }

        Assert.Equal("of an earlier run\nmore\nand more\n", Read());
    }

    [Fact]
    public async Task Before_a_line_that_is_too_long_every_line_is_written()
    {
        await using var file = LineFile.Create(Out);
        await using var bench = Bench(file, maxLine: 3);
        var client = bench.Connect();
        await client.SendTextAsync("one\ntwo\nthree\n");

        Assert.Equal("eno\nowt\n", await client.ReceiveToEndAsync());
        Assert.Equal("eno\nowt\n", Read());
    }

    [Fact]
    public async Task With_many_clients_at_once_every_line_is_whole()
    {
        await using var file = LineFile.Create(Out);
        await using var bench = Bench(file);
        await Task.WhenAll(Enumerable.Range(0, 16).Select(async number =>
        {
            var client = bench.Connect();
            var line = new string((char)('a' + number), 100 + number);
            await Task.Run(() => client.SendTextAsync(string.Concat(Enumerable.Repeat(line + '\n', 50))));
            await client.FinishAsync();
            Assert.Equal(50 * (line.Length + 1), (await client.ReceiveToEndAsync()).Length);
        })).InTime();

        var lines = Read().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(16 * 50, lines.Length);
        Assert.All(lines, static line => Assert.Equal(new string(line[0], 100 + (line[0] - 'a')), line));
    }

    [Fact]
    public void A_file_that_cannot_be_made_is_a_fault_that_names_it()
    {
        var fault = Assert.Throws<ServerFaultException>(() => LineFile.Create(_folder["missing/out.txt"]));

        Assert.Contains("missing/out.txt", fault.Message, StringComparison.Ordinal);
        Assert.Throws<ServerFaultException>(() => LineFile.Create(Path.GetDirectoryName(Out)!));
    }

    [Fact]
    public async Task When_the_file_becomes_unwritable_no_answer_is_sent_and_the_host_faults()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "needs /dev/full");
        await using var file = LineFile.Create("/dev/full");
        await using var bench = Bench(file);
        var client = bench.Connect();
        await client.SendTextAsync("HELLO\n");

        var fault = await Assert.ThrowsAsync<ServerFaultException>(() => bench.Host.Faulted.InTime());

        Assert.StartsWith("cannot write /dev/full: ", fault.Message, StringComparison.Ordinal);
        Assert.Equal(CloseReason.PeerReset, await WireText.FailureOf(client.ReceiveAsync(new byte[9])));
    }

    private static HostBench Bench(LineFile file, int maxLine = 64 * 1024) =>
        new(new ReverseServer(new() { Greeting = "", Out = file, Lines = new() { MaxLine = maxLine } }));

    private string Read()
    {
        using var file = new StreamReader(new FileStream(Out, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return file.ReadToEnd();
    }
}
