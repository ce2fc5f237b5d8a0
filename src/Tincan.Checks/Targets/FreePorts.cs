namespace Tincan.Checks.Targets;

/// <summary>
/// Ports for programs that are started side by side. They are none that the system gives away by itself, so that nothing takes one between here
/// and the moment at which the program listens.
/// </summary>
internal static class FreePorts
{
    private const int First = 12_000;
    private const int Count = 20_000;

    // Two checks on one machine begin at different places.
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
