using System.Net.Sockets;
using System.Runtime.Versioning;
using Microsoft.Extensions.Logging.Abstractions;
using Tincan.Framing;
using Tincan.Hosting;
using Tincan.Protocols.Book;
using Tincan.Protocols.Echo;
using Tincan.Protocols.Names;
using Tincan.Protocols.Reverse;
using Tincan.Protocols.Welcome;
using Tincan.Proxy;
using Tincan.Reloading;
using Tincan.Tests.Book.Formats;
using Tincan.Tests.Names;
using Tincan.Tests.Support;
using Tincan.Tests.Wires.Sockets.Epoll;
using Tincan.Wires;
using Tincan.Wires.Sockets.Epoll;

namespace Tincan.Tests.Hosting;

/// <summary>Once a connection has had a few messages, a message allocates nothing.</summary>
[Collection(RunsAlone.Name)]
public sealed class AllocationTests
{
    private const int Rounds = 1000;

    public static MatrixTheoryData<string, int> Servers => new(["echo", "reverse", "names", "book", "proxy"], [1, 16]);

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task A_message_allocates_nothing(string name, int atOnce)
    {
        var talk = new Talk(name, atOnce);
        var client = new DrivenWire();
        var serving = talk.ServeAsync(client, new EchoingWire());
        client.Take(talk.Greeting.Length);
        Exchange();
        Exchange();

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < Rounds; round++)
        {
            Exchange();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        client.End();
        await serving.InTime();

        void Exchange()
        {
            client.Arrive(talk.Requests);
            Assert.True(client.Sent.SequenceEqual(talk.Responses));
            client.Take(talk.Responses.Length);
        }
    }

    [Theory]
    [MemberData(nameof(Servers))]
    [Trait("Needs", "Linux")]
    [SupportedOSPlatform("linux")]
    public async Task A_message_on_sockets_allocates_nothing(string name, int atOnce)
    {
        var talk = new Talk(name, atOnce);
        var loop = new EventLoop(completesInline: true);
        var received = new byte[talk.Responses.Length];
        await using var meter = new LoopMeter(loop);
        var serving = talk.ServeAsync(EventLoopTests.Connect(loop, out var client), EventLoopTests.Connect(loop, out var target));
        ReceiveAll(client, new byte[talk.Greeting.Length]);
        Exchange();
        Exchange();

        var before = meter.Read();
        for (var round = 0; round < Rounds; round++)
        {
            Exchange();
        }

        Assert.Equal(0, meter.Read() - before);
        client.Dispose();
        target.Dispose();
        await serving.InTime();

        // Not on the loop's thread, where the rest of the test run would keep the loop.
        await Task.Yield();

        void Exchange()
        {
            client.Send(talk.Requests);
            if (name == "proxy")
            {
                ReceiveAll(target, received);
                target.Send(received);
            }

            ReceiveAll(client, received);
            Assert.True(talk.Responses.AsSpan().SequenceEqual(received));
        }
    }

    private static void ReceiveAll(Socket socket, byte[] bytes)
    {
        socket.ReceiveTimeout = (int)Bounded.Limit.TotalMilliseconds;
        for (var count = 0; count < bytes.Length;)
        {
            var some = socket.Receive(bytes.AsSpan(count));
            Assert.NotEqual(0, some);
            count += some;
        }
    }

    /// <summary>What a client sends to a server, and what it gets.</summary>
    private sealed class Talk(string name, int atOnce)
    {
        private const string Line = "hello.com\n";

        public byte[] Greeting { get; } = WireText.Bytes(name == "reverse" ? WelcomeServer.ClassicGreeting : "");

        public byte[] Requests { get; } = Times(atOnce, name == "book" ? "Q\u0003a@b" : Line);

        public byte[] Responses { get; } = Times(atOnce, name switch
        {
            "reverse" => "moc.olleh\n",
            "names" => "hello.com 1.2.3.4 A IN\n",
            "book" => "R\u0004Luke",
            _ => Line,
        });

        /// <summary>Serves a connection, with the limits of a host.</summary>
        public Task ServeAsync(Wire client, Wire target)
        {
            var options = new HostOptions { Time = new FakeClock() };
            var conversation = new HostedConversation(client, ObservedSide.Server, options, NullLogger.Instance);
            IServer server = name switch
            {
                "echo" => new EchoServer(),
                "reverse" => new ReverseServer(new ReverseServerOptions()),
                "names" => new TableServer(new Snapshot<NameTable>(NameTableTests.Parse("hello.com 1.2.3.4 A\n")), Edition.Current, new LineOptions()),
                "book" => new BookServer(AddressBookTests.Read("a@b,Luke\n")),
                _ => new ProxyServer(_ => Task.FromResult(target)),
            };
            conversation.Begin(server, new ConversationOwner());
            return conversation.Done;
        }

        private static byte[] Times(int count, string text) => WireText.Bytes(string.Concat(Enumerable.Repeat(text, count)));
    }

    private sealed class EchoingWire() : DrivenWire(port: 3)
    {
        public override ValueTask FinishAsync(CancellationToken cancel = default)
        {
            End();
            return ValueTask.CompletedTask;
        }

        protected override void OnSent()
        {
            Span<byte> sent = stackalloc byte[Sent.Length];
            Sent.CopyTo(sent);
            Take(sent.Length);
            Arrive(sent);
        }
    }

    /// <summary>Reads how much the thread of a loop has allocated.</summary>
    [SupportedOSPlatform("linux")]
    private sealed class LoopMeter : IAsyncDisposable
    {
        private readonly EpollWire _wire;
        private readonly Socket _peer;

        public LoopMeter(EventLoop loop) => _wire = EventLoopTests.Connect(loop, out _peer);

        public long Read()
        {
            using var isRead = new ManualResetEventSlim();
            var allocated = 0L;
            _ = ReadAsync();
            _peer.Send(stackalloc byte[1]);
            Assert.True(isRead.Wait(Bounded.Limit));
            return allocated;

            async Task ReadAsync()
            {
                await _wire.ReceiveAsync(new byte[1]).ConfigureAwait(false);
                allocated = GC.GetAllocatedBytesForCurrentThread();
                isRead.Set();
            }
        }

        public ValueTask DisposeAsync()
        {
            _peer.Dispose();
            return _wire.DisposeAsync();
        }
    }
}
