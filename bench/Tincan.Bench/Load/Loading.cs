using System.Diagnostics;

namespace Tincan.Bench.Load;

/// <summary>
/// The load process. It connects, warms up, says <c>begin</c>, measures, and says its result as one line of JSON; it leaves when its
/// standard input says anything, so that the server can be asked while the connections still stand.
/// </summary>
internal static class Loading
{
    public const string Begin = "begin";

    public static int Run(string target, LoadShape shape, double warm, double seconds)
    {
        List<LoadClient> clients = [];
        try
        {
            var address = IPEndPoint.Parse(target);
            for (var number = 0; number < shape.Clients; number++)
            {
                clients.Add(new LoadClient(number, shape, address));
            }

            var loop = new LoadLoop(clients);
            loop.RunFor(TimeSpan.FromSeconds(warm));
            clients.ForEach(static client => client.RoundTrips?.Clear());
            Console.Out.WriteLine(Begin);
            var before = clients.ConvertAll(static client => client.Received);
            var clock = Stopwatch.StartNew();
            loop.RunFor(TimeSpan.FromSeconds(seconds));
            var elapsed = clock.Elapsed.TotalSeconds;
            var received = clients.Select((client, i) => client.Received - before[i]).ToList();
            var bytes = received.Sum();
            var trips = clients[0].RoundTrips;
            Console.Out.WriteLine(JsonSerializer.Serialize(new LoadResult(
                elapsed,
                bytes,
                bytes == 0 ? 0 : received.Min() * (double)clients.Count / bytes,
                trips?.Within(0.5),
                trips?.Within(0.99))));
            loop.Drain();
            Console.In.ReadLine();
            return 0;
        }
        catch (LoadException wrong)
        {
            Console.Error.WriteLine($"bench: {wrong.Message}");
            return 1;
        }
        finally
        {
            clients.ForEach(static client => client.Dispose());
        }
    }
}
