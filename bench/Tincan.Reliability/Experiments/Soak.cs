using System.Diagnostics;

namespace Tincan.Reliability;

/// <summary>Mixed traffic for a long time.</summary>
internal sealed class Soak : IExperiment
{
    /// <summary>How much memory may seem to grow over the whole time, as a share of what is held.</summary>
    private const double Slope = 0.05;

    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(30);

    public string Name => "soak";

    public string About =>
        "Ten minutes of mixed traffic on four servers (echo, reverse, book, names): polite clients, clients that leave in the middle of a message or with an "
        + "RST, slow readers, and clients that ask and never read. The clients compare every byte. Resident memory is measured twice a second. A line fitted to "
        + "the values after the warm-up (the first fifth of the time) may not rise by more than 5 % of the mean. When all clients have left, no socket may be "
        + "open, and the log, which also has unobserved exceptions, may have no entries except for clients that were disconnected.";

    public async Task RunAsync(Terms terms, Findings findings, CancellationToken cancel)
    {
        using var scratch = new Scratch();
        var time = terms.Pick(TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(10));
        var runs = ((Talk[])[Talk.Echo(500), Talk.Reverse(), Talk.Book(Talk.WriteBook(scratch)), Talk.Names(scratch)])
            .Select((talk, number) => SoakAsync(talk, time, terms, new Random(terms.Seed + number), findings, cancel));
        foreach (var (name, value) in await Task.WhenAll(runs))
        {
            findings.Note(name, value);
        }
    }

    private static async Task<(string Name, string Value)> SoakAsync(
        Talk talk, TimeSpan time, Terms terms, Random chance, Findings findings, CancellationToken cancel)
    {
        await using var server = await talk.ServeAsync("--idle-timeout", "30s", "--log", "error");
        var sockets = await talk.WarmAsync(server, cancel);
        var crowd = new Crowd(talk, server.Address, findings);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        over.CancelAfter(time);
        var clients = Gather(crowd, chance, over.Token);
        var samples = await WatchAsync(server, time, over.Token);
        await Task.WhenAll(clients);
        findings.Expect(await server.HasAsync(open => open <= sockets, Settling), $"{talk.Name} has {server.Sockets() - sockets} sockets left");
        findings.Expect(await server.StopAsync() == 0, $"{talk.Name} did not stop well");
        findings.Expect(server.Said.Length == 0, $"{talk.Name} said: {server.Said}");
        var line = Line.Through(samples.Where(sample => sample.At > time / 5).ToList());
        if (!terms.IsShort)
        {
            findings.Expect(line.Rise <= Slope, $"the memory of {talk.Name} rises by {line.Rise:P1}");
        }

        return (talk.Name, $"{crowd.Answers:N0} answers right on {crowd.Connections:N0} connections; {line.Mean / 1024 / 1024:0.0} MiB resident, {line.Rise:+0.0 %;-0.0 %} over the time");
    }

    private static List<Task> Gather(Crowd crowd, Random chance, CancellationToken cancel)
    {
        var clients = new List<Task>();
        Add(30, () => crowd.PoliteAsync(Own(), TimeSpan.FromMilliseconds(50), 100, cancel));
        Add(5, () => crowd.FleetingAsync(Own(), TimeSpan.FromMilliseconds(100), cancel));
        Add(5, () => crowd.SlowReaderAsync(TimeSpan.FromMilliseconds(50), cancel));
        Add(2, () => crowd.DeafAsync(TimeSpan.FromSeconds(3), cancel));
        Add(5, () => crowd.SilentAsync(TimeSpan.FromSeconds(2), cancel));
        return clients;

        Random Own() => new(chance.Next());
        void Add(int count, Func<Task> client) => clients.AddRange(Enumerable.Range(0, count).Select(_ => client()));
    }

    private static async Task<List<(TimeSpan At, double Bytes)>> WatchAsync(Shipped server, TimeSpan time, CancellationToken over)
    {
        var began = Stopwatch.GetTimestamp();
        var samples = new List<(TimeSpan, double)>();
        while (!over.IsCancellationRequested && Stopwatch.GetElapsedTime(began) < time)
        {
            samples.Add((Stopwatch.GetElapsedTime(began), server.Resident()));
            await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return samples;
    }
}
