using Microsoft.Extensions.Logging.Abstractions;
using Tincan.Framing;
using Tincan.Protocols.Names;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Names;

public sealed class UpstreamTests
{
    /// <summary>So few bytes may be on their way that the second name does not fit.</summary>
    private const int Window = 8;

    [Fact]
    public async Task Losing_a_connection_while_an_answered_question_is_sent_has_no_effect()
    {
        var (near, far) = MemoryWire.CreatePair(Window);
        await using var upstream = new Upstream(0, new HostPort("table", 1), (_, _) => Task.FromResult<Wire>(near), new LineOptions(), ResolverBench.Deadline, dialect: null);
        var first = Ask(upstream, "a.com");
        Assert.Equal("a.com\n", await far.ReceiveTextAsync());
        _ = far.SendTextAsync("a.com 1.1.1.1 A IN\n");
        Assert.True(await first.Settled.AsTask().InTime());
        upstream.Release(first);

        var second = Ask(upstream, "a.longer.name.com");
        var connection = second.Connections[0]!;
        Answer(second, "a.longer.name.com 2.2.2.2 A IN\n");
        far.Abort();
        await connection.Ended.InTime();

        upstream.Release(second);
    }

    [Fact]
    public async Task A_question_that_is_settled_while_it_is_being_sent_does_not_cost_the_connection()
    {
        var (near, far) = MemoryWire.CreatePair(Window);
        await using var upstream = new Upstream(0, new HostPort("table", 1), (_, _) => Task.FromResult<Wire>(near), new LineOptions(), ResolverBench.Deadline, dialect: null);
        var first = Ask(upstream, "a.longer.name.com");
        Answer(first, "a.longer.name.com 2.2.2.2 A IN\n");
        upstream.Release(first);

        var second = Ask(upstream, "b.com");
        Assert.Equal("a.longer.name.com\nb.com\n", await far.ReceiveExactlyAsync("a.longer.name.com\nb.com\n".Length));
        _ = far.SendTextAsync("b.com 1.1.1.1 A IN\n");
        Assert.True(await second.Settled.AsTask().InTime());
        Assert.Equal("b.com 1.1.1.1 A IN", WireText.Text(second.Answer));
        upstream.Release(second);
    }

    private static Question Ask(Upstream upstream, string name)
    {
        var question = new Question(servers: 1, NullLogger.Instance);
        question.Begin(WireText.Bytes(name), Dialect.Lf);
        upstream.Ask(question);
        return question;
    }

    private static void Answer(Question question, string answer)
    {
        var bytes = WireText.Bytes(answer);
        Assert.True(question.TryTake(AnswerFramer.Cut(bytes, question.Name), bytes));
        question.Complete();
    }
}
