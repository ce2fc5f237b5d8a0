namespace Tincan.Checks.Targets;

/// <summary>
/// Ports for programs that run in parallel. They are outside the range of ephemeral ports, so that no other socket gets one before the program listens.
/// </summary>
internal static class FreePorts
{
    private const int First = 12_000;
    private const int Count = 20_000;

    // Two checks on one machine start at different ports.
    private static int _next = Environment.ProcessId * 61 % Count;

    public static int Take()
    {
        for (var tries = 0; tries < Count; tries++)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref _next) % Count);
            if (ListeningPorts.IsFree(port))
            {
                return port;
            }
        }

        throw new TargetException("there is no free port");
    }
}
