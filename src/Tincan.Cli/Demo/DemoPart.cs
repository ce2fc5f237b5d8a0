namespace Tincan.Cli.Demo;

/// <summary>A part of <c>tincan demo</c>: one protocol at work.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="About">What it shows, in one line.</param>
/// <param name="PlayAsync">Runs it.</param>
internal sealed record DemoPart(string Name, string About, Func<DemoBench, Task> PlayAsync);
