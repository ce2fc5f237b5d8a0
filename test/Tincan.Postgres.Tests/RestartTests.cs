using System.Net.Sockets;
using Tincan.Acceptance.Support;
using Tincan.Postgres.Tests.Support;

namespace Tincan.Postgres.Tests;

/// <summary>The database is killed and started again while clients ask and a writer changes the book.</summary>
public sealed class RestartTests(Cluster cluster)
{
    private const int Known = 200;

    /// <summary>The address whose name only ever counts up.</summary>
    private const string Counted = "counted@example.org";

    private long _acknowledged;
    private long _tried;
    private long _answers;
    private long _unavailable;

    [Fact]
    public async Task No_answer_is_wrong_no_change_is_lost_and_it_heals()
    {
        var address = await cluster.CreateDatabaseAsync();
        await using var store = new PostgresBookStore(PostgresAddress.Parse(address));
        await store.InitializeAsync().InTime();
        await store.PutAsync([(Counted, "0"), .. Enumerable.Range(0, Known).Select(static one => ($"known{one}@example.org", $"Name {one}"))]);
        await using var server = await TincanCli.ServeAsync("serve", "book", "--book", address, "--log", "warn");
        using var stop = new CancellationTokenSource();
        var clients = Enumerable.Range(0, 8).Select(client => Task.Run(() => AskAsync(server, client, stop.Token))).ToList();
        var writer = Task.Run(() => WriteAsync(address, stop.Token));
        var random = new Random(Reliability.Seed);
        var began = TimeProvider.System.GetTimestamp();
        for (var restart = 0; restart < Reliability.Restarts; restart++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(300)), TimeProvider.System);
            await cluster.StopAsync(crash: true);
            // An address that nobody knows: while the database is away, that cannot be said.
            await ReceivesAsync(server, "unknown@example.org", "Error 503: Service Unavailable");
            Assert.Equal("Name 7", await OnceAsync(server, "known7@example.org"));
            await cluster.StartAsync();
            await ReceivesAsync(server, "unknown@example.org", "Error 404");
            Reliability.Tell(restart + 1, Reliability.Restarts, "restarts", began);
        }

        await stop.CancelAsync();
        await Task.WhenAll([.. clients, writer]).InTime();
        await using var reader = new PostgresBookStore(PostgresAddress.Parse(address));
        var last = (await reader.TextAsync()).Split(' ').Single(static entry => entry.StartsWith(Counted, StringComparison.Ordinal)).Split('=')[1];
        Assert.InRange(long.Parse(last, CultureInfo.InvariantCulture), _acknowledged, _tried);
        await ReceivesAsync(server, Counted, last);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{Reliability.Restarts} restarts with seed {Reliability.Seed}: {_answers} answers, none wrong, {_unavailable} of them 503; {_acknowledged} changes, none lost");
    }

    /// <summary>Asks without rest. Known addresses always have their name; others are missing or cannot be told; the counter never goes back.</summary>
    private async Task AskAsync(Running server, int client, CancellationToken stop)
    {
        using var session = new Session(server);
        var random = new Random(HashCode.Combine(Reliability.Seed, client));
        var counted = 0L;
        while (!stop.IsCancellationRequested)
        {
            var number = random.Next(Known);
            Assert.Equal($"Name {number}", await session.AskAsync($"known{number}@example.org"));
            var unknown = await session.AskAsync($"unknown{number}@example.org");
            Assert.True(unknown is "Error 404" or "Error 503: Service Unavailable", unknown);
            var now = long.Parse(await session.AskAsync(Counted), CultureInfo.InvariantCulture);
            Assert.InRange(now, counted, Interlocked.Read(ref _tried));
            counted = now;
            Interlocked.Add(ref _answers, 3);
            Interlocked.Add(ref _unavailable, unknown is "Error 404" ? 0 : 1);
        }
    }

    private async Task WriteAsync(string address, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await using var store = new PostgresBookStore(PostgresAddress.Parse(address));
            try
            {
                while (!stop.IsCancellationRequested)
                {
                    var next = Interlocked.Increment(ref _tried);
                    await store.PutAsync((Counted, $"{next}"));
                    _acknowledged = next;
                }
            }
            catch (Exception error) when (error is IOException or Wires.WireException)
            {
                // The database is away; whether the last change was made is not known.
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
            }
        }
    }

    private static async Task<string> OnceAsync(Running server, string email)
    {
        using var session = new Session(server);
        return await session.AskAsync(email);
    }

    private static async Task ReceivesAsync(Running server, string email, string answer)
    {
        using var session = new Session(server);
        var began = TimeProvider.System.GetTimestamp();
        while (await session.AskAsync(email) is var received && received != answer)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < Bounded.Limit, $"still '{received}', not '{answer}'");
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }
    }

    /// <summary>A client with a bare socket.</summary>
    private sealed class Session : IDisposable
    {
        private readonly TcpClient _client = new();
        private readonly byte[] _answer = new byte[257];

        public Session(Running server) => _client.Connect(server.Address);

        public async Task<string> AskAsync(string email)
        {
            await _client.GetStream().WriteAsync((byte[])[(byte)'Q', (byte)email.Length, .. Encoding.UTF8.GetBytes(email)]).InTime();
            await _client.GetStream().ReadExactlyAsync(_answer.AsMemory(0, 2)).InTime();
            await _client.GetStream().ReadExactlyAsync(_answer.AsMemory(2, _answer[1])).InTime();
            Assert.Equal((byte)'R', _answer[0]);
            return Encoding.UTF8.GetString(_answer.AsSpan(2, _answer[1]));
        }

        public void Dispose() => _client.Dispose();
    }
}
