namespace Tincan.Bench.Servers;

/// <summary>The server process. It says where it listens, then answers questions about itself until its standard input ends.</summary>
internal static class Serving
{
    public const string Ours = "ours";
    public const string Recorded = "recorded";
    public const string Bare = "bare";

    /// <summary>How many bytes this process has allocated so far.</summary>
    public const string Allocated = "alloc?";

    /// <summary>How many bytes live on the managed heap after a full collection.</summary>
    public const string Heap = "heap?";

    public static async Task<int> RunAsync(string name)
    {
        switch (name)
        {
            case Ours:
                await using (var host = await OurEcho.StartAsync())
                {
                    Answer(host.LocalEndPoint);
                }

                return 0;
            case Recorded:
                await using (var recorded = await RecordedEcho.StartAsync())
                {
                    Answer(recorded.LocalEndPoint);
                }

                return 0;
            case Bare:
                Answer(BareEcho.Start());
                return 0;
            default:
                await Console.Error.WriteLineAsync($"bench: '{name}' is not a server: {Ours}, {Recorded} or {Bare}");
                return 2;
        }
    }

    private static void Answer(EndPoint address)
    {
        Console.Out.WriteLine($"listening on {address}");
        while (Console.In.ReadLine() is { } question)
        {
            Console.Out.WriteLine(question switch
            {
                Allocated => GC.GetTotalAllocatedBytes(precise: true),
                Heap => GC.GetTotalMemory(forceFullCollection: true),
                _ => -1,
            });
        }
    }
}
