using Tincan.Checks.Pages;
using Tincan.Checks.Targets;
using Tincan.Mutants.Programs;
using Tincan.Pages;
using Tincan.Pages.Reading;
using Tincan.Pages.Serving;
using Tincan.Parsing;

namespace Tincan.Checks.Tests.Pages;

/// <summary>Generated messages: a failure names the smallest input that still fails, and the seed.</summary>
public sealed class GeneratedCaseTests
{
    private const string Calculator =
        """
        ```protocol
        framing lines
        ```

        ```rules
        on NEG $a:number    send $(0 - $a)
        on ADD $a:number $b:number    send $($a + $b)
        on SAY $text    send $text
        on anything else    send ?
        ```

        ## It adds {#adds}

        ```talk
        C: ADD 1 2
        S: 3
        ```
        """;

    private const string Store =
        """
        ```protocol
        framing lines
        ```

        ```rules
        on SET $n:number
            set our.n = $n
            send OK
        on GET    send <$(our.n)>
        on PING    send PONG
        ```

        ## It answers {#answers-ping}

        ```talk
        C: PING
        S: PONG
        ```
        """;

    [Theory]
    [InlineData(Calculator, "on ADD $a:number $b:number    send", "on ADD $a:number $b:number when $a < 0    send 0\non ADD $a:number $b:number    send", "'ADD -1 0'")]
    [InlineData(Calculator, "on ADD $a:number $b:number    send", "on ADD $a:number $b:number when $b > 99    send 99\non ADD $a:number $b:number    send", "'ADD 0 100'")]
    [InlineData(Calculator, "on SAY $text    send", "on SAY $one $two    send $one\non SAY $text    send", "'SAY  '")]
    [InlineData(Store, "on SET $n:number\n", "on SET $n:number when $n > 10    send OK\non SET $n:number\n", "'SET 11', 'GET'")]
    public void The_smallest_input_that_fails_is_named(string page, string right, string wrong, string smallest)
    {
        var message = Failure(page, page.Replace(right, wrong, StringComparison.Ordinal), seed: 7);

        Assert.NotNull(message);
        Assert.Contains($"the smallest input that fails is {smallest} (found from ", message, StringComparison.Ordinal);
        Assert.EndsWith(" generated with --seed 7)", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Calculator, "on ADD $a:number $b:number    send", "on ADD $a:number $b:number when $a < 0    send 0\non ADD $a:number $b:number    send", "the smallest input that fails is 'ADD -1 0'")]
    [InlineData(Store, "on SET $n:number\n", "on SET $n:number when $n > 10    send OK\non SET $n:number\n", "of those generated with --seed 7, and smaller inputs need a server that can be started again")]
    public void A_server_that_runs_already_is_tried_on_new_connections(string page, string right, string wrong, string expected)
    {
        var message = Failure(page, page.Replace(right, wrong, StringComparison.Ordinal), seed: 7, static server => new Lasting(server));

        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Calculator)]
    [InlineData(Store)]
    public void A_server_without_a_bug_passes(string page) => Assert.Null(Failure(page, page, seed: 7));

    private static string? Failure(string text, string served, long seed, Func<ITarget, ITarget>? target = null)
    {
        var suite = PageSuite.Of(Read(text), Side.Server);
        ITarget server = new HostedServer(_ => new PageServer(Read(served), new Dictionary<string, string>()));
        return Bench.Run(suite, target is null ? server : target(server), new CheckOptions { Seed = seed }, suite.Cases.Single(static one => one.Id == "test.server.answers"))[0].Failure?.Message;
    }

    /// <summary>Nobody can start it a second time.</summary>
    private sealed class Lasting(ITarget server) : ITarget
    {
        public bool CanRunInParallel => false;

        public Task<IRunningTarget> StartAsync(Launch launch, CancellationToken cancel) => server.StartAsync(launch, cancel);
    }

    private static Page Read(string text) => PageReader.Read("test", new SourceText(Encoding.UTF8.GetBytes(text), "test.md"));
}
