using System.Diagnostics;
using System.Net.Sockets;

namespace Tincan.Reliability;

/// <summary>Many connections at once.</summary>
internal sealed class LoadHeld : IExperiment
{
    private const int Rounds = 5;

    /// <summary>How many connect at the same time.</summary>
    private const int Connecting = 200;

    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(30);

    public string Name => "load";

    public string About =>
        "Ten thousand clients connect to an echo server, and then to a book server. Once all are connected, all ask five questions each at the same time, and "
        + "compare every byte of every answer. Then each sends a FIN and must receive one. Memory is the growth of the server's resident set: it includes the "
        + "runtime's share, but not the kernel's socket buffers.";

    public async Task RunAsync(Terms terms, Findings findings, CancellationToken cancel)
    {
        using var scratch = new Scratch();
        foreach (var talk in (Talk[])[Talk.Echo(64), Talk.Book(Talk.WriteBook(scratch))])
        {
            await HoldAsync(talk, terms, findings, cancel);
        }
    }

    private static async Task HoldAsync(Talk talk, Terms terms, Findings findings, CancellationToken cancel)
    {
        var count = terms.Pick(1_000, 10_000);
        await using var server = await talk.ServeAsync("--max-connections", "20000", "--idle-timeout", "10m", "--log", "warn");
        var sockets = await talk.WarmAsync(server, cancel);
        var resident = server.Resident();
        var clients = await ConnectAsync(server, count, cancel);
        try
        {
            findings.Expect(await server.HasAsync(open => open >= sockets + count, Settling), $"{talk.Name} did not accept all {count} connections");
            var idle = (server.Resident() - resident) / count;
            terms.Tell($"{talk.Name}: {count} connections are open");
            var latencies = new Latencies();
            var began = Stopwatch.GetTimestamp();
            await Task.WhenAll(clients.Select((client, number) => SpeakAsync(talk, client, number, latencies, findings, cancel)));
            var took = Stopwatch.GetElapsedTime(began);
            var spoken = (server.Resident() - resident) / count;
            findings.Expect(await server.HasAsync(open => open <= sockets, Settling), $"{talk.Name} has sockets left");
            findings.Expect(server.Said.Length == 0, $"{talk.Name} said: {server.Said}");
            findings.Note($"{talk.Name}: connections at once", $"{count:N0}, {count * Rounds:N0} answers right within {took.TotalSeconds:0.0} s, {latencies}");
            findings.Note($"{talk.Name}: memory of a connection", $"{idle / 1024.0:0.0} KiB before it has spoken, {spoken / 1024.0:0.0} KiB after all have at once");
        }
        finally
        {
            clients.ForEach(static client => client.Dispose());
        }
    }

    private static async Task<List<Speaker>> ConnectAsync(Shipped server, int count, CancellationToken cancel)
    {
        var clients = new List<Speaker>();
        while (clients.Count < count)
        {
            clients.AddRange(await Task.WhenAll(
                Enumerable.Range(0, Math.Min(Connecting, count - clients.Count)).Select(_ => Speaker.ConnectAsync(server.Address, 0, cancel))));
        }

        return clients;
    }

    private static async Task SpeakAsync(Talk talk, Speaker client, int number, Latencies latencies, Findings findings, CancellationToken cancel)
    {
        try
        {
            for (var round = 0; round < Rounds; round++)
            {
                var asked = Stopwatch.GetTimestamp();
                await client.SendAsync(talk.Ask(number, round), cancel);
                if (!await client.ReceivesAsync(talk.Answer(number, round), cancel))
                {
                    findings.IsWrong($"{talk.Name} gave a wrong answer");
                    return;
                }

                latencies.Add(Stopwatch.GetElapsedTime(asked));
            }

            client.Finish();
            findings.Expect(await client.ReceiveAsync(new byte[1], cancel) == 0, $"{talk.Name} said more than it was asked");
        }
        catch (SocketException error)
        {
            findings.IsWrong($"{talk.Name}: {error.SocketErrorCode}");
        }
    }
}
