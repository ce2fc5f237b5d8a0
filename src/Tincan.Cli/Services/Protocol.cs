using Tincan.Cli.Demo;

namespace Tincan.Cli.Services;

/// <summary>A protocol, as the command line knows it. <c>serve</c>, <c>up</c>, the clients, <c>check</c> and <c>demo</c> are made from the list of all.</summary>
internal sealed record Protocol
{
    /// <summary>Its servers: <c>tincan serve</c>, and the services of <c>tincan up</c>.</summary>
    public IReadOnlyList<ServiceKind> Services { get; init; } = [];

    /// <summary>The services of <c>tincan up</c> without a plan. They use the sample files.</summary>
    public IReadOnlyList<ServicePlan> Samples { get; init; } = [];

    /// <summary>Its client; null if it has none of its own.</summary>
    public Func<LazyCommand>? Client { get; init; }

    /// <summary>The names of the suites that check its programs, which are sides of pages that come with Tincan.</summary>
    public IReadOnlyList<string> Suites { get; init; } = [];

    /// <summary>Its part of <c>tincan demo</c>; null if it has none.</summary>
    public DemoPart? Demo { get; init; }
}
