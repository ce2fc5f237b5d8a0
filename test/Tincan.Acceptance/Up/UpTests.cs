using System.Text.RegularExpressions;
using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Up;

public sealed partial class UpTests
{
    [Fact]
    public async Task The_sample_runs_and_every_service_answers()
    {
        using var scratch = new Scratch();
        await using var up = await Services.UpAsync(scratch.Write("tincan.json", OnFreePorts(Place.Sample("up/tincan.json"))), 10);

        using var hello = await up.ConnectAsync("hello");
        Assert.Equal("Welcome to CS 352!", await hello.ReceiveToEndAsync());
        await AnswersAsync(up, "reverse", "HELLO\n", "Welcome to CS 352!OLLEH\n", IPAddress.Loopback);
        await AnswersAsync(up, "echo", "HELLO", "HELLO");
        await AnswersAsync(up, "talk", "Hello?\n", "Yes, speak up!\n");
        await AnswersAsync(up, "names1", "amazon.com\n", "amazon.com 94.5.6.7 A IN\n");
        await AnswersAsync(up, "names2", "google.com\n", "GOOGLE.com 46.1.3.7 A IN\n");
        await AnswersAsync(up, "resolver", "google.com\namazon.com\n", "GOOGLE.com 46.1.3.7 A IN\namazon.com 94.5.6.7 A IN\n");
        await AnswersAsync(up, "book", "Q\u000eluke@gmail.com", "R\u000eLuke Skywalker");
        await AnswersAsync(up, "book-tap", "Q\u000eluke@gmail.com", "R\u000eLuke Skywalker");
        Assert.Contains("watch at http://127.0.0.1:", up.Running.Error.Text, StringComparison.Ordinal);
        Assert.Contains("\"tincan.service\":\"names1\"", await up.Running.Error.UntilAsync("\"tincan.service\":\"book-tap\""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_sample_is_right_and_says_what_it_would_run()
    {
        var outcome = await TincanCli.RunAsync("up", Place.Sample("up/tincan.json"), "--check");

        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
        Assert.StartsWith($"{Place.Sample("up/tincan.json")} is right: 10 services, a page on 127.0.0.1:50080, log info\n", outcome.Text, StringComparison.Ordinal);
        Assert.Contains(
            """

            names2: names on 127.0.0.1:50012
                table               ../PROJ2-DNSTS2.txt (2 records)
                max-connections     5000 (default 10000)
                max-per-address     1000 (default none)
                max-new-per-address 500 (default none)
                idle-timeout        2m (default 60s)
                drain-timeout       10s (default 5s)

            """,
            outcome.Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_check_neither_listens_nor_empties_the_files_that_would_be_written()
    {
        using var scratch = new Scratch();
        var kept = scratch.Write("out.txt", "kept");
        using var taken = new RawListener();
        var file = scratch.Write("tincan.json", $$"""{ "services": { "r": { "serve": "reverse", "listen": ":{{taken.Port}}", "out": "out.txt" } } }""");

        var outcome = await TincanCli.RunAsync("up", "--check", file);

        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
        Assert.Equal("kept", await File.ReadAllTextAsync(kept));
    }

    [Fact]
    public async Task A_mistake_is_shown_with_a_caret_and_a_bad_table_with_its_line()
    {
        using var scratch = new Scratch();
        var file = scratch.Write("tincan.json", "{\n  \"services\": { \"n\": { \"serve\": \"names\", \"tabel\": \"t.txt\" } }\n}\n");
        string[] shown =
        [
            $"{file}:2:43:",
            """    "services": { "n": { "serve": "names", "tabel": "t.txt" } }""",
            $"{new string(' ', 44)}^",
            "    names has no 'tabel'; did you mean 'table'? It takes serve, table, edition, dialect, quiet, max-line, listen, socket-mode, send-buffer, limits, tls, messages, set",
        ];
        (await TincanCli.RunAsync("up", file)).FailedWith(2, string.Join('\n', shown));

        scratch.Write("tincan.json", """{ "services": { "n": { "serve": "names", "listen": ":0", "table": "t.txt" } } }""");
        var missing = await TincanCli.RunAsync("up", file, "--check");
        Assert.Equal((2, ""), (missing.Code, missing.Text));
        Assert.Contains($"{file}:1:68:\n", missing.Error, StringComparison.Ordinal);
        Assert.EndsWith($"    there is no file {scratch["t.txt"]}\n", missing.Error, StringComparison.Ordinal);

        scratch.Write("t.txt", "a.com 1.2.3.4 A\na.com 1.2.3.4 A\n");
        (await TincanCli.RunAsync("up", file)).FailedWith(2, $"{file}:1:67: n: {scratch["t.txt"]}:2: 'a.com' is on line 1 already");

        scratch.Write("tincan.json", """{ "services": { "n": { "serve": "names", "listen": ":0", "table": "." } } }""");
        Assert.EndsWith($"    {scratch["."]} is a folder, not a file\n", (await TincanCli.RunAsync("up", file, "--check")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_talk_is_in_the_bytes_of_its_script_and_a_script_without_an_end_is_refused()
    {
        using var scratch = new Scratch();
        scratch.Write("script.txt", "caf\u00e9 \u00ff\r\nbye\n");
        var file = scratch.Write("tincan.json", """{ "services": { "t": { "serve": "talk", "listen": ":0", "script": "script.txt" } } }""");
        Assert.Contains("script.txt (2 lines)", (await TincanCli.RunAsync("up", file, "--check")).Text, StringComparison.Ordinal);
        await using var up = await Services.UpAsync(file, 1);
        await AnswersAsync(up, "t", "hello\n", "caf\u00e9 \u00ff\n");

        scratch.Write("script.txt", new string('\n', (1024 * 1024) + 1));
        up.Running.HangUp();
        await up.Running.Error.UntilAsync($"{scratch["script.txt"]}: the file is longer than 1 MiB; the previous content stays in use");
        await AnswersAsync(up, "t", "hello\n", "caf\u00e9 \u00ff\n");
        scratch.Write("tincan.json", """{ "services": { "t": { "serve": "talk", "listen": ":0", "script": "/dev/zero" } } }""");
        (await TincanCli.RunAsync("up", file, "--check")).FailedWith(2, $"{file}:1:67: t: /dev/zero: the file is longer than 1 MiB");
    }

    [Fact]
    public async Task If_one_cannot_listen_nothing_starts_and_its_position_is_reported()
    {
        using var scratch = new Scratch();
        using var taken = new RawListener();
        var file = scratch.Write("tincan.json", $$"""
            { "services": {
                "free": { "serve": "echo", "listen": ":0" },
                "taken": { "serve": "echo", "listen": ":{{taken.Port}}" } } }
            """);

        (await TincanCli.RunAsync("up", file)).FailedWith(
            3, $"{file}:3:43: taken: cannot listen on 127.0.0.1:{taken.Port}: the address is already in use");
    }

    [Fact]
    public async Task The_schema_is_written_as_it_is_published() =>
        (await TincanCli.RunAsync("up", "--schema")).Wrote(await File.ReadAllTextAsync(Place.Sample("../docs/tincan.schema.json")));

    [Fact]
    public async Task Without_a_file_the_whole_roster_runs_on_its_well_known_ports()
    {
        // In a network of its own, where those ports are free.
        const string Script = """
            ip link set lo up
            mkfifo "$2/ready"
            "$1" up > "$2/ready" 2> "$2/said" &
            {
                for service in welcome reverse echo talk names1 resolver names2 book; do read -r line; echo "$line"; done
                "$1" resolve 127.0.0.1 50011 google.com amazon.com
                "$1" lookup 127.0.0.1 8080 luke@gmail.com
                printf 'Hello?\n\n' | "$1" talk 127.0.0.1 50009
                echo HELLO | "$1" reverse 127.0.0.1 50007 2> /dev/null
                kill -TERM $!
            } < "$2/ready"
            wait $!
            echo "ended with $?"
            """;
        using var scratch = new Scratch();
        await using var run = Running.Start("unshare", ["-rn", "bash", "-c", Script, "roster", Place.Program, scratch["."]]);

        var outcome = await run.ExitAsync();

        Assert.Equal(("", """
            welcome 127.0.0.1:50006
            reverse 127.0.0.1:50007
            echo 127.0.0.1:50008
            talk 127.0.0.1:50009
            names1 127.0.0.1:50010
            resolver 127.0.0.1:50011
            names2 127.0.0.1:50012
            book 127.0.0.1:8080
            GOOGLE.com 46.1.3.7 A IN
            amazon.com 94.5.6.7 A IN
            luke@gmail.com	Luke Skywalker
            Yes, speak up!
            OLLEH
            ended with 0

            """), (outcome.Error, outcome.Text));
        var said = await File.ReadAllTextAsync(scratch["said"]);
        Assert.StartsWith("watch at http://127.0.0.1:", said, StringComparison.Ordinal);
        Assert.Contains("  book      tincan lookup 127.0.0.1 8080 luke@gmail.com", said, StringComparison.Ordinal);
    }

    internal static async Task AnswersAsync(Services up, string name, string question, string answer, IPAddress? address = null)
    {
        using var client = await RawSocket.ConnectAsync(address is null ? up[name] : new IPEndPoint(address, up[name].Port));
        await client.SendAsync(question);
        await client.ReceivesAsync(answer);
    }

    /// <summary>The file as it is, but for its ports, and read from elsewhere.</summary>
    private static string OnFreePorts(string file)
    {
        var text = Port().Replace(File.ReadAllText(file), ":0")
            .Replace("\"serve\": \"echo\"", "\"serve\": \"echo\", \"listen\": \":0\"", StringComparison.Ordinal)
            .Replace("\"serve\": \"talk\"", "\"serve\": \"talk\", \"listen\": \":0\"", StringComparison.Ordinal)
            .Replace("\"port\": 50080", "\"port\": 0", StringComparison.Ordinal);
        return text.Replace("\"../", string.Create(CultureInfo.InvariantCulture, $"\"{Place.Sample("")}/"), StringComparison.Ordinal);
    }

    [GeneratedRegex("(?<=\"listen\": \"[^\":]*):[0-9]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Port();
}
