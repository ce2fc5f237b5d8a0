namespace Tincan.Reliability;

/// <summary>Good clients among thousands of hostile ones.</summary>
internal sealed class Hostile : IExperiment
{
    private const int Good = 100;

    /// <summary>How many times longer the slowest hundredth of answers may take.</summary>
    private const double Bound = 3;

    public string Name => "hostile";

    public string About =>
        "A hundred good clients ask reverse, echo and book servers, each about 20 times a second. They run first alone, and then among 5,000 clients that send "
        + "a question byte by byte and never end it, and 1,000 that send 256 KiB of questions and read nothing. The hostile clients reconnect whenever they are "
        + "disconnected. They run in a process of their own at the lowest priority, because in reality they would not be on the server's machine. The good "
        + "clients' 99th percentile may be at most three times what it is without the hostile ones.";

    public async Task RunAsync(Terms terms, Findings findings, CancellationToken cancel)
    {
        using var scratch = new Scratch();
        var time = terms.Pick(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(30));
        var (slow, deaf) = (terms.Pick(500, 5_000), terms.Pick(100, 1_000));
        var talks = Attack.Talks(Talk.WriteBook(scratch));
        var servers = await Task.WhenAll(talks.Select(static talk => talk.ServeAsync("--log", "error", "--message-timeout", "10s", "--write-timeout", "10s")));
        try
        {
            var alone = await ServeGoodAsync(talks, servers, time, terms, findings, cancel);
            using var attack = Attack.Start(servers, slow, deaf, terms.Seed);
            findings.Expect(await ArrivedAsync(servers, slow + deaf, cancel), "the hostile clients did not connect");
            var among = await ServeGoodAsync(talks, servers, time, terms, findings, cancel);
            attack.Kill();
            await attack.WaitForExitAsync(cancel);
            var ratio = among.Quantile(0.99) / alone.Quantile(0.99);
            if (!terms.IsShort)
            {
                findings.Expect(ratio <= Bound, $"p99 among hostile clients is {ratio:0.0} times the undisturbed one");
            }

            findings.Note("alone", $"{alone.Count:N0} answers, {alone}");
            findings.Note($"among {slow:N0} slow senders and {deaf:N0} that do not read", $"{among.Count:N0} answers, {among}; p99 {ratio:0.00} times");
            findings.Note("memory", string.Join(", ", talks.Zip(servers, static (talk, server) => $"{talk.Name} {server.Resident() / 1024.0 / 1024:0} MiB")));
            foreach (var (talk, server) in talks.Zip(servers))
            {
                findings.Expect(server.Said.Length == 0, $"{talk.Name} said: {server.Said}");
            }
        }
        finally
        {
            foreach (var server in servers)
            {
                await server.DisposeAsync();
            }
        }
    }

    private static async Task<Latencies> ServeGoodAsync(
        Talk[] talks, Shipped[] servers, TimeSpan time, Terms terms, Findings findings, CancellationToken cancel)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        over.CancelAfter(time);
        var latencies = new Latencies();
        await Task.WhenAll(Enumerable.Range(0, Good).Select(number =>
            new Crowd(talks[number % talks.Length], servers[number % talks.Length].Address, findings) { Latencies = latencies }
                .PoliteAsync(new Random(terms.Seed + number), TimeSpan.FromMilliseconds(50), 100, over.Token)));
        return latencies;
    }

    /// <summary>Waits until nearly all hostile clients are connected; those that were just disconnected are about to reconnect.</summary>
    private static async Task<bool> ArrivedAsync(Shipped[] servers, int count, CancellationToken cancel)
    {
        for (var look = 0; look < 300; look++)
        {
            if (servers.Sum(static server => server.Sockets()) >= count * 0.9)
            {
                return true;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancel);
        }

        return false;
    }
}
