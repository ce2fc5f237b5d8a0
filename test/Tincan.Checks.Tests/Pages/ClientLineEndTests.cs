using Tincan.Checks.Pages;
using Tincan.Checks.Suites;
using Tincan.Framing;
using Tincan.Mutants.Programs;
using Tincan.Pages.Reading;
using Tincan.Parsing;

namespace Tincan.Checks.Tests.Pages;

/// <summary>A page with <c>line-ends optional</c>: each client is judged as it speaks, also if it sends no line ends.</summary>
public sealed class ClientLineEndTests
{
    private const string Text =
        """
        ```protocol
        framing     lines
        line-ends   optional
        input       lines.txt
        output      answers.txt
        param       greeting = "Hi."
        ```

        ```rules
        on connect
            raw send $greeting
        on $line    send $(reverse($line))
        ```

        ## It asks {#asks side=client}

        ```talk
        in: one
        in: two words
        S: [raw] $greeting
        C: one
        S: eno
        C: two words
        S: sdrow owt
        out: eno
        out: sdrow owt
        ```

        ## A blank line {#blank side=client}

        ```talk
        in: one
        in: ""
        S: [raw] $greeting
        C: one
        S: eno
        C: ""
        S: ""
        ```

        ## A blank line without an end {#raw side=client raw}

        ```talk
        in: one
        in: ""
        in: three
        S: [raw] $greeting
        C: one
        S: eno
        C: three
        ```

        ## The file {#file side=client}

        ```talk
        in: one
        S: [raw] $greeting
        C: one
        S: eno
        file answers.txt: eno
        ```
        """;

    private static readonly Suite Suite = PageSuite.Of(PageReader.Read("test", new SourceText(Encoding.UTF8.GetBytes(Text), "test.md")), Side.Client);

    [Theory]
    [InlineData(Dialect.Lf)]
    [InlineData(Dialect.CrLf)]
    [InlineData(Dialect.Nul)]
    [InlineData(Dialect.Raw)]
    public void A_client_is_judged_as_it_speaks(Dialect dialect)
    {
        var client = Client(dialect);
        var found = Bench.Find(Suite, client, new CheckOptions { Dialect = Dialect.Auto }).Options;

        Assert.Equal((dialect, dialect), (found.Dialect, found.EffectiveAnswerDialect));
        Assert.Null(Bench.Run(Suite, client, found, Suite.Cases[0])[0].Failure);
        Assert.Equal(dialect == Dialect.Raw, Suite.Cases[1].WhySkipped(Suite, found, client) is not null);
        Assert.Equal(dialect != Dialect.Raw, Suite.Cases[2].WhySkipped(Suite, found, client) is not null);
    }

    [Theory]
    [InlineData(FileMode.Create, null)]
    [InlineData(FileMode.Append, FailureKind.ExtraBytes)]
    [InlineData(null, null)]
    public void A_client_replaces_the_file_of_an_earlier_run(FileMode? mode, FailureKind? expected)
    {
        var client = Client(Dialect.Lf, mode: mode);
        var found = Bench.Find(Suite, client, new CheckOptions { Dialect = Dialect.Auto }).Options;

        Assert.Equal(expected, Bench.Run(Suite, client, found, Suite.Cases[3])[0].Failure?.Kind);
    }

    [Theory]
    [InlineData(true, null)]
    [InlineData(false, "")]
    public void A_client_that_takes_the_greeting_for_an_answer_is_found(bool awaits, string? greeting) => Assert.Equal(
        greeting, Bench.Find(Suite, Client(Dialect.Lf, awaits), new CheckOptions { Dialect = Dialect.Auto }).Options.Found.GetValueOrDefault("greeting"));

    [Fact]
    public void A_client_without_line_ends_fails_where_they_are_demanded() =>
        Assert.NotNull(Bench.Run(Suite, Client(Dialect.Raw), new CheckOptions { Dialect = Dialect.Lf }, Suite.Cases[0])[0].Failure);

    /// <summary>Takes the greeting, sends each line of its input file, and writes what one read returns.</summary>
    private static HostedClient Client(Dialect dialect, bool awaitsGreeting = true, FileMode? mode = null) => new(async (launch, output, cancel) =>
    {
        using var file = mode is { } how ? File.Open(Path.Combine(launch.Folder, "answers.txt"), how) : output;
        await using var wire = await launch.ConnectAsync(launch.Server!, cancel);
        var buffer = new byte[100];
        if (awaitsGreeting)
        {
            await wire.ReceiveAsync(buffer, cancel);
        }

        foreach (var line in File.ReadAllText(Path.Combine(launch.Folder, "lines.txt")).Split('\n')[..^1])
        {
            await wire.SendAsync((byte[])[.. Encoding.UTF8.GetBytes(line), .. dialect.Terminator()], cancel);
            var count = await wire.ReceiveAsync(buffer, cancel);
            file.Write([.. buffer.AsSpan(0, count).TrimEnd("\r\n\0"u8), (byte)'\n']);
        }

        return 0;
    });
}
