using Tincan.Checks.Pages;
using Tincan.Checks.Suites;
using Tincan.Checks.Targets;
using Tincan.Mutants.Programs;
using Tincan.Pages;
using Tincan.Pages.Reading;
using Tincan.Parsing;
using Tincan.Wires;

namespace Tincan.Checks.Tests.Pages;

/// <summary>What a page says of a client: what is typed and printed, over how many connections, and how its own lines are found out.</summary>
public sealed class ClientPageTests
{
    private const string Text =
        """
        ```protocol
        framing lines lf
        connections any
        param found = "{city} is in {country}"
        ```

        ```rules
        on $city    send Italy
        ```

        ## A server answers {#asks}

        ```talk
        C: Rome
        S: Italy
        ```

        ## It asks {#asks side=client about=found}

        ```talk
        in: Rome
        in: [unfinished] Oslo
        C: Rome
        S: Italy
        C: Oslo
        S: Norway
        out: $($found("Rome", "Italy"))
        out: $($found("Oslo", "Norway"))
        ```

        ## One connection {#one side=client}

        ```talk
        in: Rome
        in: Oslo
        C: Rome
        S: Italy
        C: [same connection] Oslo
        ```

        ## Closed after each answer {#each side=client}

        ```talk
        in: Rome
        in: Oslo
        C: Rome
        S: Italy
        S: [FIN]
        C: [connects]
        C: Oslo
        ```

        ## An error {#error side=client}

        ```talk
        in: Rome
        C: Rome
        S: Error
        out: [never] $($found("Rome", "Error"))
        ```

        ## A pattern {#pattern side=client}

        ```talk
        in: Rome
        C: Rome
        S: Italy
        out: …Italy…
        ```

        ## Bytes {#bytes side=client}

        ```talk
        in: Rome
        C: Rome$(newline("none"))
        S: Italy
        out: [raw] $(newline("lf"))It
        ```

        ## The end {#end side=client}

        ```talk
        in: Rome
        C: Rome
        S: Italy
        C: [any number] bye
        C: [closes]
        ```
        """;

    private static readonly Page Page = PageReader.Read("test", new SourceText(Encoding.UTF8.GetBytes(Text), "test.md"));

    private static readonly Suite Suite = PageSuite.Of(Page, Side.Client);

    [Fact]
    public void Each_side_has_its_own_cases()
    {
        Assert.Equal("asks one each error pattern", string.Join(' ', Suite.Cases.Take(5).Select(static one => one.Id["test.client.".Length..])));
        Assert.Equal("test.server.asks", PageSuite.Of(Page, Side.Server).Cases[0].Id);
        Assert.DoesNotContain(PageSuite.Of(Page, Side.Server).Cases, static one => one.Id is "test.server.one" or "test.server.error");
        Assert.Empty(PageSuite.Of(Page, Side.Server).Parameters);
        Assert.Equal(["found"], Suite.Parameters.Select(static one => one.Name));
    }

    [Theory]
    [InlineData("{0} is in {1}", false, "each error")]
    [InlineData("> {0} is in {1}", true, "one error")]
    [InlineData("{1}", true, "asks one")]
    [InlineData("{0} is in {1}.", true, "asks one")]
    public void A_client_may_use_one_connection_or_several(string line, bool isEach, string failed) =>
        Assert.Equal(failed, string.Join(' ', Failed(line, isEach)));

    [Theory]
    [InlineData("{0} is in {1}", "")]
    [InlineData("{1} has {0}", "{country} has {city}")]
    [InlineData("> In {1}: {0}", "In {country}: {city}")]
    [InlineData("In {1}", "In {country}")]
    [InlineData("{0}", "")]
    public void The_lines_of_a_client_are_read_from_what_it_prints(string line, string expected) =>
        Assert.Equal(expected, Bench.Find(Suite, Client(line, isEach: true), new CheckOptions()).Options.Found.GetValueOrDefault("found", ""));

    [Theory]
    [InlineData("\n{1}", "")]
    [InlineData("{1}", "bytes")]
    [InlineData("It\n", "bytes")]
    public void Bytes_may_have_anything_around_them(string line, string failed) => Assert.Equal(failed, string.Join(' ', Failed(line, isEach: false, "bytes")));

    [Theory]
    [InlineData("", "")]
    [InlineData("bye\nbye\n", "")]
    [InlineData("bye\nRome\n", "end")]
    public void Some_messages_may_come_before_the_end(string last, string failed) => Assert.Equal(failed, string.Join(' ', Failed("{1}", isEach: false, "end", last)));

    private static IEnumerable<string> Failed(string line, bool isEach, string? only = null, string last = "") => (only is null ? Suite.Cases.Take(5) : Suite.Cases.Where(one => one.Id == $"test.client.{only}"))
        .Where(one => Bench.Run(Suite, Client(line, isEach, last), new CheckOptions(), one).Any(static run => run.Failure is not null)).Select(static one => one.Id["test.client.".Length..]);

    /// <summary>Asks for each line that is typed, on one connection or on one for each, prints each answer, and sends some more.</summary>
    private static HostedClient Client(string line, bool isEach, string last = "") => new(async (launch, output, cancel) =>
    {
        Wire? wire = null;
        foreach (var city in Encoding.UTF8.GetString(launch.Input.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (wire is null || isEach)
            {
                await (wire?.DisposeAsync() ?? ValueTask.CompletedTask);
                wire = await launch.ConnectAsync(launch.Server!, cancel);
            }

            await wire.SendAsync(Encoding.UTF8.GetBytes($"{city}\n"), cancel);
            var buffer = new byte[100];
            var count = await wire.ReceiveAsync(buffer, cancel);
            output.Write(Encoding.UTF8.GetBytes($"{string.Format(CultureInfo.InvariantCulture, line, city, Encoding.UTF8.GetString(buffer, 0, count).TrimEnd('\n'))}\n"));
        }

        if (last.Length > 0)
        {
            await wire!.SendAsync(Encoding.UTF8.GetBytes(last), cancel);
        }

        await (wire?.DisposeAsync() ?? ValueTask.CompletedTask);
        return 0;
    });
}
