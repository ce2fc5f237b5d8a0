using Microsoft.Extensions.Logging.Abstractions;
using Tincan.Framing;
using Tincan.Hosting;
using Tincan.Protocols.Names;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Names;

[Collection(RunsAlone.Name)]
public sealed class InquiryTests
{
    private const int Rounds = 1000;

    [Theory]
    [InlineData(1)]
    [InlineData(Sharing.FewestConnections)]
    public async Task A_question_allocates_nothing_on_a_connection_of_its_own_and_on_a_shared_one(int clients)
    {
        var clock = new StillClock();
        var server = new Table();
        await using var upstream = new Upstream(0, new HostPort("table", 1), server.ConnectAsync, new LineOptions { Time = clock }, ResolverBench.Deadline, dialect: null);
        var (near, _) = MemoryWire.CreatePair();
        var conversation = new Conversation(near, NullLogger.Instance, clock);
        var inquiries = Enumerable.Range(0, clients).Select(_ => new Inquiry([upstream], ResolverBench.Deadline, conversation)).ToList();
        var names = Enumerable.Range(0, clients).Select(number => (ReadOnlyMemory<byte>)WireText.Bytes($"host{number}.com")).ToList();

        server.IsHolding = true;
        var first = inquiries.Select((inquiry, number) => inquiry.AskAsync(names[number], Dialect.Lf).AsTask()).ToList();
        server.AnswerAll();
        await Task.WhenAll(first).InTime();
        AskAll();

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < Rounds; round++)
        {
            AskAll();
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        foreach (var inquiry in inquiries)
        {
            await inquiry.DisposeAsync();
        }

        server.End();
        Assert.Equal((0, clients), (allocated, server.Connections));

        void AskAll()
        {
            for (var i = 0; i < clients; i++)
            {
                var asked = inquiries[i].AskAsync(names[i], Dialect.Lf);
                Assert.True(asked.IsCompletedSuccessfully && asked.Result);
            }
        }
    }

    /// <summary>No pause of the machine counts, and no timer fires.</summary>
    private sealed class StillClock : TimeProvider
    {
        public override long GetTimestamp() => 0;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new NoTimer();

        private sealed class NoTimer : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }

    /// <summary>A table server that answers each line while it is being sent.</summary>
    private sealed class Table
    {
        private readonly List<TableWire> _wires = [];

        public bool IsHolding { get; set; }

        public int Connections => _wires.Count;

        public Task<Wire> ConnectAsync(WireAddress server, CancellationToken cancel)
        {
            var wire = new TableWire(this);
            _wires.Add(wire);
            return Task.FromResult<Wire>(wire);
        }

        public void AnswerAll()
        {
            IsHolding = false;
            _wires.ForEach(static wire => wire.Answer());
        }

        public void End() => _wires.ForEach(static wire => wire.End());
    }

    private sealed class TableWire(Table table) : DrivenWire
    {
        public void Answer()
        {
            Span<byte> answers = stackalloc byte[1024];
            var length = 0;
            while (Sent.IndexOf((byte)'\n') is >= 0 and var end)
            {
                Sent[..end].CopyTo(answers[length..]);
                " 1.2.3.4 A IN\n"u8.CopyTo(answers[(length + end)..]);
                length += end + " 1.2.3.4 A IN\n"u8.Length;
                Take(end + 1);
            }

            if (length > 0)
            {
                Arrive(answers[..length]);
            }
        }

        protected override void OnSent()
        {
            if (!table.IsHolding)
            {
                Answer();
            }
        }
    }
}
