using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Signals;

/// <summary>A FIFO blocks whoever opens it until its other end is opened. The first signal ends the program all the same.</summary>
public sealed class FifoTests : IDisposable
{
    private const int Mode = 0x1B6;

    private readonly Scratch _scratch = new();

    public FifoTests()
    {
        Assert.Equal(0, MakeFifo(_scratch["fifo"], Mode));
        _scratch.Write("book.csv", "a@b.c,X\n");
        _scratch.Write("names", "a.b\n");
        _scratch.Write("plan.json", """{"services":{"r":{"serve":"reverse","listen":"127.0.0.1:0","out":"fifo"}}}""");
        _scratch.Write("echo.json", """{"services":{"e":{"serve":"echo","listen":"127.0.0.1:0"}}}""");
        _scratch.Write("table.json", """{"services":{"n":{"serve":"names","listen":"127.0.0.1:0","table":"fifo"}}}""");
        _scratch.Write("rec.jsonl", """{"tincan-recording":3,"began":"2026-01-01T00:00:00Z","by":"test"}""" + "\n");
    }

    public static TheoryData<string> Waiting =>
    [
        "serve echo --listen :0 --record fifo",
        "serve names --listen :0 --table fifo",
        "serve book --listen :0 --book fifo",
        "serve reverse --listen :0 --out fifo",
        "serve reverse --listen :0 --out fifo --append",
        "serve echo --listen :0 --tls-cert fifo",
        "serve echo --listen :0 --fault-plan fifo",
        "serve echo --listen :0 --fault-plan -",
        "proxy :0 localhost:1 --record fifo",
        "send --tls --ca fifo localhost 1",
        "talk localhost 1 --record fifo",
        "reverse localhost 1 names --record fifo",
        "resolve localhost 1 names --record fifo",
        "lookup localhost 1 --file names --record fifo",
        "watch fifo",
        "watch -",
        "watch rec.jsonl -o fifo",
        "up fifo",
        "up -",
        "up plan.json",
        "up table.json",
        "up echo.json --record fifo",
        "book list --book fifo",
        "book add d@e.f Y --book fifo",
        "book import fifo --format csv --book book.csv",
        "book import - --format csv --book book.csv",
        "book import names --format csv --book book.csv --refused fifo",
        "book export fifo --format csv --book book.csv",
        "check reverse.server --at localhost:1 --json fifo",
        "check reverse.server --at localhost:1 --known-failing fifo",
    ];

    [Theory]
    [MemberData(nameof(Waiting))]
    public async Task The_first_signal_ends_a_program_that_waits_for_a_pipe(string words)
    {
        foreach (var (signal, code) in new (Action<Running>, int)[] { (static run => run.Terminate(), 143), (static run => run.Interrupt(), 130) })
        {
            await using var run = Running.Start("sh", ["-c", "cd \"$1\" && shift && exec \"$0\" \"$@\"", Place.Program, _scratch["."], .. words.Split(' ')]);
            await run.HandlesSignalsAsync();
            signal(run);
            (await run.ExitAsync()).Ended(code);
        }

        Assert.Equal("a@b.c,X\n", File.ReadAllText(_scratch["book.csv"]));
    }

    [Fact]
    public async Task A_file_of_names_that_is_a_pipe_is_read_as_it_comes_and_can_be_interrupted()
    {
        await using var server = await TincanCli.ServeAsync("serve", "reverse");
        await using var client = TincanCli.Start("reverse", "127.0.0.1", server.Port, _scratch["fifo"]);
        using var writer = await Task.Run(() => new FileStream(_scratch["fifo"], FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0)).InTime();
        writer.Write("hello\n"u8);
        await client.Out.UntilAsync("olleh\n");
        client.Terminate();
        Assert.Equal(143, (await client.ExitAsync()).Code);
    }

    public void Dispose() => _scratch.Dispose();

    [DllImport("libc", EntryPoint = "mkfifo")]
    private static extern int MakeFifo([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint mode);
}
