using Tincan.Hosting;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Hosting;

public sealed class LineAnswersTests
{
    private readonly List<string> _kept = [];

    [Fact]
    public async Task After_a_failed_send_every_line_that_has_arrived_is_still_kept()
    {
        var bench = Bench(keeps: true);
        await bench.Client.SendTextAsync("one\n");
        await bench.HasReceivedAsync(4);
        await bench.Client.SendTextAsync("two\nthree\nfo");
        await bench.Client.FinishAsync();

        await bench.Run.InTime();
        Assert.Equal(["one", "two", "three", "fo"], _kept);
        Assert.Contains(bench.Log.Lines, static line => line.Contains("before 4 answers could be sent", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_anything_to_keep_a_failed_send_ends_the_conversation()
    {
        var bench = Bench(keeps: false);
        await bench.Client.SendTextAsync("one\n");

        await bench.Run.InTime();
        Assert.Empty(_kept);
        Assert.DoesNotContain(bench.Log.Lines, static line => line.Contains("the answers to", StringComparison.Ordinal));
    }

    private ConversationBench Bench(bool keeps)
    {
        var answered = new List<string>();
        Func<Task>? keep = keeps ? Keep : null;
        return new ConversationBench(
            conversation => conversation.AnswerEachAsync(
                new(),
                (line, lines) =>
                {
                    answered.Add(WireText.Text(line));
                    lines.Write(line);
                },
                keep),
            around: static wire => new UnsendableWire(wire));

        Task Keep()
        {
            _kept.AddRange(answered);
            answered.Clear();
            return Task.CompletedTask;
        }
    }

    /// <summary>A wire whose peer resets whatever is sent to it.</summary>
    private sealed class UnsendableWire(Wire inner) : DelegatingWire(inner)
    {
        public override ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel = default) =>
            throw new WireException(CloseReason.PeerReset, "the client reset the connection");

    }
}
