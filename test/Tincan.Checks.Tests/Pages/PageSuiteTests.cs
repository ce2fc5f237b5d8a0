using Tincan.Checks.Cases;
using Tincan.Checks.Pages;
using Tincan.Checks.Suites;
using Tincan.Hosting;
using Tincan.Mutants.Programs;
using Tincan.Pages.Reading;
using Tincan.Parsing;
using Tincan.Wires;

namespace Tincan.Checks.Tests.Pages;

/// <summary>Which cases a page has for a side, and how they run.</summary>
public sealed class PageSuiteTests
{
    [Theory]
    [InlineData("none", false)]
    [InlineData("lines", true)]
    public void Without_framing_no_message_is_split(string framing, bool isSplit)
    {
        var adds = ServerCases($"framing {framing}", "C: 5+3", "S: 8").Single(static one => one.Id == "test.server.adds");

        Assert.Equal(isSplit, adds.CanPerturb);
    }

    [Theory]
    [InlineData("talk.client", "turns")]
    [InlineData("reverse.client", "many-lines")]
    [InlineData("reverse.server", "one-line")]
    public void A_whole_buffer_is_judged_by_a_case_that_sees_what_follows_the_text(string suite, string id) =>
        Assert.Equal([$"{suite}.{id}"], PageSuite.OfLibrary(suite).Parameters.Single(static one => one.Name == "buffer").Cases);

    [Fact]
    public void What_a_program_prints_can_be_sent_to_it() =>
        Assert.Contains(ServerCases("framing lines", "C: 1000", "S: lower", "out: The number is $secret", "C: $secret", "S: correct"), static one => one.Id == "test.server.adds");

    /// <summary>The derived case of this id runs only once, because it is about time.</summary>
    [Theory]
    [InlineData("next-client", true)]
    [InlineData("next-client once", false)]
    public void A_case_in_the_place_of_a_derived_one_says_itself_whether_it_runs_again(string heading, bool isPerturbed)
    {
        var own = Read("framing lines", heading, ["C1: 5+3", "S>C1: 8", "C1: [closes]", "C2: 5+3", "S>C2: 8"]).Cases.Single(static one => one.Id == "test.server.next-client");

        Assert.Equal(isPerturbed, own.CanPerturb);
    }

    /// <summary>A page may have a case of its own about two clients.</summary>
    [Theory]
    [InlineData(1, "8", FailureKind.BlockedByAnother)]
    [InlineData(2, "8", null)]
    [InlineData(2, "", FailureKind.NoAnswer)]
    public void A_client_that_waits_for_another_ones_end_is_blocked_by_it(int clients, string answer, FailureKind? expected)
    {
        var suite = Read("framing lines", "concurrent", ["C1: [connects]", "S: [silence 200ms]", "C2: 5+3", "S>C2: 8"]);
        var server = new HostedServer(_ => new Answering(answer), new HostOptions { MaxConnections = clients, WhenFull = WhenFull.Wait });

        var run = Bench.Run(suite, server, new CheckOptions(), suite.Cases.Single(static one => one.Id == "test.server.concurrent"))[0];

        Assert.Equal(expected, run.Failure?.Kind);
    }

    /// <summary>What a client waits for is the message of another one, so it says nothing about it that something comes when that one leaves.</summary>
    [Fact]
    public void A_client_that_waits_for_another_ones_message_is_not_blocked()
    {
        var suite = Read("framing lines", "tells", ["C1: [connects]", "C2: [connects]", "C1: 8", "S>C2: 8"]);

        var run = Bench.Run(suite, new HostedServer(static _ => new TellsAtEnd()), new CheckOptions(), suite.Cases.Single(static one => one.Id == "test.server.tells"))[0];

        Assert.Equal(FailureKind.NoAnswer, run.Failure?.Kind);
    }

    [Theory]
    [InlineData("3.50", true)]
    [InlineData("3.4", false)]
    public void A_number_may_be_written_in_any_way_where_the_page_says_so(string answer, bool passes)
    {
        var suite = Read("framing lines", "adds", ["C: 7 / 2", "S: $(7 / 2):number"]);

        var run = Bench.Run(suite, new HostedServer(_ => new Answering(answer)), new CheckOptions(), suite.Cases.Single(static one => one.Id == "test.server.adds"))[0];

        Assert.Equal(passes, run.HasPassed);
    }

    /// <summary>It has nothing to do with the second message, and is reported together with the other cases that fail so.</summary>
    [Fact]
    public void An_answer_that_is_always_wrong_is_the_failure_of_messages_in_one_read_too()
    {
        var suite = Read("framing lines", "adds", ["C: 5+3", "S: 8"]);

        var run = Bench.Run(suite, new HostedServer(static _ => new Answering("9", isForEachLine: true)), new CheckOptions(), suite.Cases.Single(static one => one.Id == "test.server.ahead"))[0];

        Assert.Equal("9\n", Encoding.UTF8.GetString(run.Failure!.Got!.Value.Span));
    }

    [Fact]
    public void A_message_without_the_end_of_its_framing_is_recognised()
    {
        var suite = Read("framing netstring", "adds", ["C: 5+3", "S: 8"]);

        var run = Bench.Run(suite, new HostedServer(static _ => new DelegateServer(static async conversation =>
        {
            await conversation.Wire.ReceiveAsync(new byte[100]);
            await conversation.Wire.SendAsync("1:8"u8.ToArray());
            await conversation.Wire.ReceiveAsync(new byte[100]);
        })), new CheckOptions(), suite.Cases.Single(static one => one.Id == "test.server.adds"))[0];

        Assert.Equal("the last byte of the message is missing, ','", run.Finding?.What);
    }

    /// <summary>Tells the others what a client has said when that one has left.</summary>
    private sealed class TellsAtEnd : IServer
    {
        private readonly List<Wire> _clients = [];

        public async Task ServeAsync(Conversation conversation)
        {
            _clients.Add(conversation.Wire);
            while (await conversation.Wire.ReceiveAsync(new byte[100], conversation.Aborted) > 0)
            {
            }

            await Task.WhenAll(_clients.Where(other => other != conversation.Wire).Select(static other => other.SendAsync("8\n"u8.ToArray()).AsTask()));
        }
    }

    /// <summary>Answers each read, or each line of it, or none.</summary>
    private sealed class Answering(string answer, bool isForEachLine = false) : IServer
    {
        public async Task ServeAsync(Conversation conversation)
        {
            var chunk = new byte[100];
            while (await conversation.Wire.ReceiveAsync(chunk, conversation.Aborted) is > 0 and var count)
            {
                if (answer.Length > 0)
                {
                    var answers = Enumerable.Repeat($"{answer}\n", isForEachLine ? chunk.AsSpan(0, count).Count((byte)'\n') : 1);
                    await conversation.Wire.SendAsync(Encoding.UTF8.GetBytes(string.Concat(answers)), conversation.Aborted);
                }
            }
        }
    }

    private static IReadOnlyList<Case> ServerCases(string framing, params string[] talk) => Read(framing, "adds", talk).Cases;

    private static Suite Read(string framing, string heading, string[] talk)
    {
        string[] lines = ["# Test", "```protocol", framing, "```", $"## It adds {{#{heading}}}", "```talk", .. talk, "```", ""];
        var page = PageReader.Read("test", new SourceText(Encoding.UTF8.GetBytes(string.Join('\n', lines)), "test.md"));
        return PageSuite.Of(page, Side.Server);
    }
}
