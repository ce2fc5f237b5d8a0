using Tincan.Checks.Pages;
using Tincan.Checks.Suites;
using Tincan.Framing;
using Tincan.Hosting;
using Tincan.Mutants.Programs;
using Tincan.Pages.Reading;
using Tincan.Parsing;
using Tincan.Wires;

namespace Tincan.Checks.Tests.Pages;

/// <summary>A page of a program that calls other servers: a gateway, which asks T1, and T2 if T1 has no answer.</summary>
public sealed class UpstreamTests
{
    private const string Text =
        """
        # Gateway

        ```protocol
        framing  lines lf
        param    patience = "1"
        answers  within $patience * 4
        without  slow-reader too-long noise
        ```

        ```rules T1
        on hit      send hit by T1
        on slow
            wait $patience * 3
            send slow by T1
        on miss     send none
        ```

        ```rules T2
        on $any     send $any by T2
        ```

        ## It asks the first {#first}

        ```talk
        C: hit
        S: hit by T1
        ```

        ## It asks the second {#second}

        ```talk
        C: miss
        S: miss by T2
        ```

        ## It waits {#waits}

        ```talk
        C: slow
        S: slow by T1
        ```

        ## What it asks {#asks}

        ```talk
        C: one
        S>T1: one
        T1: none
        S>T2: one
        T2: [after 200ms] 1
        S>C: 1
        C: two
        S>T1: [within $patience] two
        T1: 2
        S>T2: [silence 200ms]
        S>C: 2
        ```

        ## The first is down {#down}

        ```talk
        T1: [refuses]
        C: any
        S: any by T2
        ```

        ## The first closes {#closes}

        ```rules T1
        on connect  finish
        ```

        ```talk
        C: any
        S: any by T2
        ```

        ## The first resets {#resets}

        ```talk
        C: any
        S>T1: [unjudged] any
        T1: [RST]
        S>C: any by T2
        ```
        """;

    private static readonly Suite Suite = PageSuite.Of(PageReader.Read("gateway", new SourceText(Encoding.UTF8.GetBytes(Text), "gateway.md")), Side.Server);

    private static string[] Own => ["first", "second", "waits", "asks", "down", "closes", "resets"];

    [Theory]
    [InlineData("each", "")]
    [InlineData("kept", "")]
    [InlineData("idle", "down")]
    [InlineData("upper", "first, waits, asks")]
    [InlineData("only-first", "second, asks, down, closes, resets")]
    [InlineData("both", "asks")]
    [InlineData("impatient", "waits")]
    [InlineData("fragile", "down, closes, resets")]
    [InlineData("none", "first, second, waits, asks, down, closes, resets")]
    public void What_a_gateway_asks_and_passes_on_is_judged(string manner, string failing)
    {
        var target = new HostedServer(launch => new DelegateServer(conversation => ServeAsync(conversation, manner, at => launch.ConnectAsync(launch.TableAddresses[at], conversation.Aborted))));

        var failed = Own.Where(id => Bench.Run(Suite, target, new CheckOptions { Dialect = Dialect.Lf }, Suite.Cases.Single(one => one.Id == $"gateway.server.{id}")).Any(static run => !run.HasPassed));

        Assert.Equal(failing, string.Join(", ", failed));
    }

    [Fact]
    public void Cases_that_follow_from_the_exchange_have_the_servers_too()
    {
        var target = new HostedServer(static launch => new DelegateServer(conversation => ServeAsync(conversation, "each", at => launch.ConnectAsync(launch.TableAddresses[at], conversation.Aborted))));

        var failed = Suite.Cases.Where(one => Bench.Run(Suite, target, new CheckOptions { Dialect = Dialect.Lf }, one).Any(static run => !run.HasPassed)).Select(static one => one.Id);

        Assert.Contains(Suite.Cases, static one => one.Id == "gateway.server.next-client");
        Assert.Equal("", string.Join(", ", failed));
    }

    private static async Task ServeAsync(Conversation conversation, string manner, Func<int, Task<Wire>> connect)
    {
        Dictionary<int, Wire> open = [];
        if (manner == "idle")
        {
            await connect(0);
        }

        while (await ReadAsync(conversation.Wire, conversation.Aborted) is { } line)
        {
            var first = manner == "none" ? "none" : await AskAsync(0, manner == "upper" ? line.ToUpperInvariant() : line);
            if (manner == "fragile" && first is null)
            {
                return;
            }

            var second = (first is null or "none" || manner == "both") && manner is not ("only-first" or "none") ? await AskAsync(1, line) : null;
            await SendAsync(conversation.Wire, (first is null or "none" ? second : first) ?? "nothing", conversation.Aborted);
        }

        async Task<string?> AskAsync(int at, string line)
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(manner == "impatient" ? 2 : 5), conversation.Time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, conversation.Aborted);
            try
            {
                var wire = manner == "kept" && open.TryGetValue(at, out var kept) ? kept : open[at] = await connect(at);
                await SendAsync(wire, line, either.Token);
                return await ReadAsync(wire, either.Token);
            }
            catch (Exception error) when (error is IOException or OperationCanceledException)
            {
                return null;
            }
        }
    }

    private static Task SendAsync(Wire wire, string line, CancellationToken cancel) => wire.SendAsync(Encoding.UTF8.GetBytes($"{line}\n"), cancel).AsTask();

    /// <summary>Reads a line, byte by byte; null at the end.</summary>
    private static async Task<string?> ReadAsync(Wire wire, CancellationToken cancel)
    {
        var line = "";
        var one = new byte[1];
        while (await wire.ReceiveAsync(one, cancel) > 0)
        {
            if (one[0] == '\n')
            {
                return line;
            }

            line += (char)one[0];
        }

        return null;
    }
}
