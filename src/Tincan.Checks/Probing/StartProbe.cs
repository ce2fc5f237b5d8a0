namespace Tincan.Checks.Probing;

/// <summary>Starts a server, where there is nothing else to find out.</summary>
internal static class StartProbe
{
    public static async Task RunAsync(Prober prober)
    {
        if (prober.IsServer)
        {
            await prober.TryAsync(static context => context.StartServerAsync());
        }
    }
}
