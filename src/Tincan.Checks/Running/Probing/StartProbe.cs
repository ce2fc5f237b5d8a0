namespace Tincan.Checks;

/// <summary>Finds out whether a program starts; there is nothing else to find out.</summary>
internal static class StartProbe
{
    public static Task RunAsync(Prober prober) => Task.CompletedTask;
}
