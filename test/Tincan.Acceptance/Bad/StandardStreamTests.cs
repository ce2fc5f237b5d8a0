using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Bad;

/// <summary>Standard streams that are closed, full, or that nobody reads: the usual exit code, one line, and never a trace.</summary>
public sealed class StandardStreamTests : IDisposable
{
    private const int CannotWrite = 2;

    private readonly Scratch _scratch = new();

    public StandardStreamTests()
    {
        _scratch.Write("book.csv", "a@b.c,X\n");
        _scratch.Write("names", "a.b\n");
        _scratch.Write("plan.json", """{"services":{"e":{"serve":"echo","listen":":0"}}}""");
        _scratch.Write("rec.jsonl", """{"tincan-recording":3,"began":"2026-01-01T00:00:00Z","by":"test"}""" + "\n");
    }

    /// <summary>A command line, its usual exit code, and whether it writes to standard output.</summary>
    public static TheoryData<string, int, bool> Commands => new()
    {
        { "--help", 0, true },
        { "--version", 0, true },
        { "serve reverse --help", 0, true },
        { "nothing", 2, false },
        { "faults", 0, true },
        { "faults --json", 0, true },
        { "faults schema", 0, true },
        { "faults explain split", 0, true },
        { "check list", 0, true },
        { "check explain died", 0, true },
        { "check reverse.server --at 127.0.0.1:1", 6, true },
        { "lab list", 0, true },
        { "lab run refused", 0, true },
        { "demo warm-up --out demo", 0, true },
        { "up --schema", 0, true },
        { "up plan.json --check", 0, true },
        { "watch rec.jsonl", 0, true },
        { "watch none.jsonl", 2, false },
        { "send 127.0.0.1 1", 3, false },
        { "talk 127.0.0.1 1", 3, false },
        { "reverse 127.0.0.1 1 names", 3, false },
        { "resolve 127.0.0.1 1 names", 3, false },
        { "lookup 127.0.0.1 1 a@b.c", 3, false },
        { "book list --book book.csv", 0, true },
        { "book export - --format ldif --book book.csv", 0, true },
        { "book import book.csv --book other.csv", 0, true },
        { "book add d@e.f Y --book other.csv", 0, false },
        { "book remove none@b.c --book other.csv", 1, false },
        { "serve names --table none --listen :0", 2, false },
        { "proxy :0 nowhere", 2, false },
    };

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_command_keeps_its_exit_code(string words, int code, bool writes)
    {
        foreach (var (streams, isOutputGone) in new[]
        {
            ("<&-", false), ("2>&-", false), ("2>/dev/full", false), (">&-", true), (">/dev/full", true), ("<&- >&- 2>&-", true),
        })
        {
            await using var run = Running.Start(
                "sh", ["-c", $"cd \"$1\" && shift && rm -f other.csv && echo a@b.c,X >other.csv && exec \"$0\" \"$@\" {streams}", Place.Program, _scratch["."], .. words.Split(' ')]);
            run.EndInput();
            var outcome = await run.ExitAsync();
            var expected = isOutputGone && writes ? CannotWrite : code;
            Assert.True(outcome.Code == expected, $"{words} {streams}: exit code {outcome.Code}, not {expected}; {outcome.Error}");
            Assert.DoesNotContain("Unhandled", outcome.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", outcome.Error, StringComparison.Ordinal);
            if (isOutputGone && writes && !streams.Contains("2>", StringComparison.Ordinal))
            {
                Assert.Contains("tincan: cannot write standard output: ", outcome.Error, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Neither_pipe_is_read(string words, int code, bool writes)
    {
        // The shell reads the pipe's end only after the command has ended, so the code is written to a file.
        await using var run = Running.Start(
            "sh", ["-c", "cd \"$1\" && shift && echo a@b.c,X >other.csv && { \"$0\" \"$@\" 2>&1; echo $? >code; } | true", Place.Program, _scratch["."], .. words.Split(' ')]);
        run.EndInput();
        var outcome = await run.ExitAsync();
        var found = File.ReadAllText(_scratch["code"]).Trim();
        Assert.True(found == $"{code}" || (writes && found == $"{CannotWrite}"), $"{words}: exit code {found}, not {code}");
        Assert.Equal("", outcome.Error);
    }

    [Fact]
    public async Task What_is_meant_for_a_closed_stream_never_goes_into_a_connection()
    {
        await using var run = Running.Start("sh", ["-c", "exec \"$0\" serve echo --listen 127.0.0.1:0 --log debug <&- 2>&-", Place.Program]);
        var server = await run.ListeningAsync();
        using var client = await RawSocket.ConnectAsync(server);
        using var other = await RawSocket.ConnectAsync(server);
        await client.SendAsync("hello");
        await client.ReceivesAsync("hello");
        client.Finish();
        Assert.Equal("", await client.ReceiveToEndAsync());
        await other.SendAsync("x");
        await other.ReceivesAsync("x");
        run.Terminate();
        Assert.Equal("", await other.ReceiveToEndAsync());
        (await run.ExitAsync()).FirstLineOnly(server.Address);
    }

    [Theory]
    [InlineData(">/dev/full", "No space left on device")]
    [InlineData(">&-", "it is closed")]
    public async Task A_server_serves_though_it_cannot_say_where(string streams, string why)
    {
        await using var run = Running.Start("sh", ["-c", $"exec \"$0\" serve echo --listen 127.0.0.1:0 {streams}", Place.Program]);
        await run.Error.UntilAsync($"tincan: cannot write standard output: {why}\n");
        run.Terminate();
        Assert.Equal(0, (await run.ExitAsync()).Code);
    }

    [Fact]
    public async Task A_closed_standard_input_is_the_end_of_input()
    {
        await using var server = await TincanCli.ServeAsync("serve", "reverse");
        await using var client = Running.Start("sh", ["-c", "exec \"$0\" reverse 127.0.0.1 \"$1\" <&-", Place.Program, server.Port]);
        var outcome = await client.ExitAsync();
        Assert.Equal((0, ""), (outcome.Code, outcome.Text));
    }

    public void Dispose() => _scratch.Dispose();
}
