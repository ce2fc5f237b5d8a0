using System.Text;
using Tincan.Checks.Findings;
using Tincan.Checks.Mutants;
using Tincan.Checks.Running;
using Tincan.Checks.Running.Probing;
using Tincan.Checks.Subjects;
using Tincan.Checks.Suites;
using Tincan.Checks.Suites.Parameters;
using Tincan.Framing;
using Tincan.Hosting;

namespace Tincan.Checks.Tests.Running;

public sealed class ProbeTests
{
    private static WrittenServer OneRead(string end, bool takesOffLineEnds) =>
        new(conversation => ReadsAsync(conversation, text => Hit(takesOffLineEnds ? text.Trim() : text) is { } hit ? hit + end : null));

    private static readonly CheckOptions Options = new() { Dialect = Dialect.Auto, Patience = TimeSpan.FromSeconds(3) };

    [Theory]
    [InlineData(Dialect.Lf)]
    [InlineData(Dialect.CrLf)]
    [InlineData(Dialect.Nul)]
    public async Task The_line_end_that_a_server_waits_for_is_found(Dialect dialect)
    {
        var found = await FindAsync(NamesServerSuite.Suite, new WrittenServer(conversation => LinesAsync(conversation, dialect, dialect, Hit)));

        Assert.Equal((dialect, null), (found.Options.Dialect, found.Options.AnswerDialect));
        Assert.Contains("with nothing", Assert.Single(found.Notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("", true)]
    [InlineData("\n", false)]
    public async Task A_server_that_takes_one_read_for_a_message_is_raw(string end, bool takesOffLineEnds)
    {
        var found = await FindAsync(NamesServerSuite.Suite, OneRead(end, takesOffLineEnds));

        Assert.Equal((Dialect.Raw, null), (found.Options.Dialect, found.Options.AnswerDialect));
        Assert.StartsWith("raw: it answered 'rutgers.edu' with 'rutgers.edu 172.34.4.6 A IN", Assert.Single(found.Notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\n", Dialect.Lf)]
    [InlineData("\r\n", Dialect.CrLf)]
    public async Task A_server_that_takes_off_line_ends_and_ends_its_own_is_judged_by_lines(string end, Dialect dialect)
    {
        var found = await FindAsync(NamesServerSuite.Suite, OneRead(end, takesOffLineEnds: true));

        Assert.Equal((dialect, null), (found.Options.Dialect, found.Options.AnswerDialect));
        Assert.Contains("it takes off the line end, and ends its own lines", Assert.Single(found.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_newline_of_a_record_is_found_where_the_last_record_has_none()
    {
        var server = new HostedServer(static stage => new WrittenServer(conversation => ReadsAsync(conversation, name =>
            File.ReadAllText(Path.Combine(stage.Folder, NamesServerSuite.TableFile)) is var table && table.IndexOf($"{name.Trim()} ", StringComparison.Ordinal) is var at and >= 0
                ? table[at..(table.IndexOf('\n', at) is var end and >= 0 ? end + 1 : table.Length)]
                : null)));
        var found = await Probe.RunAsync(NamesServerSuite.Suite, server, Options, NamesServerSuite.Suite.Cases, TestContext.Current.CancellationToken);

        Assert.Equal((Dialect.Raw, Dialect.Lf, "2020"), (found.Options.Dialect, found.Options.AnswerDialect, found.Options.ValueOf(NamesParameters.Edition)));
        Assert.Contains("the line ends of its answers are the newlines of the table's lines: to a last line without one it answers without", found.Notes);
    }

    [Fact]
    public async Task A_greeting_of_a_table_server_is_found_and_costs_one_case()
    {
        var server = new HostedServer(static _ => new WrittenServer(static conversation => GreetAsync(conversation, "[TS1]: hello", Hit)));
        var found = await Probe.RunAsync(NamesServerSuite.Suite, server, Options, NamesServerSuite.Suite.Cases, TestContext.Current.CancellationToken);

        Assert.Equal("greeting=[TS1]: hello", string.Join(' ', found.Options.Found.Select(static pair => $"{pair.Key}={pair.Value}")));
        foreach (var (name, id) in ((string, string?)[])[("hit", "edition greeting"), ("own-answers", null)])
        {
            var one = NamesServerSuite.Suite.Cases.Single(one => one.Id == $"names.server.{name}");
            var failed = (await new Runner(NamesServerSuite.Suite, server, found.Options).RunAsync(one, [], TestContext.Current.CancellationToken)).SingleOrDefault(static run => !run.HasPassed);
            Assert.Equal(id, failed?.Finding?.Id);
        }
    }

    [Fact]
    public async Task The_two_directions_may_differ()
    {
        var found = await FindAsync(NamesServerSuite.Suite, new WrittenServer(static conversation => LinesAsync(conversation, Dialect.Lf, Dialect.Raw, Hit)));

        Assert.Equal((Dialect.Lf, Dialect.Raw), (found.Options.Dialect, found.Options.AnswerDialect));
        Assert.StartsWith("reads lf, sends raw: ", Assert.Single(found.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_answers_nothing_is_said_to()
    {
        var found = await FindAsync(NamesServerSuite.Suite, new WrittenServer(static conversation => ReadsAsync(conversation, static _ => null)));

        Assert.Equal(Dialect.Raw, found.Options.Dialect);
        Assert.Contains("could not be found", Assert.Single(found.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_reads_to_the_end_of_the_stream_is_said_to()
    {
        var found = await FindAsync(NamesServerSuite.Suite, new WrittenServer(ToTheEndAsync));

        Assert.Contains("only after the client had finished (FIN): it reads until the end of the stream", Assert.Single(found.Notes), StringComparison.Ordinal);

        static async Task ToTheEndAsync(Conversation conversation)
        {
            var come = "";
            var buffer = new byte[100];
            while (await conversation.Wire.ReceiveAsync(buffer) is var count and > 0)
            {
                come += Encoding.ASCII.GetString(buffer, 0, count);
            }

            await conversation.Wire.SendAsync(Encoding.ASCII.GetBytes(Hit(come.Trim()) ?? ""));
        }
    }

    [Theory]
    [InlineData("olleH", "")]
    [InlineData("OLLEh", "swap-case=on")]
    [InlineData("Reversed: olleH!", "answer=Reversed: {line}!")]
    public async Task A_systematic_difference_is_found(string answer, string value)
    {
        var server = new WrittenServer(conversation => GreetAsync(conversation, "Welcome to CS 352!", text => text == "Hello" ? answer : null));

        var found = await FindAsync(ReverseServerSuite.Suite, server);

        Assert.Equal(value, string.Join(' ', found.Options.Found.Select(static pair => $"{pair.Key}={pair.Value}")));
    }

    [Theory]
    [InlineData("", "none")]
    [InlineData("Hello, client", "Hello, client")]
    public async Task Another_greeting_is_found_and_costs_one_case(string greeting, string value)
    {
        var server = new WrittenServer(conversation => GreetAsync(conversation, greeting, static text => string.Concat(text.Reverse())));

        var found = await FindAsync(ReverseServerSuite.Suite, server);

        Assert.Equal(value, found.Options.ValueOf(ReverseParameters.Greeting));
        var failed = new List<(string, Finding?)>();
        foreach (var name in (string[])["greeting", "one-line", "many-lines", "closes"])
        {
            var one = ReverseServerSuite.Suite.Cases.Single(one => one.Id == $"reverse.server.{name}");
            var runs = await new Runner(ReverseServerSuite.Suite, new HostedServer(_ => server), found.Options).RunAsync(one, [], TestContext.Current.CancellationToken);
            failed.AddRange(runs.Where(static run => !run.HasPassed).Select(run => (name, run.Finding)));
        }

        var (id, finding) = Assert.Single(failed);
        Assert.Equal(("greeting", "edition greeting"), (id, finding?.Id));
        Assert.StartsWith(value == "none" ? "it does not greet" : $"it greets with '{value}'", finding?.What, StringComparison.Ordinal);
        Assert.StartsWith($"If that is your edition of the assignment, check it with --set {ReverseParameters.Greeting.Written(value)}; otherwise send exactly", finding?.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_beside_an_edition_is_what_counts()
    {
        var server = new WrittenServer(conversation => GreetAsync(conversation, "Welcome to CS 352!", static text => text.Length < 5 ? null : text == "Hello" ? "OLLEh" : "what?"));
        var found = await FindAsync(ReverseServerSuite.Suite, server);
        var one = ReverseServerSuite.Suite.Cases.Single(static one => one.Id == "reverse.server.one-line");

        var runs = await new Runner(ReverseServerSuite.Suite, new HostedServer(_ => server), found.Options).RunAsync(one, [], TestContext.Current.CancellationToken);

        Assert.Equal("on", found.Options.ValueOf(ReverseParameters.SwapCase));
        Assert.False(EditionFinding.Is(Assert.Single(runs).Finding));
        Assert.Equal("olleh", Encoding.ASCII.GetString(runs[0].Failure!.Expected!.Value.Span));
    }

    [Theory]
    [InlineData("NoSuchHost.org - TIMED OUT", null, null)]
    [InlineData("nosuchhost.org - TIMED OUT", null, null)]
    [InlineData("NoSuchHost.org - Error:HOST NOT FOUND", "edition", "2020")]
    [InlineData("nosuchhost.org - Error:HOST NOT FOUND", "edition", "2020")]
    [InlineData("NoSuchHost.org - Error:HOST NOT FOUND ", "miss", "{name} - Error:HOST NOT FOUND ")]
    [InlineData("not in ts1 or ts2", "miss", "not in ts1 or ts2")]
    public void What_a_resolver_says_to_a_miss_is_an_edition(string answer, string? name, string? value)
    {
        var differs = NamesParameters.MissDiffers(answer, "NoSuchHost.org");
        Assert.Equal((name, value), (differs?.Parameter.Name, differs?.Value));
        Assert.Null(differs?.Parameter.Problem(differs.Value.Value));
    }

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

    [Fact]
    public async Task A_greeting_of_an_echo_server_is_found_and_costs_one_case()
    {
        var server = new WrittenServer(static conversation => GreetAsync(conversation, "Echo server\r\n", static text => text));

        var found = await FindAsync(EchoServerSuite.Suite, server);

        Assert.Equal("Echo server\r\n", found.Options.ValueOf(GreetingParameter.Greeting));
        var failed = new List<string?>();
        foreach (var name in (string[])["one-line", "many-lines", "at-once"])
        {
            var one = EchoServerSuite.Suite.Cases.Single(one => one.Id == $"echo.server.{name}");
            var runs = await new Runner(EchoServerSuite.Suite, new HostedServer(_ => server), found.Options).RunAsync(one, [], TestContext.Current.CancellationToken);
            failed.AddRange(runs.Where(static run => !run.HasPassed).Select(static run => run.Finding?.Id));
        }

        Assert.Equal("edition greeting", Assert.Single(failed));
    }

    [Theory]
    [InlineData("Received", "and what is typed at its keyboard is not sent")]
    [InlineData("Yes, speak up!", "raw: ")]
    public async Task A_talk_server_that_answers_by_itself_is_said_to(string answer, string note)
    {
        var found = await FindAsync(TalkServerSuite.Suite, new WrittenServer(conversation => GreetAsync(conversation, "", _ => answer)));

        Assert.Contains(note, found.Notes[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_depends_on_the_line_is_no_edition_of_the_answer()
    {
        var server = new WrittenServer(static conversation => GreetAsync(conversation, "Welcome to CS 352!", static text => string.Concat(text.Reverse()) + text.ToUpperInvariant()));

        var found = await FindAsync(ReverseServerSuite.Suite, server);

        Assert.Empty(found.Options.Found);
        Assert.Contains(found.Notes, static note => note.EndsWith("more than the line reversed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_person_has_set_is_not_looked_for()
    {
        var options = Options with { Given = new Dictionary<string, string>(StringComparer.Ordinal) { ["greeting"] = "Moin" } };

        var found = await FindAsync(ReverseServerSuite.Suite, new WrittenServer(static conversation => GreetAsync(conversation, "Hello", static text => text)), options);

        Assert.Empty(found.Options.Found);
        Assert.Equal("Moin", found.Options.ValueOf(ReverseParameters.Greeting));
    }

    [Fact]
    public async Task A_suite_that_speaks_bytes_has_no_dialect_to_find() =>
        Assert.Empty((await FindAsync(EchoServerSuite.Suite, new Echo.EchoServer())).Notes);

    [Fact]
    public async Task A_program_that_never_listens_is_started_once()
    {
        var program = new NeverListens();

        var found = await Probe.RunAsync(NamesServerSuite.Suite, program, Options, [], TestContext.Current.CancellationToken);

        Assert.Equal((1, "it did not listen"), (program.Started, found.NeverStarted?.Message));
    }

    [Fact]
    public async Task A_program_that_is_missing_is_an_error() => await Assert.ThrowsAsync<SubjectException>(
        () => Probe.RunAsync(NamesServerSuite.Suite, new Bench.NoProgram(), Options, [], TestContext.Current.CancellationToken));

    private static Task<ProbeResult> FindAsync(Suite suite, IServer server, CheckOptions? options = null) =>
        Probe.RunAsync(suite, new HostedServer(_ => server), options ?? Options, suite.Cases, TestContext.Current.CancellationToken);

    private static string? Hit(string name) => name switch
    {
        "rutgers.edu" => "rutgers.edu 172.34.4.6 A IN",
        "amazon.com" => "amazon.com 94.5.6.7 A IN",
        "www.princeton.edu" => "www.princeton.edu 128.1.1.4 A IN",
        _ => null,
    };

    private static async Task GreetAsync(Conversation conversation, string greeting, Func<string, string?> answer)
    {
        if (greeting.Length > 0)
        {
            await conversation.Wire.SendAsync(Encoding.ASCII.GetBytes(greeting));
        }

        await ReadsAsync(conversation, answer);
    }

    /// <summary>Takes what one read returns for a message.</summary>
    private static async Task ReadsAsync(Conversation conversation, Func<string, string?> answer)
    {
        var buffer = new byte[8192];
        while (await conversation.Wire.ReceiveAsync(buffer) is var count and > 0)
        {
            if (answer(Encoding.UTF8.GetString(buffer, 0, count)) is { } text)
            {
                await conversation.Wire.SendAsync(Encoding.UTF8.GetBytes(text));
            }
        }
    }

    /// <summary>Takes lines, however they come.</summary>
    private static async Task LinesAsync(Conversation conversation, Dialect reads, Dialect sends, Func<string, string?> answer)
    {
        var end = Encoding.ASCII.GetString(reads.Terminator());
        var come = "";
        await ReadsAsync(conversation, text =>
        {
            var lines = (come + text).Split(end);
            come = lines[^1];
            var answers = lines[..^1].Select(answer).OfType<string>().Select(line => line + Encoding.ASCII.GetString(sends.Terminator())).ToList();
            return answers.Count > 0 ? string.Concat(answers) : null;
        });
    }

    private sealed class NeverListens : ISubject
    {
        public int Started { get; private set; }

        public bool CanRunSideBySide => false;

        public Task<IRunningSubject> StartAsync(Stage stage, CancellationToken cancel)
        {
            Started++;
            throw new CheckFailedException(FailureKind.NeverConnected, "it did not listen") { IsOfStart = true };
        }
    }
}
