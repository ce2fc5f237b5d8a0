using Microsoft.Extensions.Logging.Abstractions;
using System.Threading.Tasks.Sources;
using Tincan.Framing;
using Tincan.Hosting;
using Tincan.Protocols.Names;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Names;

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
        var conversation = new Conversation(near, NullLogger.Instance, clock, CancellationToken.None);
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

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(clients, server.Connections);
        foreach (var inquiry in inquiries)
        {
            await inquiry.DisposeAsync();
        }

        server.End();

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

        public void End() => _wires.ForEach(static wire => wire.Continue());
    }

    private sealed class TableWire(Table table) : Wire, IValueTaskSource<int>, IValueTaskSource
    {
        private readonly byte[] _asked = new byte[4096];
        private readonly byte[] _answers = new byte[4096];
        private ManualResetValueTaskSourceCore<int> _arrived;
        private bool _isWaiting;
        private int _askedLength;
        private int _answersLength;

        public override EndPoint LocalEndPoint { get; } = new IPEndPoint(IPAddress.Loopback, 1);

        public override EndPoint RemoteEndPoint => LocalEndPoint;

        public override ValueTask WaitForDataAsync(CancellationToken cancel = default)
        {
            if (_answersLength > 0)
            {
                return ValueTask.CompletedTask;
            }

            _arrived.Reset();
            _isWaiting = true;
            return new(this, _arrived.Version);
        }

        public override ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel = default)
        {
            var count = _answersLength;
            _answers.AsSpan(0, count).CopyTo(buffer.Span);
            _answersLength = 0;
            return new(count);
        }

        public override ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel = default)
        {
            bytes.Span.CopyTo(_asked.AsSpan(_askedLength));
            _askedLength += bytes.Length;
            if (!table.IsHolding)
            {
                Answer();
            }

            return ValueTask.CompletedTask;
        }

        public void Answer()
        {
            while (_asked.AsSpan(0, _askedLength).IndexOf((byte)'\n') is >= 0 and var end)
            {
                _asked.AsSpan(0, end).CopyTo(_answers.AsSpan(_answersLength));
                " 1.2.3.4 A IN\n"u8.CopyTo(_answers.AsSpan(_answersLength + end));
                _answersLength += end + " 1.2.3.4 A IN\n"u8.Length;
                _asked.AsSpan((end + 1).._askedLength).CopyTo(_asked);
                _askedLength -= end + 1;
            }

            if (_answersLength > 0)
            {
                Continue();
            }
        }

        /// <summary>Ends the wait for data; without any, the stream has ended.</summary>
        public void Continue()
        {
            if (_isWaiting)
            {
                _isWaiting = false;
                _arrived.SetResult(0);
            }
        }

        public override ValueTask FinishAsync(CancellationToken cancel = default) => ValueTask.CompletedTask;

        public override void Abort()
        {
        }

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

        public int GetResult(short token) => _arrived.GetResult(token);

        void IValueTaskSource.GetResult(short token) => _arrived.GetResult(token);

        public ValueTaskSourceStatus GetStatus(short token) => _arrived.GetStatus(token);

        public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
            _arrived.OnCompleted(continuation, state, token, flags);
    }
}
